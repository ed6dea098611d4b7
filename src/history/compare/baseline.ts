import type { Annotation } from '../../model/documents/annotations.ts';
import type { Project } from '../../model/documents/project.ts';
import { memoised } from '../../model/memoised.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { runComparability } from './comparability.ts';
import { buildOf } from '../runs/build.ts';
import { placeNumber } from '../runs/metric-index.ts';
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

const placesOf = memoised((run: RunMeasures) => new Set(run.metricValues.map(placeNumber)));

/**
 * True if a comparison of two runs may show something: a run without a scenario, such as one of readings of a machine
 * alone, may have no metric in common with a load test.
 */
function mayShow(base: RunMeasures, head: RunMeasures): boolean {
  if (base.scenarios.length > 0 === head.scenarios.length > 0) return true;
  const own = placesOf(head);
  return base.metricValues.some((value) => own.has(placeNumber(value)));
}

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
 * The manifest's baseline, else the latest release if the project compares with releases, else the newest comparable earlier run on the main line. `earlier` is in order. Repeats of
 * the run's own build are part of what is compared, so they are skipped if there is another build; a run of the
 * very same data is not.
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
  const isTelling = (one: RunMeasures): boolean => mayShow(one, head) && isCandidate(one);
  const isChosen = earlier.findLast(isTelling) === undefined ? isCandidate : isTelling;
  const { run, why } = chooseRelease(earlier, head, project, isChosen) ?? choose(earlier, head, isChosen);
  const { reasons } = runComparability(run ?? newest, head, project);
  if (run !== undefined) return { run, why, comparable: true, reasons };
  return none(
    `${countOf(earlier.filter(isEligible).length, 'on the main line')} comparable (the latest is ${newest.id}: ${reasons.join('; ')})`,
    reasons,
  );
}
