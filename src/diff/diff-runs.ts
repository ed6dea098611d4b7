import type { Annotation } from '../model/documents/annotations.ts';
import type { Diff, DiffMetric, DiffRun, DiffUnseen } from '../model/documents/diff.ts';
import type { Project } from '../model/documents/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { RunReport } from '../model/run-report.ts';
import { baselineOf, type Baseline } from '../history/compare/baseline.ts';
import { markedControls, ownControls, withControlsOf } from '../history/compare/controls.ts';
import { runComparability } from '../history/compare/comparability.ts';
import { buildOf } from '../history/runs/build.ts';
import { whyIgnored } from '../history/runs/main-line.ts';
import { orderRuns, runMoment } from '../history/runs/order.ts';
import { isEvidence, pairsOf, pairWarnings, type RunPair } from '../history/runs/pairs.ts';
import { diffPair, type Pair } from './diff-pair.ts';
import { measuredTheSame } from './measured.ts';
import { diffVerdict } from './diff-verdict.ts';
import { repeatedTargets } from './repeated-targets.ts';
import { markRepeats } from './repeats.ts';
import { regressionText } from './gate.ts';
import { unjudged } from './unjudged.ts';
import { unseenChanges, type UnseenChange } from './unseen-changes.ts';

/** True for a run up to a moment; false where one of the two has no date. */
const isUntil = (run: RunMeasures, moment: number | null): boolean =>
  moment !== null && (runMoment(run) ?? Infinity) <= moment;

const document = (runs: DiffRun[], rest: Partial<Diff> = {}): Diff => ({
  schemaVersion: 1,
  verdict: diffVerdict(
    runs.map(({ verdict }) => verdict),
    'no-change-shown',
  ),
  rules: [],
  removedRuns: [],
  changedRuns: [],
  ...rest,
  runs,
});

const inOrder = (reports: readonly RunReport[]): readonly RunReport[] =>
  orderRuns(reports, ({ measures }) => measures).dated;

function reasonsOf({ run, why, reasons }: Baseline): string[] {
  return run === null ? [why] : [why, ...reasons];
}

/** The pairs of a run and the runs that they are made of; the newest base run stands for the base. */
function pairedWith(
  head: RunMeasures,
  runs: readonly RunReport[],
): { pairs: RunPair[]; base: RunReport | undefined } {
  const pairs = pairsOf(
    head,
    inOrder(runs).map(({ measures }) => measures),
  );
  const last = pairs.at(-1)?.base.id;
  return { pairs, base: runs.find(({ id }) => id === last) };
}

/** The targets of a build with pairs, over all runs of the head's build and the base runs of the pairs. */
function targetsOfPairs(
  head: RunReport,
  base: RunReport,
  pairs: readonly RunPair[],
  reports: readonly RunReport[],
): DiffRun['targets'] {
  const build = buildOf(head.measures);
  const bases = new Set(pairs.map((pair) => pair.base.id));
  return repeatedTargets(
    { shown: base, runs: reports.filter(({ id }) => bases.has(id)) },
    {
      shown: head,
      runs: reports.filter(({ measures }) => !isEvidence(measures) && buildOf(measures) === build),
    },
  );
}

