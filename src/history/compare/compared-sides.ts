import type { Annotation } from '../../model/documents/annotations.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { isComparable } from './comparability.ts';
import type { HistoryAnalyses } from '../trends/history-analysis.ts';
import { buildOf } from '../runs/build.ts';
import { orderRuns } from '../runs/order.ts';
import type { RunPair } from '../runs/pairs.ts';
import { comparableRuns, groupPoints, historyWindow, type BuildGroup } from '../runs/scenario-history.ts';
import { sessionsOf, type Session } from '../runs/sessions.ts';

/** A run, what it is compared with, and the runs around both. */
export interface Comparison {
  readonly base: RunMeasures;
  readonly head: RunMeasures;
  /** Runs up to the base, in order, the base last. */
  readonly history: readonly RunMeasures[];
  /** Further runs that may be repeats of the head's build. */
  readonly besides: readonly RunMeasures[];
  /** Interleaved runs of base and head; where there are any, they alone are compared. */
  readonly pairs?: readonly RunPair[];
  readonly project: Project;
  readonly annotations: readonly Annotation[];
  /** Analyses of these runs' histories, where they are asked for again. */
  readonly analyses: HistoryAnalyses;
}

/** Two runs and what is known around them, for one scenario. */
export interface ComparedSides extends Pick<
  Comparison,
  'base' | 'head' | 'project' | 'annotations' | 'analyses'
> {
  /** The points of the comparable history up to the base, oldest first. */
  readonly points: readonly BuildGroup[];
  /** The head and its repeats. */
  readonly headRuns: readonly RunMeasures[];
  readonly headSessions: readonly Session[];
}

/** What a scenario's metrics are compared with; null where the scenario is not comparable. */
export function sidesOf(comparison: Comparison, scenario: string | null): ComparedSides | null {
  const { base, head, history, besides, project, annotations, analyses } = comparison;
  if (!isComparable(base, head, scenario, project)) return null;
  const build = buildOf(head);
  const isRepeat = buildOf(base) === build;
  const isOther = (run: RunMeasures): boolean => run.id !== base.id && (isRepeat || buildOf(run) !== build);
  const earlier = history.filter(isOther);
  // As many as the report of the head looks back: both then search the same history for levels.
  const runs = [...comparableRuns(head, earlier, scenario, project, annotations), base].slice(-historyWindow);
  const repeats = besides.filter(
    (run) => buildOf(run) === build && run.id !== head.id && isComparable(run, head, scenario, project),
  );
  const headRuns = isRepeat ? [head] : orderRuns([...repeats, head], (run) => run).dated;
  return {
    base,
    head,
    points: groupPoints(runs),
    headRuns,
    headSessions: sessionsOf(headRuns),
    project,
    annotations,
    analyses,
  };
}
