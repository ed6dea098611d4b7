import type { Annotation } from '../../model/documents/annotations.ts';
import { at } from '../../model/checked.ts';
import type { Project } from '../../model/documents/project.ts';
import type { ReportedDrift } from '../../model/run-report.ts';
import type {
  TrendBreak,
  TrendChangePoint,
  TrendLevel,
  TrendPoint,
  TrendStanding,
} from '../../model/trend.ts';
import type { ChangeAnalysis, ChangePoint } from '../../stats/change-points.ts';
import { sumOfCounts } from '../../stats/dispersion.ts';
import type { ErrorCount } from '../../stats/error-count.ts';
import { median } from '../../stats/robust.ts';
import { annotationFor, type Place } from '../runs/annotation-scope.ts';
import { pointsOf } from '../runs/scenario-history.ts';
import { analyseHistory, driftOfLevel, stepSize, stepVerdict } from './history-analysis.ts';
import { standingOf } from './standing.ts';

/** A history as it is analysed: its points, where each belongs, and where people cut it. */
export interface TrendInput {
  readonly place: Place;
  readonly points: readonly TrendPoint[];
  /** The build of each point: where there are enough builds, points of one are one run, their median. */
  readonly builds: readonly string[];
  /** The requests and errors behind each point, of metrics of errors; null where unknown. */
  readonly errors?: readonly (ErrorCount | null)[] | undefined;
  readonly breaks: readonly TrendBreak[];
  readonly project: Project;
  readonly annotations: readonly Annotation[];
}

/** What the analysis adds to the points. */
export interface TrendAnalysis {
  readonly changePoints: readonly TrendChangePoint[];
  readonly levels: readonly TrendLevel[];
  readonly drift: ReportedDrift | null;
  readonly newest: TrendStanding | null;
}

/** The points of one environment in order, a group per build where there are enough builds. */
interface Strand {
  readonly environment: number;
  /** Indices of the points of each build. */
  readonly groups: readonly (readonly number[])[];
  readonly values: readonly number[];
  /** Indices of groups before which people cut the history. */
  readonly cuts: readonly number[];
}

function strandsOf({ points, builds, breaks }: TrendInput): Strand[] {
  const counted = points.flatMap((point, i) => (point.isIgnored ? [] : i));
  const resets = breaks.filter(({ kind }) => kind === 'reset').map(({ index }) => index);
  return [...Map.groupBy(counted, (i) => at(points, i).environment)].map(([environment, indices]) => {
    const groups = pointsOf(indices, (i) => at(builds, i));
    const cuts = resets.flatMap((reset) => {
      const group = groups.findIndex((members) => at(members, 0) >= reset);
      return group < 0 ? [] : group;
    });
    const values = groups.map((members) =>
      members.length === 1
        ? at(points, at(members, 0)).value
        : median(members.map((i) => at(points, i).value)),
    );
    return { environment, groups, values, cuts };
  });
}

/** What people decided about a change point: the newest word on any run of its build. */
function decided(
  { points, place, annotations }: TrendInput,
  group: readonly number[],
): Pick<TrendChangePoint, 'status' | 'reason' | 'link'> {
  for (const [action, status] of [
    ['accept', 'accepted'],
    ['explain', 'explained'],
  ] as const) {
    for (const i of group) {
      const said = annotationFor(annotations, action, at(points, i).run, place);
      if (said !== null) return { status, reason: said.reason, link: said.link ?? null };
    }
  }
  return { status: 'open', reason: null, link: null };
}

function changePointOf(input: TrendInput, { groups }: Strand, step: ChangePoint): TrendChangePoint {
  const { points, place } = input;
  const group = at(groups, step.index);
  return {
    ...place,
    run: at(points, at(group, 0)).run,
    lastBefore: at(points, at(at(groups, step.index - 1), -1)).run,
    before: step.before,
    after: step.after,
    ...stepSize(step, place),
    certainty: step.certainty,
    verdict: stepVerdict(step, place),
    index: at(group, 0),
    runsBefore: step.countBefore,
    runsAfter: step.countAfter,
    ...decided(input, group),
  };
}

/** The levels between steps and cuts, each in pieces where another environment's points come between. */
function levelsOf({ points }: TrendInput, strand: Strand, steps: readonly ChangePoint[]): TrendLevel[] {
  const { groups, values, cuts, environment } = strand;
  const starts = [...new Set([0, ...steps.map(({ index }) => index), ...cuts])].sort((a, b) => a - b);
  return starts.flatMap((start, i) => {
    const end = starts[i + 1] ?? groups.length;
    const value = median(values.slice(start, end));
    const members = groups
      .slice(start, end)
      .flat()
      .sort((a, b) => a - b);
    return pieces(members, points, environment).map(([from, to]) => ({ from, to, value }));
  });
}

function pieces(
  members: readonly number[],
  points: readonly TrendPoint[],
  environment: number,
): [from: number, to: number][] {
  const found: [number, number][] = [];
  const isApart = (from: number, to: number): boolean =>
    to > from + 1 &&
    points.slice(from + 1, to).some((point) => !point.isIgnored && point.environment !== environment);
  for (const index of members) {
    const last = found.at(-1);
    if (last === undefined || isApart(last[1], index)) found.push([index, index]);
    else last[1] = index;
  }
  return found;
}

function newestOf(
  { points, place, project, errors }: TrendInput,
  { groups, values }: Strand,
  analysis: ChangeAnalysis,
): TrendStanding {
  const ofGroups = errors === undefined ? [] : groups.map((group) => errorsOfGroup(group, points, errors));
  return {
    run: at(points, at(at(groups, -1), -1)).run,
    ...standingOf({ place, values, errors: ofGroups, analysis, project }),
  };
}

/** The requests and errors behind a build's value: those of its median run, or of the two in the middle together. */
function errorsOfGroup(
  group: readonly number[],
  points: readonly TrendPoint[],
  errors: readonly (ErrorCount | null)[],
): ErrorCount | null {
  const ordered = group.toSorted((a, b) => at(points, a).value - at(points, b).value);
  const middle = ordered.slice(Math.ceil(ordered.length / 2) - 1, Math.floor(ordered.length / 2) + 1);
  const counts = middle.flatMap((i) => errors[i] ?? []);
  if (counts.length < middle.length) return null;
  const sum = sumOfCounts(counts);
  return { errors: sum.errors / middle.length, count: sum.count / middle.length };
}

/** Searches each environment's points for themselves; drift and standing are those of the newest point's. */
export function analyseTrend(input: TrendInput): TrendAnalysis {
  const { points, place, project } = input;
  const analysed = strandsOf(input).map((strand) => ({
    strand,
    analysis: analyseHistory(strand.values, place, project, strand.cuts),
  }));
  const newest = points.findLast((point) => !point.isIgnored);
  const current = analysed.find(({ strand }) => strand.environment === newest?.environment);
  const drift =
    current === undefined
      ? null
      : driftOfLevel(current.strand.values.slice(current.analysis.levelStart), place, project);
  return {
    changePoints: analysed
      .flatMap(({ strand, analysis }) =>
        analysis.changePoints.map((step) => changePointOf(input, strand, step)),
      )
      .sort((a, b) => a.index - b.index),
    levels: analysed
      .flatMap(({ strand, analysis }) => levelsOf(input, strand, analysis.changePoints))
      .sort((a, b) => a.from - b.from),
    drift: drift === null ? null : { ...place, ...drift },
    newest: current === undefined ? null : newestOf(input, current.strand, current.analysis),
  };
}
