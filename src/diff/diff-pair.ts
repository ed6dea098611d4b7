import type { Annotation } from '../model/annotations.ts';
import type { DiffRun, DiffTarget } from '../model/diff.ts';
import type { Project } from '../model/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { RunReport, TargetResult } from '../model/run-report.ts';
import { noWords, type Words } from '../model/words.ts';
import { compareFigures } from '../history/compare-figures.ts';
import { comparedPlaces } from '../history/compared-places.ts';
import { configurationChanges } from '../history/configuration.ts';
import { HistoryAnalyses } from '../history/history-analysis.ts';
import { diffMetric } from './diff-metric.ts';
import { findingsMissing, followedUp, wordsChanged } from './diff-notes.ts';
import { diffVerdict } from './diff-verdict.ts';

/** A run and what it is held against. */
export interface Pair {
  readonly base: RunReport | null;
  readonly head: RunReport;
  readonly comparable: boolean;
  readonly reasons: readonly string[];
  /** Runs up to the base, in order, the base last. */
  readonly history: readonly RunMeasures[];
  /** Further runs that may be repeats of the head's build. */
  readonly besides: readonly RunMeasures[];
  /** What was said of this run before, where it is not new; else the base's words are meant. */
  readonly formerWords: Words | null;
}

function diffTargets(base: readonly TargetResult[], head: readonly TargetResult[]): DiffTarget[] {
  return head.map(({ id, verdict, margin }) => ({
    id,
    base: base.find((one) => one.id === id)?.verdict ?? null,
    head: verdict,
    margin,
  }));
}

/** One entry of a diff: a run against its baseline, or alone where it has none. */
export function diffPair(pair: Pair, project: Project, annotations: readonly Annotation[]): DiffRun {
  const { base, head, comparable, reasons, history, besides, formerWords } = pair;
  const alone = {
    head: head.id,
    comparable,
    reasons: [...reasons],
    recommendations: followedUp(head),
    words: wordsChanged(formerWords ?? base?.words ?? noWords, head.words),
  };
  if (base === null)
    return {
      base: null,
      ...alone,
      verdict: 'cannot-tell',
      targets: diffTargets([], head.targets),
      metrics: [],
      configuration: [],
      findings: { new: findingsMissing(head.measures.findings, []), gone: [] },
    };
  const sides = { base: base.measures, head: head.measures };
  const metrics = compareFigures(
    { ...sides, history, besides, project, annotations, analyses: new HistoryAnalyses() },
    comparedPlaces(sides.base, sides.head, project),
  ).map(diffMetric);
  return {
    base: base.id,
    ...alone,
    verdict: diffVerdict(metrics.map(({ verdict }) => verdict)),
    targets: diffTargets(base.targets, head.targets),
    metrics,
    configuration: configurationChanges(sides.base, sides.head),
    findings: {
      new: findingsMissing(sides.head.findings, sides.base.findings),
      gone: findingsMissing(sides.base.findings, sides.head.findings),
    },
  };
}
