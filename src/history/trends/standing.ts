import { at } from '../../model/checked.ts';
import { metricOf, type MetricRef } from '../../model/metrics/metrics.ts';
import type { Project } from '../../model/documents/project.ts';
import type { TrendStanding } from '../../model/trend.ts';
import type { ChangeAnalysis } from '../../stats/change-points.ts';
import { isDirected } from '../../stats/direction.ts';
import type { ErrorCount } from '../../stats/error-count.ts';
import type { Interval } from '../../stats/interval.ts';
import { newestErrors } from '../../stats/newest-errors.ts';
import { currentLevel, newestRun, type NewestRun } from '../../stats/newest-run.ts';
import { changePointOptions, isComparedByDifference, minimumEffectOf } from './history-analysis.ts';

/** One value per run or build of one environment, and what is known of the errors behind each. */
export interface StandingInput {
  readonly place: MetricRef;
  readonly values: readonly number[];
  /** For metrics of errors; null where the tool gave no counts. */
  readonly errors: readonly (ErrorCount | null)[];
  readonly analysis: Pick<ChangeAnalysis, 'newestStretch'>;
  readonly project: Project;
}

type Judged = Pick<TrendStanding, 'value' | 'verdict' | 'expected'>;

/** How the usual range of a metric is formed where its values are not simply above 0. */
interface Scale {
  /** Added to each value, so that ratios mean something. */
  readonly shift?: number;
  readonly isRatio?: false;
  readonly limits?: Partial<Interval>;
}

const scales: Readonly<Record<string, Scale>> = {
  'errors.rate': { isRatio: false, limits: { lower: 0, upper: 1 } },
  'errors.count': { isRatio: false },
  apdex: { limits: { lower: 0, upper: 1 } },
  // What is left of the base: at least nothing.
  'memory.growth': { shift: 1 },
  'memory.delta': { isRatio: false, limits: { lower: -Infinity } },
  'memory.gcRecovered': { isRatio: false },
  'cpu.busiest': { limits: { lower: 0, upper: 100 } },
};

function standingOfValues({ place, values, analysis, project }: StandingInput): NewestRun {
  const { offset, levelStarts } = analysis.newestStretch;
  const { shift = 0, ...scale } = scales[place.metric] ?? {};
  const leastDifference = isComparedByDifference(place) ? minimumEffectOf(place, project) : 0;
  const { verdict, interval } = newestRun(
    values.slice(offset).map((value) => value + shift),
    { ...changePointOptions(place, project), ...scale, leastDifference, levelStarts },
  );
  return {
    verdict,
    interval: interval && { lower: interval.lower - shift, upper: interval.upper - shift },
  };
}

const isKnown = (counts: readonly (ErrorCount | null)[]): counts is readonly ErrorCount[] =>
  counts.every((count) => count !== null);

/** Errors are counts: few of many requests vary as counts do. A count and the rate that follows from it have one verdict. */
function standingOfErrors({ place, errors, analysis, project }: StandingInput): NewestRun | null {
  const { offset, levelStarts } = analysis.newestStretch;
  const stretch = errors.slice(offset);
  const { from, to } = currentLevel(stretch.length, levelStarts);
  const level = stretch.slice(from, to);
  const newest = stretch.at(-1) ?? null;
  if (newest === null || level.length === 0 || !isKnown(level)) return null;
  const { verdict, interval } = newestErrors(level, newest, minimumEffectOf('errors.rate', project));
  const scale = place.metric === 'errors.count' ? newest.count : 1;
  return {
    verdict,
    interval: interval && { lower: interval.lower * scale, upper: interval.upper * scale },
  };
}

/** The newest value against the level that it should be on. */
export function standingOf(input: StandingInput): Judged {
  const { verdict, interval } = standingOfErrors(input) ?? standingOfValues(input);
  const isJudged = verdict === 'no-change-shown' || isDirected(metricOf(input.place).direction);
  return {
    value: at(input.values, -1),
    verdict: isJudged ? verdict : 'cannot-tell',
    expected: interval,
  };
}
