import type { Called } from '../../../model/metrics/called.ts';
import type { Reason } from '../../../model/text/basis.ts';
import type { Project } from '../../../model/documents/project.ts';
import type { RunMeasures } from '../../../model/run-measures.ts';
import type { MetricChange } from '../../../model/run-report.ts';
import type { MetricToCompare } from '../../evidence/gather-evidence.ts';

/** The runs of a comparison and all that was found between them. */
export interface ComparedRuns {
  readonly base: RunMeasures;
  readonly head: RunMeasures;
  readonly project: Project;
  readonly changes: readonly MetricChange[];
  readonly toCompare: readonly MetricToCompare[];
}

/** Something other than the metric's own code that also differs between the runs, beside a change that is called. */
export interface OtherCause {
  /** The verdict if it may have made the change; null if the change stays called beside it. */
  readonly verdict: 'no-change-shown' | 'cannot-tell' | null;
  readonly reason: Reason;
  /** True if the change is that of one of its parts. */
  readonly isExplained?: true;
}

/** Looks for one kind of other cause of a called change; null if there is none. */
export type CauseRule = (change: Called<MetricChange>, runs: ComparedRuns) => OtherCause | null;
