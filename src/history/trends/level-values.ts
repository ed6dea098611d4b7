import type { MetricId } from '../../model/metrics/metrics.ts';
import { memoised } from '../../model/memoised.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { maximumHistory } from '../../stats/prediction.ts';
import { median } from '../../stats/robust.ts';
import type { Sessions } from '../../stats/session-fit.ts';
import type { Place } from '../runs/annotation-scope.ts';
import type { ComparedSides } from '../compare/compared-sides.ts';
import { comparedLevelStarts } from './history-analysis.ts';
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

/** The base's side. Its first `before` sessions, if any, are on an earlier level and only show the spread. */
export interface BaseValues extends SideValues {
  readonly before?: number;
}

/** A metric's values: of the level that the base stands on, and of the head. */
export interface LevelValues {
  readonly base: BaseValues;
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

/** A level of fewer sessions shows little of how they spread, so those of the level before it are looked at, too. */
const fewestAlone = 10;

/** The sessions of the level that the base stands on, and those of the level before it if they are needed. */
interface LevelSessions {
  readonly before: readonly Session[];
  readonly level: readonly Session[];
}

/**
 * The runs of the level that the base stands on, the newest 50 sessions. The level is searched for with the head in
 * place, as its report does, and the head then left out.
 */
function sessionsOfLevel(sides: ComparedSides, place: Place): LevelSessions {
  const { base, points, headRuns, annotations, project, analyses } = sides;
  const since = sinceAnnotated(points, place, annotations);
  const { values, groups } = buildValues(since, place, annotations);
  const head = median(valuesOf(headRuns, place, annotations));
  const starts = comparedLevelStarts(analyses.of([...values, head], place, project), place.metric, project);
  const [start = 0, previous = 0] = starts.toReversed();
  const ignored = ignoredRuns(place, annotations);
  const sessions = (runs: readonly RunMeasures[]): readonly Session[] =>
    sessionLists(points).of(ignored.size === 0 ? runs : runs.filter(({ id }) => !ignored.has(id)));
  const runsOf = (found: readonly BuildGroup[]): RunMeasures[] => found.flatMap(({ runs }) => runs);
  const level = groups.slice(start);
  const own = sessions(level.length === 0 ? [base] : runsOf(level));
  const isShort = level.length > 0 && own.length < fewestAlone && start > 0;
  return { before: isShort ? sessions(runsOf(groups.slice(previous, start))) : [], level: own };
}

/** The sessions of the level that the base stands on. */
export const levelSessions = (sides: ComparedSides, place: Place): readonly Session[] =>
  sessionsOfLevel(sides, place).level;

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
export function levelValues(sides: ComparedSides, place: Place): LevelValues {
  const sessions = sessionsOfLevel(sides, place);
  const before = valuesBySession(sessions.before, place);
  const level = valuesBySession(sessions.level, place);
  const base: BaseValues =
    before.runs.length === 0
      ? level
      : {
          runs: [...before.runs, ...level.runs],
          values: [...before.values, ...level.values],
          before: before.runs.length,
        };
  return { base, head: valuesBySession(sides.headSessions, place) };
}

/** True if all values of both sides are above 0, and so have logarithms. */
export const areAllPositive = ({ base, head }: LevelValues): boolean =>
  [base, head].every(({ values }) => values.every((session) => session.every((value) => value > 0)));
