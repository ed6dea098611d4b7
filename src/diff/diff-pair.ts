import type { Annotation } from '../model/documents/annotations.ts';
import type { DiffRun } from '../model/documents/diff.ts';
import type { Project } from '../model/documents/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { RunReport } from '../model/run-report.ts';
import type { Commentary } from '../model/documents/commentary.ts';
import { commitRange, type CommitLine } from '../history/compare/commit-range.ts';
import { compareMetrics, type Compared } from '../history/compare/compare-metrics.ts';
import { comparedPlaces } from '../history/compare/compared-places.ts';
import { inUnitsOf } from '../history/runs/measure-units.ts';
import { HistoryAnalyses } from '../history/trends/history-analysis.ts';
import type { RunPair } from '../history/runs/pairs.ts';
import { failuresText } from '../report/words/failures.ts';
import { nearNames, nearText } from './near-names.ts';
import { endpointsApart } from './vanished.ts';
import { findingsMissing, followedUp, judgedFinding, wordsChanged, changedCommentary } from './diff-notes.ts';
import { diffSides, diffTargets, type Side } from './diff-sides.ts';

/** A run, the run it is compared with, and how far the two may be compared. */
export interface Footing {
  readonly base: RunReport | null;
  readonly head: RunReport;
  readonly comparable: boolean;
  readonly reasons: readonly string[];
  /** The run's own earlier commentary; null for a new run, which is compared with the base's commentary. */
  readonly formerWords: Commentary | null;
}

/** A footing with the runs around both, from which the changes are computed. */
export interface Pair extends Footing {
  /** Runs up to the base, in order, the base last. */
  readonly history: readonly RunMeasures[];
  /** Further runs that may be repeats of the head's build. */
  readonly besides: readonly RunMeasures[];
  /** Interleaved runs of both builds, where there are any. */
  readonly pairs?: readonly RunPair[];
}

const sideOf = ({ measures, targets, commentary }: RunReport): Side => ({
  measures,
  findings: measures.findings.map((finding) => judgedFinding(finding, commentary)),
  targets,
});

/** One entry of a diff from known changes; a run without a base has none. */
export function diffOfChanges(footing: Footing, compared: Compared): DiffRun {
  const { base, head, comparable, reasons, formerWords } = footing;
  const apart = endpointsApart(base, head);
  const near = nearNames(apart.vanished, apart.appeared).map(
    (one) => `${nearText(one)}: join them with \`match\` in project.json if they are one endpoint`,
  );
  const failures = failuresText(head);
  const alone = {
    head: head.id,
    ...(failures !== null && { failures }),
    ...(head.measures.kind !== 'load' && { kind: head.measures.kind }),
    comparable,
    reasons: [...reasons, ...near],
    recommendations: followedUp(head),
    ...apart,
    // A different run has its own commentary, so a part that only the base has is not reported as removed.
    words:
      formerWords === null
        ? changedCommentary(base?.commentary ?? null, head.commentary)
        : wordsChanged(formerWords, head.commentary),
  };
  if (base === null)
    return {
      base: null,
      ...alone,
      verdict: 'cannot-tell',
      targets: diffTargets([], head.targets),
      metrics: [],
      configuration: [],
      findings: { new: findingsMissing(sideOf(head).findings, []), gone: [] },
    };
  return { base: base.id, ...alone, ...diffSides(sideOf(base), sideOf(head), compared) };
}

/** The changes of metrics between the two runs of a pair; none without a base. */
export function changesOf(
  { base, head, history, besides, pairs = [] }: Pair,
  project: Project,
  annotations: readonly Annotation[],
): Compared {
  if (base === null) return { changes: [], common: null };
  const inUnits = (run: RunMeasures): RunMeasures => inUnitsOf(run, head.measures);
  const sides = { base: inUnits(base.measures), head: head.measures };
  // Base and head may be of two checkouts, whose first runs have a measure in different units.
  const around = { history: history.map(inUnits), besides: besides.map(inUnits) };
  return compareMetrics(
    { ...sides, ...around, pairs, project, annotations, analyses: new HistoryAnalyses() },
    comparedPlaces(sides.base, sides.head, project),
  );
}

/** An entry with the commits of both runs, if both are known. */
export function withCommits(
  run: DiffRun,
  { base, head }: Pick<Pair, 'base' | 'head'>,
  project: Project,
  line?: CommitLine,
): DiffRun {
  const commits = commitRange(base, head, project, line);
  return commits.from === null || commits.to === null ? run : { ...run, commits };
}

/** One entry of a diff: a run compared with its baseline, or by itself if it has none. */
export const diffPair = (pair: Pair, project: Project, annotations: readonly Annotation[]): DiffRun =>
  withCommits(diffOfChanges(pair, changesOf(pair, project, annotations)), pair, project);