/** Compares a run of the head with its baseline among the base's runs; a changed run without one with its old data. */
function diffNewRun(
  report: RunReport,
  heads: readonly RunReport[],
  others: readonly RunMeasures[],
  base: readonly RunReport[],
  project: Project,
  annotations: readonly Annotation[],
): DiffRun {
  const head = report.measures;
  const { pairs, base: partner } = pairedWith(head, heads);
  const former = base.find(({ id }) => id === report.id);
  const moment = runMoment(head);
  const earlier = inOrder(base)
    .map(({ measures }) => measures)
    .filter((run) => run.id !== head.id && isUntil(run, moment));
  const baseline = baselineOf(head, earlier, project, annotations);
  const isFormer = baseline.run === null && former !== undefined && partner === undefined;
  const run = partner !== undefined ? partner.measures : isFormer ? former.measures : baseline.run;
  const about = isFormer
    ? runComparability(former.measures, head, project)
    : partner !== undefined
      ? runComparability(partner.measures, head, project)
      : { comparable: baseline.comparable, reasons: reasonsOf(baseline) };
  const notes = [
    ...(former === undefined ? [] : ['the data of this run changed']),
    ...(isFormer ? ['compared with its previous data'] : []),
    ...(moment === null ? ['this run has no date'] : []),
    ...(partner === undefined
      ? []
      : [`${pairs.length} pairs of interleaved runs, whose means are compared`, ...pairWarnings(pairs)]),
  ];
  const entry = diffPair(
    {
      base: partner ?? (run === null ? null : (base.find(({ id }) => id === run.id) ?? null)),
      head: report,
      comparable: about.comparable,
      reasons: [...notes, ...about.reasons],
      history: isFormer ? [former.measures] : earlier.slice(0, run === null ? 0 : earlier.indexOf(run) + 1),
      besides: others,
      pairs,
      formerWords: former?.commentary ?? null,
    },
    project,
    annotations,
  );
  const targets = partner === undefined ? {} : { targets: targetsOfPairs(report, partner, pairs, heads) };
  const eligible = eligibleRuns(head, base, project, annotations);
  const gone = unjudged(head, run, { base: eligible, others, project });
  const around = { others, eligible, project, annotations };
  const unseen =
    former === undefined
      ? unseenChanges({ head, chosen: run, pairs: pairs.length, ...around }).filter(
          (one) => one.base !== entry.base || !isCalledIn(entry, one),
        )
      : [];
  return {
    ...entry,
    ...targets,
    ...(gone.length > 0 && { unjudged: gone }),
    ...(unseen.length > 0 && { unseen: unseen.map((one) => unseenEntry(report, one)) }),
  };
}

/** The runs of the base that a run may be compared with, in order. */
const eligibleRuns = (
  head: RunMeasures,
  base: readonly RunReport[],
  project: Project,
  annotations: readonly Annotation[],
): RunMeasures[] =>
  inOrder(base)
    .map(({ measures }) => measures)
    .filter(
      (run) => run.id !== head.id && !isEvidence(run) && whyIgnored(run, project, annotations) === null,
    );

/** True if the run's own comparison calls the change as surely: with the same base, it is the same regression. */
function isCalledIn({ metrics, common }: DiffRun, { change }: UnseenChange): boolean {
  const isAsSure = (one: { verdict: string; certainty: string | null }): boolean =>
    one.verdict === 'worse' && (one.certainty === 'confirmed' || one.certainty === change.certainty);
  if (!('endpoint' in change)) return common !== undefined && isAsSure(common);
  const placeOf = (one: Pick<DiffMetric, 'metric' | 'scenario' | 'endpoint'>): string =>
    JSON.stringify([one.metric, one.scenario, one.endpoint ?? '*']);
  return metrics.some((one) => isAsSure(one) && placeOf(one) === placeOf(change));
}

function unseenEntry(report: RunReport, { change, base, why }: UnseenChange): DiffUnseen {
  const { scenario, endpoint } = 'endpoint' in change ? change : { scenario: null, endpoint: null };
  return {
    metric: change.metric,
    scenario,
    endpoint,
    certainty: change.certainty ?? 'confirmed',
    text: `${regressionText(report, change, base)} (${why})`,
  };
}

/** True for a run that was measured as evidence for a new run of another build. */
const isEvidenceFor = (evidence: RunMeasures, subjects: readonly RunReport[]): boolean =>
  subjects.some(
    ({ id, measures }) =>
      id === evidence.manifest.pair && !isEvidence(measures) && buildOf(measures) !== buildOf(evidence),
  );

/**
 * The runs that have an entry of their own: not those that were measured as evidence for another, and of a build with
 * pairs its last run alone, which stands for all repeats.
 */
function subjectsOf(changed: readonly RunReport[], heads: readonly RunReport[]): RunReport[] {
  const runs = inOrder(heads).map(({ measures }) => measures);
  const own = changed.filter(({ measures }) => !isEvidenceFor(measures, changed));
  return own.filter(
    ({ measures }, i) =>
      pairsOf(measures, runs).length === 0 ||
      !own.slice(i + 1).some((later) => buildOf(later.measures) === buildOf(measures)),
  );
}

