import type { Project } from '../../model/documents/project.ts';

/** A run that can be chosen. */
export interface ChoosableRun {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly verdict: string;
  readonly startedAt: string | null;
  readonly version: string | null;
}

/** `/compare/runs.json`. */
export interface CompareIndex {
  readonly schemaVersion: 1;
  readonly project: Project;
  /** Newest first. */
  readonly runs: readonly ChoosableRun[];
  /** The parts of addresses below `/compare/` that have pages. */
  readonly ready: readonly string[];
}
