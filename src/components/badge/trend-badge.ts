import { withoutV } from '../../history/compare/release-test.ts';
import { isComparedByDifference } from '../../history/trends/history-analysis.ts';
import { at } from '../../model/checked.ts';
import type { Certainty } from '../../model/run-report.ts';
import type { Tone } from '../../model/section.ts';
import { formatChangeIn, formatMetric } from '../../model/text/format.ts';
import type { TrendChangePoint, TrendPoint, TrendSeries } from '../../model/trend.ts';
import { isDirected, isWorse } from '../../stats/direction.ts';
import type { Badge } from './badge-svg.ts';

/** The latest point that counts; undefined if none does. */
const newestOf = ({ points }: TrendSeries): TrendPoint | undefined =>
  points.findLast(({ isIgnored }) => !isIgnored);

const none = { text: 'no run yet', tone: 'neutral' } as const;

/** The value of the latest run that measured it, without a verdict. */
export function valueBadge(label: string, series: TrendSeries | undefined): Badge {
  const point = series && newestOf(series);
  if (series === undefined || point === undefined) return { label, ...none };
  return { label, text: formatMetric(point.value, series), tone: 'neutral' };
}

/** The last release before the one of the latest point, in its environment. */
function formerRelease({ points }: TrendSeries, newest: TrendPoint): number {
  const own = withoutV(newest.release ?? '');
  return points.findLastIndex(
    ({ release, isIgnored, environment }) =>
      release !== undefined && withoutV(release) !== own && !isIgnored && environment === newest.environment,
  );
}

/** Level shifts taken as one. */
interface Movement {
  readonly first: TrendChangePoint;
  readonly last: TrendChangePoint;
  readonly certainty: Certainty;
}

function movementOf(changes: readonly TrendChangePoint[]): Movement | null {
  const [first] = changes;
  const last = changes.at(-1);
  if (first === undefined || last === undefined) return null;
  const isConfirmed = changes.every(({ certainty }) => certainty === 'confirmed');
  return { first, last, certainty: isConfirmed ? 'confirmed' : 'suspected' };
}

/** What a reader must look at is bad; what people accepted or explained, or nothing judges, is neutral. */
function toneOf({ first, last, certainty }: Movement, { direction }: TrendSeries): Tone {
  if (last.status !== 'open' || !isDirected(direction) || first.before === last.after) return 'neutral';
  if (certainty === 'suspected') return 'unsure';
  return isWorse(last.after - first.before, direction) ? 'bad' : 'good';
}

function sizeOf({ first: { before }, last: { after } }: Movement, series: TrendSeries): string {
  const isShare = isComparedByDifference(series);
  if (before === 0 && !isShare) return `from ${formatMetric(0, series)}`;
  return formatChangeIn(series.unit, isShare ? after - before : after / before - 1);
}

/** "420 ms, +12% since 1.4.0"; "420 ms, no level shift since 1.3.0". */
function trendText(series: TrendSeries, newest: TrendPoint): Omit<Badge, 'label'> {
  const { points, changePoints } = series;
  const value = formatMetric(newest.value, series);
  const former = formerRelease(series, newest);
  const inEnvironment = changePoints.filter(
    ({ index }) => at(points, index).environment === newest.environment,
  );
  const movement = movementOf(
    former < 0 ? inEnvironment.slice(-1) : inEnvironment.filter(({ index }) => index > former),
  );
  const release = former < 0 ? null : (at(points, former).release ?? null);
  if (movement === null)
    return {
      text: `${value}, no level shift${release === null ? '' : ` since ${release}`}`,
      tone: 'neutral',
    };
  const start = at(points, movement.first.index);
  const since = release ?? start.version ?? start.run;
  const size = sizeOf(movement, series);
  const word = movement.certainty === 'suspected' ? 'possibly ' : '';
  return { text: `${value}, ${word}${size} since ${since}`, tone: toneOf(movement, series) };
}

/**
 * The value of the latest run and how its level moved: since the release before, if the project names releases, else over
 * the last level shift. Noise moves no level.
 */
export function trendBadge(label: string, series: TrendSeries | undefined): Badge {
  const newest = series && newestOf(series);
  if (series === undefined || newest === undefined) return { label, ...none };
  return { label, ...trendText(series, newest) };
}
