import type { MetricId } from '../model/metrics.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import { maximumHistory } from '../stats/prediction.ts';
import { median } from '../stats/robust.ts';
import { annotationFor, type Place } from './annotation-scope.ts';
import type { ComparedSides } from './compared-sides.ts';
import { comparedLevelStart } from './history-analysis.ts';
import { figureAt, placeNumber } from './metric-index.ts';
import { buildValues, sinceAnnotated, valuesOf } from './scenario-history.ts';
import { sessionsOf } from './sessions.ts';

/** One run's value of a metric. */
export interface RunValue {
  readonly run: RunMeasures;
  readonly value: number;
}

/** A metric's values by session: of the level that the base stands on, and of the head. */
export interface LevelValues {
  readonly base: readonly (readonly RunValue[])[];
  readonly head: readonly (readonly RunValue[])[];
}

/**
 * The runs of the level that the base stands on, the newest 50 sessions. The level is searched for with the head in
 * place, as its report does, and the head then left out.
 */
export function levelSessions(sides: ComparedSides, place: Place): readonly (readonly RunMeasures[])[] {
  const { base, points, headRuns, annotations, project, analyses } = sides;
  const since = sinceAnnotated(points, place, annotations);
  const { values, groups } = buildValues(since, place, annotations);
  const head = median(valuesOf(headRuns, place, annotations));
  const analysis = analyses.of([...values, head], place, project);
  const level = groups.slice(comparedLevelStart(analysis, place.metric, project));
  const runs = level.flatMap((group) => group.runs);
  const isCounted = ({ id }: RunMeasures): boolean =>
    annotationFor(annotations, 'ignore', id, place) === null;
  return sessionsOf((runs.length === 0 ? [base] : runs).filter(isCounted)).slice(-maximumHistory);
}

/** Growth is compared as final / base, which is above 0 and so has a logarithm. */
const shiftOf = (metric: MetricId): number => (metric === 'memory.growth' ? 1 : 0);

/** The values of sessions; runs and sessions without the metric are left out. */
export function valuesBySession(
  sessions: readonly (readonly RunMeasures[])[],
  place: Place,
): readonly (readonly RunValue[])[] {
  const number = placeNumber(place);
  const shift = shiftOf(place.metric);
  return sessions
    .map((session) =>
      session.flatMap((run) => {
        const figure = figureAt(run, number);
        return figure === undefined ? [] : { run, value: figure.value + shift };
      }),
    )
    .filter((session) => session.length > 0);
}

/** A metric's values on both sides. */
export const levelValues = (sides: ComparedSides, place: Place): LevelValues => ({
  base: valuesBySession(levelSessions(sides, place), place),
  head: valuesBySession(sides.headSessions, place),
});
