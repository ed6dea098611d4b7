import { at } from '../../model/checked.ts';
import type { TrendChangePoint, TrendPoint, TrendSeries } from '../../model/trend.ts';
import { median } from '../../stats/robust.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { sessionsOf } from '../runs/sessions.ts';

/** Where a new level begins, as whole sessions show it. */
export interface LevelStart {
  readonly since: string;
  /** The last run of the session before. */
  readonly base: string;
  /** The start of the second session on the new level; null while one session alone shows it. */
  readonly secondSession: string | null;
}

/** The session of each run, as a number. */
export type SessionByRun = ReadonlyMap<string, number>;

/** Numbers the sessions of runs. */
export const sessionNumbers = (runs: readonly RunMeasures[]): SessionByRun =>
  new Map(sessionsOf(runs).flatMap((session, i) => session.map(({ id }) => [id, i] as const)));

/** True if a value is nearer to the new level; by ratio, where all are above 0. */
function isOnNewLevel(value: number, { before, after }: TrendChangePoint): boolean {
  const isRatio = Math.min(value, before, after) > 0;
  const middle = isRatio ? Math.sqrt(before * after) : (before + after) / 2;
  return after > before ? value > middle : value < middle;
}

/**
 * Where a level begins. Runs of one session share build and machine, so that a level that seems to begin within a session
 * begins with that session if its median is on the new level, else with the next one whose median is. Null if no session
 * up to the next change is on it.
 */
export function levelStart(
  series: Pick<TrendSeries, 'points' | 'changePoints'>,
  change: TrendChangePoint,
  sessionOf: SessionByRun,
): LevelStart | null {
  const { points, changePoints } = series;
  const { environment } = at(points, change.index);
  const next = changePoints.find(
    ({ index }) => index > change.index && at(points, index).environment === environment,
  );
  const counted = points.filter((point) => point.environment === environment && !point.isIgnored);
  const sessions = [...Map.groupBy(counted, ({ run }) => sessionOf.get(run) ?? run).values()];
  const isOn = (session: readonly TrendPoint[]): boolean =>
    isOnNewLevel(median(session.map(({ value }) => value)), change);
  const of = sessions.findIndex((session) => session.some(({ run }) => run === change.run));
  const end =
    next === undefined
      ? sessions.length
      : sessions.findIndex((one) => one.some(({ run }) => run === next.run));
  // The session in which the level ends counts if most of it is still on the level.
  const on = sessions.flatMap((session, i) => (i >= of && i <= end && isOn(session) ? [i] : []));
  const [first, second] = on;
  if (first === undefined || first === 0) return null;
  return {
    since: at(at(sessions, first), 0).run,
    base: at(at(sessions, first - 1), -1).run,
    secondSession: second === undefined ? null : (at(at(sessions, second), 0).startedAt ?? null),
  };
}
