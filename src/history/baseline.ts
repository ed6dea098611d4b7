import type { Annotation } from '../model/annotations.ts';
import type { Project } from '../model/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import { runComparability } from './comparability.ts';
import { buildOf, whyIgnored } from './main-line.ts';
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
  if (run === undefined) return none(`run.json names ${id} as baseline, and no earlier run is called so`);
  const { comparable, reasons } = runComparability(run, head, project);
  return { run, why: 'named as baseline by run.json', comparable, reasons };
}

const newestText = 'newest comparable earlier run on the main line';

/** How many scenarios both runs have figures of. */
function scenariosShared(a: RunMeasures, b: RunMeasures): number {
  const own = new Set(a.figures.map(({ scenario }) => scenario));
  return new Set(b.figures.flatMap(({ scenario }) => (own.has(scenario) ? [scenario] : []))).size;
}

/** Of the runs of the newest build the one that shares most scenarios with the head, the newest of these. */
function newestOfBuild(runs: readonly RunMeasures[], head: RunMeasures): RunMeasures | undefined {
  const last = runs.at(-1);
  if (last === undefined) return undefined;
  const build = buildOf(last);
  return runs
    .filter((run) => buildOf(run) === build)
    .reduce((best, next) => (scenariosShared(next, head) >= scenariosShared(best, head) ? next : best));
}

/** The run to compare with among comparable ones, and why it. */
function choose(
  comparable: readonly RunMeasures[],
  head: RunMeasures,
): { run: RunMeasures | undefined; why: string } {
  const last = comparable.at(-1);
  if (last === undefined || hasSameData(last, head)) return { run: last, why: newestText };
  const others = comparable.filter((one) => buildOf(one) !== buildOf(head));
  const run = newestOfBuild(others.length === 0 ? comparable : others, head);
  const passed =
    buildOf(last) === buildOf(head) && others.length > 0 ? [' that is no repeat of the same build'] : [];
  const fuller =
    run !== others.at(-1) && run !== last ? [', of its build the one with most scenarios in common'] : [];
  return { run, why: [newestText, ...passed, ...fuller].join('') };
}

function countOf(count: number, what: string): string {
  return count === 1 ? `the one earlier run ${what} is not` : `none of the ${count} earlier runs ${what} is`;
}

/**
 * The manifest's baseline, else the newest comparable earlier run on the main line. `earlier` is in order. Repeats of
 * the run's own build are part of what is compared, so they are passed over where there is another build; a run of the
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
  const eligible = earlier.filter((run) => whyIgnored(run, project, annotations) === null);
  const newest = eligible.at(-1);
  if (newest === undefined) return none('no earlier run is on the main line');
  const comparable = eligible.filter((one) => runComparability(one, head, project).comparable);
  const { run, why } = choose(comparable, head);
  const { reasons } = runComparability(run ?? newest, head, project);
  if (run !== undefined) return { run, why, comparable: true, reasons };
  return none(
    `${countOf(eligible.length, 'on the main line')} comparable (the newest is ${newest.id}: ${reasons.join('; ')})`,
    reasons,
  );
}
