import type { Annotation } from '../../model/documents/annotations.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { at } from '../../model/checked.ts';
import { minimumRuns } from '../../stats/find-steps.ts';
import { median } from '../../stats/robust.ts';
import { isAbout, isAboutRun, type Place } from './annotation-scope.ts';
import { isComparable } from '../compare/comparability.ts';
import { placeNumber, valuesByPlace } from './metric-index.ts';
import { buildOf } from './build.ts';
import { whyIgnored } from './main-line.ts';

/** So many comparable runs back a report looks; older ones say little of today. */
export const historyWindow = 60;

/** The runs of one build, oldest first. */
export interface BuildGroup {
  readonly build: string;
  readonly runs: readonly RunMeasures[];
  /** The values of each of the runs, by place: a history asks all of them for one place after the other. */
  readonly values: readonly Float64Array[];
}

/**
 * What counts as one point of a history: a build, or a single run while there are fewer builds than a search for levels
 * needs. A project that repeats each of its few builds has a history too.
 */
export function pointsOf<T>(items: readonly T[], buildOfItem: (item: T) => string): T[][] {
  const builds = [...Map.groupBy(items, buildOfItem).values()];
  return builds.length >= minimumRuns ? builds : items.map((item) => [item]);
}

/** The points of a history of runs, in the order of each one's first run. */
export const groupPoints = (runs: readonly RunMeasures[]): BuildGroup[] =>
  pointsOf(runs, buildOf).map((members) => ({
    build: buildOf(at(members, 0)),
    runs: members,
    values: members.map(valuesByPlace),
  }));

/** The newest runs (of those given, in order) that one scenario of a run may be compared with. */
export function comparableRuns(
  head: RunMeasures,
  earlier: readonly RunMeasures[],
  scenario: string | null,
  project: Project,
  annotations: readonly Annotation[],
): RunMeasures[] {
  const found: RunMeasures[] = [];
  for (let i = earlier.length - 1; i >= 0 && found.length < historyWindow; i--) {
    const run = at(earlier, i);
    if (whyIgnored(run, project, annotations) !== null) continue;
    if (isComparable(run, head, scenario, project)) found.push(run);
  }
  return found.reverse();
}

/** The runs that annotations leave out of a metric's history. */
export function ignoredRuns(place: Place, annotations: readonly Annotation[]): ReadonlySet<string> {
  const about = annotations.filter((one) => one.action === 'ignore' && isAbout(one, place));
  return about.length === 0 ? noRuns : new Set(about.map(({ run }) => run));
}

const noRuns: ReadonlySet<string> = new Set();

/** The values that runs have for a metric, leaving out those ignored by annotation. */
export const valuesOf = (
  runs: readonly RunMeasures[],
  place: Place,
  annotations: readonly Annotation[],
): number[] =>
  valuesIn({ runs, values: runs.map(valuesByPlace) }, placeNumber(place), ignoredRuns(place, annotations));

function valuesIn(
  { runs, values }: Pick<BuildGroup, 'runs' | 'values'>,
  place: number,
  ignored: ReadonlySet<string>,
): number[] {
  const found: number[] = [];
  for (const [i, run] of runs.entries()) {
    const value = valueOfPlace(at(values, i), place);
    if (Number.isFinite(value) && !ignored.has(run.id)) found.push(value);
  }
  return found;
}

/** Places that came up after a run was read lie beyond its values. */
export const valueOfPlace = (values: Float64Array, place: number): number =>
  place < values.length ? (values[place] ?? NaN) : NaN;

/** One value per build that has the metric, with the build it came from. */
export interface BuildValues {
  readonly values: readonly number[];
  readonly groups: readonly BuildGroup[];
}

/** The median of each build's runs: repeats of one build are one run. Builds without the metric are left out. */
export function buildValues(
  groups: readonly BuildGroup[],
  place: Place,
  annotations: readonly Annotation[],
): BuildValues {
  const number = placeNumber(place);
  const ignored = ignoredRuns(place, annotations);
  const values: number[] = [];
  const having: BuildGroup[] = [];
  for (const group of groups) {
    const value = valueOfGroup(group, number, ignored);
    if (Number.isNaN(value)) continue;
    values.push(value);
    having.push(group);
  }
  return { values, groups: having };
}

/** The median of a group's values, most of which have one run; NaN where it has none. */
function valueOfGroup(group: BuildGroup, place: number, ignored: ReadonlySet<string>): number {
  const [first] = group.values;
  if (first === undefined || group.values.length > 1 || ignored.size > 0)
    return median(valuesIn(group, place, ignored));
  const value = valueOfPlace(first, place);
  return Number.isFinite(value) ? value : NaN;
}

/** The groups since people last said that history starts anew for a metric: from the newest reset or acceptance on. */
export function sinceAnnotated(
  groups: readonly BuildGroup[],
  place: Place,
  annotations: readonly Annotation[],
): readonly BuildGroup[] {
  const runs = new Set(
    annotations
      .filter(({ action }) => action === 'reset' || action === 'accept')
      .filter((one) => isAbout(one, place) && !(one.action === 'accept' && isAboutRun(one)))
      .map(({ run }) => run),
  );
  if (runs.size === 0) return groups;
  const start = groups.findLastIndex((group) => group.runs.some(({ id }) => runs.has(id)));
  return groups.slice(Math.max(0, start));
}
