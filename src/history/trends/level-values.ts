import type { MetricId } from '../../model/metrics/metrics.ts';
import { memoised } from '../../model/memoised.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { maximumHistory, minimumHistory } from '../../stats/prediction.ts';
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
  valueOfPlace,
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
  /** Of each level before, where the last one is too short to show a spread; absent where they are not needed. */
  readonly earlier?: readonly SideValues[];
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

/** The sessions of a history: those of its last level, and those of each level before. */
interface LevelSessions {
  readonly level: readonly Session[];
  readonly earlier: readonly (readonly Session[])[];
}

/**
 * The sessions of the level that the base stands on, and of those before, each the newest 50. Levels are searched for with
 * the head in place, as its report does, and the head then left out.
 */
function sessionsAround(sides: ComparedSides, place: Place): LevelSessions {
  const { base, points, headRuns, annotations, project, analyses } = sides;
  const since = sinceAnnotated(points, place, annotations);
  const { values, groups } = buildValues(since, place, annotations);
  const head = median(valuesOf(headRuns, place, annotations));
  const analysis = analyses.of([...values, head], place, project);
  const starts = comparedLevelStarts(analysis, place.metric, project);
  const ignored = ignoredRuns(place, annotations);
  const lists = sessionLists(points);
  const sessionsIn = (runs: readonly RunMeasures[]): readonly Session[] =>
    lists.of(ignored.size === 0 ? runs : runs.filter(({ id }) => !ignored.has(id)));
  const sessionsOfLevel = (level: number): readonly Session[] => {
    const runs = groups.slice(starts[level - 1] ?? 0, starts[level]).flatMap((group) => group.runs);
    return sessionsIn(runs.length === 0 && level === starts.length ? [base] : runs);
  };
  return {
    level: sessionsOfLevel(starts.length),
    earlier: starts.map((_, level) => sessionsOfLevel(level)),
  };
}

/** The sessions of the level that the base stands on, the newest 50. */
export const levelSessions = (sides: ComparedSides, place: Place): readonly Session[] =>
  sessionsAround(sides, place).level;

/** Growth is compared as final / base, which is above 0 and so has a logarithm. */
const shiftOf = (metric: MetricId): number => (metric === 'memory.growth' ? 1 : 0);

/** All values of sessions: one place after the other is asked for. */
const tablesOf = memoised((sessions: readonly Session[]) =>
  sessions.map((session) => session.map(valuesByPlace)),
);

/** The values of sessions; runs and sessions without the metric are left out. */
export function valuesBySession(sessions: readonly Session[], place: Place): SideValues {
  const number = placeNumber(place);
  const shift = shiftOf(place.metric);
  const values = tablesOf(sessions).map((tables) =>
    tables.map((table) => valueOfPlace(table, number) + shift),
  );
  if (values.every((session) => session.every((value) => !Number.isNaN(value))))
    return { runs: sessions, values };
  const read = (run: RunMeasures): number => valueOfPlace(valuesByPlace(run), number);
  const having = sessions
    .map((session) => session.filter((run) => !Number.isNaN(read(run))))
    .filter((session) => session.length > 0);
  return { runs: having, values: having.map((session) => session.map((run) => read(run) + shift)) };
}

/** A metric's values on both sides. Earlier levels take part where they show more of a spread than few repeats would. */
export function levelValues(sides: ComparedSides, place: Place): LevelValues {
  const { level, earlier } = sessionsAround(sides, place);
  const values = {
    base: valuesBySession(level, place),
    head: valuesBySession(sides.headSessions, place),
  };
  const shown = earlier.reduce((sum, { length }) => sum + Math.max(0, length - 1), 0);
  return values.base.runs.length >= minimumHistory || shown < minimumHistory
    ? values
    : { ...values, earlier: earlier.map((one) => valuesBySession(one, place)) };
}

/** True if all values of both sides are above 0, and so have logarithms. */
export const areAllPositive = ({ base, head, earlier }: LevelValues): boolean =>
  [base, head, ...(earlier ?? [])].every(({ values }) =>
    values.every((session) => session.every((value) => value > 0)),
  );
