import { at } from '../../model/checked.ts';
import type { Annotation } from '../../model/documents/annotations.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { TrendPoint } from '../../model/trend.ts';
import { median } from '../../stats/robust.ts';
import { isAbout } from '../runs/annotation-scope.ts';
import { sessionsOf } from '../runs/sessions.ts';
import type { FoundChange } from './find-change.ts';

/** Runs of one commit, or of one level. */
export interface MeasuredPart {
  readonly runs: readonly string[];
  /** The median of each session: runs of one session are not independent. */
  readonly values: readonly number[];
}

/** The measured values on both sides of a change and between them. */
export interface MeasuredParts {
  readonly before: MeasuredPart;
  readonly after: MeasuredPart;
  readonly between: readonly MeasuredPart[];
}

const isCommit = (commit: string, { commit: stated }: TrendPoint): boolean =>
  stated !== null && stated.length >= 7 && commit.startsWith(stated.toLowerCase());

function partOf(points: readonly TrendPoint[], measuresOf: ReadonlyMap<string, RunMeasures>): MeasuredPart {
  const byRun = new Map(points.map(({ run, value }) => [run, value]));
  const runs = points.flatMap(({ run }) => measuresOf.get(run) ?? []);
  const values = sessionsOf(runs).map((session) => median(session.map(({ id }) => byRun.get(id) ?? NaN)));
  return { runs: runs.map(({ id }) => id), values };
}

/** The points of the levels before and after a change: of its environment, up to the changes around it. */
function levelsAround({ series, change }: FoundChange): [TrendPoint[], TrendPoint[]] {
  const { points, changePoints } = series;
  const { environment } = at(points, change.index);
  const isHere = (point: TrendPoint): boolean => point.environment === environment && !point.isIgnored;
  const indices = changePoints
    .map(({ index }) => index)
    .filter((index) => at(points, index).environment === environment);
  const start = indices.findLast((index) => index < change.index) ?? 0;
  const end = indices.find((index) => index > change.index) ?? points.length;
  return [points.slice(start, change.index).filter(isHere), points.slice(change.index, end).filter(isHere)];
}

/**
 * The values of a change: both levels, and the runs of each commit in between. Runs of such a commit count whatever
 * their branch, because they are recorded off the main line; they count for no level.
 */
export function measuredParts(
  found: FoundChange,
  between: readonly string[],
  runs: readonly RunMeasures[],
  annotations: readonly Annotation[],
): MeasuredParts {
  const { series, change } = found;
  const measuresOf = new Map(runs.map((one) => [one.id, one]));
  const { environment } = at(series.points, change.index);
  const isIgnored = ({ run }: TrendPoint): boolean =>
    annotations.some((one) => one.action === 'ignore' && one.run === run && isAbout(one, series));
  const here = series.points.filter((point) => point.environment === environment && !isIgnored(point));
  const ofCommit = between.map((commit) => here.filter((point) => isCommit(commit, point)));
  const inside = new Set(ofCommit.flat());
  const [before, after] = levelsAround(found).map((level) => level.filter((point) => !inside.has(point)));
  return {
    before: partOf(before ?? [], measuresOf),
    after: partOf(after ?? [], measuresOf),
    between: ofCommit.map((points) => partOf(points, measuresOf)),
  };
}
