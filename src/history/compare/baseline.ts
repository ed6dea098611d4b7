import type { Annotation } from '../../model/documents/annotations.ts';
import type { Project } from '../../model/documents/project.ts';
import type { MetricValue } from '../../model/metrics/metric-value.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { comparedValues } from './compared-places.ts';
import { runComparability } from './comparability.ts';
import { buildOf } from '../runs/build.ts';
import { placeNumber, valueAt } from '../runs/metric-index.ts';
import { whyIgnored } from '../runs/main-line.ts';
import { releaseTest } from './release-test.ts';
import { hasSameData } from './same-data.ts';

/** What a run is compared with. */
export interface Baseline {
  readonly run: RunMeasures | null;
  /** Why it is this one, or why there is none. */
  readonly why: string;
  /** False for a baseline that the manifest names although it is not comparable. */
  readonly comparable: boolean;
  /** What differs or is unrecorded. */
  readonly reasons: readonly string[];
}

const none = (why: string, reasons: readonly string[] = []): Baseline => ({
  run: null,
  why,
  comparable: false,
  reasons,
});

function named(head: RunMeasures, earlier: readonly RunMeasures[], id: string, project: Project): Baseline {
  const run = earlier.find((one) => one.id === id);
  if (run === undefined) return none(`run.json names ${id} as the baseline, but no earlier run has this id`);
  const { comparable, reasons } = runComparability(run, head, project);
  return { run, why: 'named as the baseline in run.json', comparable, reasons };
}

const newestText = 'latest comparable earlier run on the main line';
const releaseText = 'latest comparable release on the main line';

/** The number of scenarios that both runs measured. */
function scenariosShared(a: RunMeasures, b: RunMeasures): number {
  const own = new Set(a.metricValues.map(({ scenario }) => scenario));
  return new Set(b.metricValues.flatMap(({ scenario }) => (own.has(scenario) ? [scenario] : []))).size;
}

const isIn =
  (run: RunMeasures) =>
  (place: MetricValue): boolean =>
    valueAt(run, placeNumber(place)) !== undefined;

/** True if two runs have a metric in common that a report compares. */
const sharesMetric = (base: RunMeasures, head: RunMeasures, project: Project): boolean =>
  comparedValues(head, project).some(isIn(base)) || comparedValues(base, project).some(isIn(head));

/**
 * True if a comparison with a run may show something: metrics in common, or what the run should have measured and did not.
 * Benchmarks lack nothing of a load test.
 */
export const mayShow = (base: RunMeasures, head: RunMeasures, project: Project): boolean =>
  base.kind === head.kind || head.metricValues.length === 0 || sharesMetric(base, head, project);

/** The run to compare with among those that are candidates, and why it; each is asked only where it matters. */
function choose(
  earlier: readonly RunMeasures[],
  head: RunMeasures,
  isCandidate: (run: RunMeasures) => boolean,
  text = newestText,
): { run: RunMeasures | undefined; why: string } {
  const last = earlier.findLast(isCandidate);
  if (last === undefined || hasSameData(last, head)) return { run: last, why: text };
  const own = buildOf(head);
  const other = earlier.findLast((one) => buildOf(one) !== own && isCandidate(one));
  const run = fullestOfBuild(earlier, other ?? last, head, isCandidate);
  const passed =
    buildOf(last) === own && other !== undefined ? [' that is not a repeat of the same build'] : [];
  const fuller =
    run !== other && run !== last ? ['; of its build, the run with the most scenarios in common'] : [];
  return { run, why: [text, ...passed, ...fuller].join('') };
}

/** Of the candidates of a run's build the one that shares most scenarios with the head, the newest of these. */
function fullestOfBuild(
  earlier: readonly RunMeasures[],
  newest: RunMeasures,
  head: RunMeasures,
  isCandidate: (run: RunMeasures) => boolean,
): RunMeasures {
  const build = buildOf(newest);
  return earlier
    .filter((one) => one === newest || (buildOf(one) === build && isCandidate(one)))
    .reduce((best, next) => (scenariosShared(next, head) >= scenariosShared(best, head) ? next : best));
}

function countOf(count: number, what: string): string {
  return count === 1 ? `the one earlier run ${what} is not` : `none of the ${count} earlier runs ${what} is`;
}

function nothingShared(candidates: readonly RunMeasures[]): string {
  const latest = candidates.at(-1)?.id ?? '';
  return candidates.length === 1
    ? `the one comparable earlier run on the main line, ${latest}, has no metric in common with this run`
    : `none of the ${candidates.length} comparable earlier runs on the main line has a metric in common with this run (the latest is ${latest})`;
}

/** The latest release of another build, or of the same data, if the project compares with releases and has one. */
function chooseRelease(
  earlier: readonly RunMeasures[],
  head: RunMeasures,
  project: Project,
  isCandidate: (run: RunMeasures) => boolean,
): { run: RunMeasures | undefined; why: string } | null {
  const isRelease = releaseTest(project);
  if (isRelease === null) return null;
  const chosen = choose(earlier, head, (one) => isRelease(one) && isCandidate(one), releaseText);
  const { run } = chosen;
  if (run !== undefined && (buildOf(run) !== buildOf(head) || hasSameData(run, head))) return chosen;
  const newest = choose(earlier, head, isCandidate);
  return { ...newest, why: `${newest.why}; no earlier release is comparable` };
}

/**
 * The manifest's baseline, else the latest release if the project compares with releases, else the newest comparable earlier
 * run on the main line. `earlier` is in order. Runs that have a metric in common with the run are preferred; a run of another
 * kind without one is never chosen. Repeats of the run's own build are part of what is compared, so they are skipped if there
 * is another build; a run of the very same data is not.
 */
export function baselineOf(
  head: RunMeasures,
  earlier: readonly RunMeasures[],
  project: Project,
  annotations: readonly Annotation[],
): Baseline {
  if (head.manifest.baseline !== undefined) return named(head, earlier, head.manifest.baseline, project);
  if (earlier.length === 0) return none('there is no earlier run');
  const isEligible = (run: RunMeasures): boolean => whyIgnored(run, project, annotations) === null;
  const newest = earlier.findLast(isEligible);
  if (newest === undefined) return none('no earlier run is on the main line');
  const isCandidate = (one: RunMeasures): boolean =>
    isEligible(one) && runComparability(one, head, project).comparable;
  const isShared = (one: RunMeasures): boolean => isCandidate(one) && sharesMetric(one, head, project);
  // Without a metric in common, what another run of this kind measured may still be missed.
  const isChosen = earlier.some(isShared)
    ? isShared
    : (one: RunMeasures): boolean => mayShow(one, head, project) && isCandidate(one);
  const { run, why } = chooseRelease(earlier, head, project, isChosen) ?? choose(earlier, head, isChosen);
  if (run !== undefined)
    return { run, why, comparable: true, reasons: runComparability(run, head, project).reasons };
  const candidates = earlier.filter(isCandidate);
  if (candidates.length > 0) return none(nothingShared(candidates));
  const { reasons } = runComparability(newest, head, project);
  return none(
    `${countOf(earlier.filter(isEligible).length, 'on the main line')} comparable (the latest is ${newest.id}: ${reasons.join('; ')})`,
    reasons,
  );
}
