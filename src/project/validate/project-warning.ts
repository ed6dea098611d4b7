import type { Problem } from '../../model/problem.ts';

/** A warning about a key of project.json. */
export interface ProjectWarning extends Pick<Problem, 'message' | 'hint'> {
  readonly path: readonly PropertyKey[];
  readonly found: unknown;
}