/** A report whose run has no controls but those of the base. */
function byControls(report: RunReport, controls: ReadonlySet<string>): RunReport {
  const { measures } = report;
  const manifest = withControlsOf(controls, measures.manifest);
  return manifest === measures.manifest ? report : { ...report, measures: { ...measures, manifest } };
}

/** Runs that may be repeats of one build and do not say so; none if there is only one. */
function unnamedBuilds(runs: readonly RunMeasures[]): string[] {
  const unnamed = runs.filter(
    ({ manifest: { commit, version } }) => commit === undefined && version === undefined,
  );
  return unnamed.length > 1 ? unnamed.map(({ id }) => id) : [];
}

const ignoredControl = (scenario: string): string =>
  `${scenario} is judged, though this run calls it a control: no run of the base does`;

/**
 * Compares the head's runs with the base's: one entry per run that is new or has different data, each compared with
 * its baseline among the base's runs, in the order of runs. Project and annotations are the head's.
 */
export function diffRuns(
  base: readonly RunReport[],
  stated: readonly RunReport[],
  project: Project,
  annotations: readonly Annotation[],
): Diff {
  const controls = markedControls(base.map(({ measures }) => measures.manifest));
  const head = stated.map((report) => byControls(report, controls));
  const known = new Map(base.map(({ measures }) => [measures.id, measures]));
  const { dated, undated } = orderRuns(head, ({ measures }) => measures);
  const changed = [...dated, ...undated].filter(({ id, measures }) => {
    const before = known.get(id);
    return before === undefined || !measuredTheSame(before, measures, project);
  });
  const subjects = subjectsOf(changed, head);
  const others = subjects.map(({ measures }) => measures);
  const ids = new Set(head.map(({ id }) => id));
  const builds = new Map(others.map((run) => [run.id, buildOf(run)]));
  const entries = subjects.map((report) => {
    const entry = diffNewRun(report, head, others, base, project, annotations);
    const run = stated.find(({ id }) => id === report.id);
    const ignored = run === undefined ? [] : ownControls(controls, run.measures.manifest);
    return { ...entry, reasons: [...entry.reasons, ...ignored.map(ignoredControl)] };
  });
  const unnamed = unnamedBuilds(others);
  return document(
    markRepeats(entries, (run) => builds.get(run) ?? run),
    {
      removedRuns: base.map(({ id }) => id).filter((id) => !ids.has(id)),
      changedRuns: changed.map(({ id }) => id).filter((id) => known.has(id)),
      ...(unnamed.length > 0 && { unnamedBuilds: unnamed }),
    },
  );
}

/**
 * Compares a run with any other run, whatever its branch or position. `reports` are all runs: those up to the base are
 * its history.
 */
export function diffTwoRuns(
  base: RunReport,
  head: RunReport,
  reports: readonly RunReport[],
  project: Project,
  annotations: readonly Annotation[],
): Diff {
  return document([diffPair(chosenPair(base, head, reports, project), project, annotations)]);
}

/** Two chosen runs, with the runs around them. */
export function chosenPair(
  base: RunReport,
  head: RunReport,
  reports: readonly RunReport[],
  project: Project,
): Pair {
  const runs = inOrder(reports)
    .map(({ measures }) => measures)
    .filter(({ id }) => id !== head.id);
  const at = runs.indexOf(base.measures);
  const moment = runMoment(head.measures);
  return {
    base,
    head,
    ...runComparability(base.measures, head.measures, project),
    history: at < 0 ? [base.measures] : runs.slice(0, at + 1),
    pairs: pairsOf(
      head.measures,
      inOrder(reports).map(({ measures }) => measures),
    ).filter(({ base: one }) => buildOf(one) === buildOf(base.measures)),
    besides: runs.slice(at + 1).filter((run) => isUntil(run, moment)),
    formerWords: null,
  };
}
