import type { Project } from '../model/documents/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';

/** The runs that a run of the head could be compared with, and those that the head adds besides it. */
export interface Surroundings {
  /** In order. */
  readonly base: readonly RunMeasures[];
  readonly others: readonly RunMeasures[];
  readonly project: Project;
}
