import { formatDuration, formatValue, formatNumber } from '../../model/text/format.ts';
import type { Finding } from '../../model/finding.ts';
import { histogramQuantile } from '../../stats/histogram.ts';
import { median } from '../../stats/robust.ts';
import { steadyState } from '../../stats/steady-state.ts';
import type { GatheredScenario } from '../measure/gather.ts';
import { slicesIn, pool } from '../measure/stretches.ts';
import { coincidences } from './coincides.ts';
import { courseOf, samplesOf, usualUsers, windowOf, type CourseSlice } from './course.ts';
import { likeForLike } from './like-for-like.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { inScenario } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';

const requestsASlice = 20;
const fewestSlices = 20;
/** How much slower the first part must be, endpoint by endpoint. */
const clearlySlower = 1.25;
/** And for certain. */
const surelySlower = 1.1;
const leastMs = 1;

export const warmUp: FindingRule = {
  id: 'warm-up',
  title: 'Slow start (warm-up)',
  kind: 'anomaly',
  appliesWhen:
    'In 20 slices or more of 20 requests each, the medians reach their steady level only later, and every level before it is higher. Compared by endpoint, the first part is slower by a quarter and 1 ms or more (by a tenth at three standard errors), at no higher load.',
  meaning:
    'Caches, pools or compilers were warming up, and the slow start is included in the results. Set "warmupSeconds" in run.json to exclude it.',
  find: (input) => input.scenarios.flatMap((scenario) => warming(input, scenario)),
};

function warming(input: FindingInput, scenario: GatheredScenario): Finding[] {
  const course = courseOf(scenario, requestsASlice);
  if (course === null || course.slices.length < fewestSlices) return [];
  const medians = course.slices.map(({ p50 }) => p50);
  const { from, to, level, levelStarts } = steadyState(medians);
  if (from === null || from === 0 || level === null) return [];
  const early = course.slices.slice(0, from);
  const steady = course.slices.slice(from, to);
  const starts = levelStarts.filter((start) => start < from);
  const levels = starts.map((start, i) => knownMedian(medians.slice(start, starts[i + 1] ?? from)));
  if (levels.some((one) => !(one > level)) || isHeavier(early, steady)) return [];
  const window = windowOf(course, 0, from);
  const rest = windowOf(course, from, to);
  const compared = likeForLike(scenario, window, rest);
  const earlyMs = knownMedian(early.map(({ p50 }) => p50));
  if (
    compared === null ||
    compared.ratio < clearlySlower ||
    compared.sureRatio < surelySlower ||
    compared.slowerShare < 0.5
  )
    return [];
  if (earlyMs - level < leastMs) return [];
  const without = percentileIn(scenario, rest);
  const all = percentileIn(scenario, { startSeconds: 0, endSeconds: Infinity });
  return [
    makeFinding(
      { rule: 'warm-up', kind: 'anomaly' },
      {
        severity: 'medium',
        title: `The first ${formatDuration(window.endSeconds)}${inScenario(input.measures, scenario.id)} are slower than the rest: a median of ${formatValue(earlyMs, 'ms')} instead of ${formatValue(level, 'ms')}`,
        scenario: scenario.id,
        evidence: [
          evidence('By endpoint', `${formatNumber(compared.ratio, 2)} times as slow`),
          evidence('95th percentile with warm-up', all, 'ms'),
          evidence('95th percentile without warm-up', without, 'ms'),
        ],
        impact: 'The results of this scenario include the warm-up.',
        window,
        coincides: coincidences(input, course, window, ['response time', 'throughput']),
        lookAt: `To exclude it, set "warmupSeconds": ${Math.ceil(window.endSeconds)} in run.json.`,
      },
    ),
  ];
}

const knownMedian = (values: readonly number[]): number =>
  median(values.filter((value) => !Number.isNaN(value)));

/** True if more load explains the slow start. */
function isHeavier(early: readonly CourseSlice[], steady: readonly CourseSlice[]): boolean {
  const users = [usualUsers(early), usualUsers(steady)] as const;
  if (users[0] !== null && users[1] !== null) return users[0] > 1.05 * users[1];
  const rate = (some: readonly CourseSlice[]): number => median(some.map(({ count }) => count));
  return rate(early) > 1.1 * rate(steady);
}

function percentileIn(
  scenario: GatheredScenario,
  stretch: { startSeconds: number; endSeconds: number },
): number {
  const { slices, firstStartMs } = samplesOf(scenario);
  const parts = slicesIn(slices, firstStartMs, stretch);
  return histogramQuantile(pool(parts), 0.95);
}
