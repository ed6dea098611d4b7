import type { MetricId } from '../../model/metrics/metrics.ts';
import { memoised } from '../../model/memoised.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { maximumHistory } from '../../stats/prediction.ts';
import { median } from '../../stats/robust.ts';
import type { Sessions } from '../../stats/session-fit.ts';
import type { Place } from '../runs/annotation-scope.ts';
import type { ComparedSides } from '../compare/compared-sides.ts';
import { comparedLevelStart } from './history-analysis.ts';
import { placeNumber, valuesByPlace } from '../runs/metric-index.ts';
import {
  buildValues,
  ignoredRuns,
  sinceAnnotated,
  valueAt,
  valuesOf,
  type BuildGroup,
} from '../runs/scenario-history.ts';
import { sessionsOf, type Session } from '../runs/sessions.ts';

/** A metric's values of one side, session by session, and in the same places the runs that they are of. */
export interface SideValues {
  readonly runs: readonly Session[];
  readonly values: Sessions;
}

/** A metric's values: of the level that the base stands on, and of the head. */
export interface LevelValues {
  readonly base: SideValues;
  readonly head: SideValues;
}

/** Sessions of lists of runs: the levels of most metrics consist of the same runs. */
class SessionLists {
  readonly #known: { readonly runs: readonly RunMeasures[]; readonly sessions: readonly Session[] }[] = [];

  of(runs: readonly RunMeasures[]): readonly Session[] {
    const known = this.#known.find(
      (one) => one.runs.length === runs.length && one.runs.every((run, i) => run === runs[i]),
    );
    if (known !== undefined) return known.sessions;
    const sessions = sessionsOf(runs).slice(-maximumHistory);
    this.#known.push({ runs, sessions });
    return sessions;
  }
}

/** Those of one comparison and scenario. */
const sessionLists = memoised((_points: readonly BuildGroup[]) => new SessionLists());

/**
 * The runs of the level that the base stands on, the newest 50 sessions. The level is searched for with the head in
 * place, as its report does, and the head then left out.
 */
export function levelSessions(sides: ComparedSides, place: Place): readonly Session[] {
  const { base, points, headRuns, annotations, project, analyses } = sides;
  const since = sinceAnnotated(points, place, annotations);
  const { values, groups } = buildValues(since, place, annotations);
  const head = median(valuesOf(headRuns, place, annotations));
  const analysis = analyses.of([...values, head], place, project);
  const level = groups.slice(comparedLevelStart(analysis, place.metric, project));
  const runs = level.length === 0 ? [base] : level.flatMap((group) => group.runs);
  const ignored = ignoredRuns(place, annotations);
  return sessionLists(points).of(ignored.size === 0 ? runs : runs.filter(({ id }) => !ignored.has(id)));
}

/** Growth is compared as final / base, which is above 0 and so has a logarithm. */
const shiftOf = (metric: MetricId): number => (metric === 'memory.growth' ? 1 : 0);

/** The values of sessions; runs and sessions without the metric are left out. */
export function valuesBySession(sessions: readonly Session[], place: Place): SideValues {
  const number = placeNumber(place);
  const shift = shiftOf(place.metric);
  const read = (run: RunMeasures): number => valueAt(valuesByPlace(run), number);
  const values = sessions.map((session) => session.map((run) => read(run) + shift));
  if (values.every((session) => session.every((value) => !Number.isNaN(value))))
    return { runs: sessions, values };
  const having = sessions
    .map((session) => session.filter((run) => !Number.isNaN(read(run))))
    .filter((session) => session.length > 0);
  return { runs: having, values: having.map((session) => session.map((run) => read(run) + shift)) };
}

/** A metric's values on both sides. */
export const levelValues = (sides: ComparedSides, place: Place): LevelValues => ({
  base: valuesBySession(levelSessions(sides, place), place),
  head: valuesBySession(sides.headSessions, place),
});

/** True if all values of both sides are above 0, and so have logarithms. */
export const areAllPositive = ({ base, head }: LevelValues): boolean =>
  [base, head].every(({ values }) => values.every((session) => session.every((value) => value > 0)));
