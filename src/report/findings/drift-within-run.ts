import { at } from '../../model/checked.ts';
import { formatChange, formatValue } from '../../model/text/format.ts';
import type { Finding } from '../../model/finding.ts';
import { driftOf } from '../../stats/drift.ts';
import { median } from '../../stats/robust.ts';
import type { GatheredScenario } from '../measure/gather.ts';
import { coincidences } from './coincides.ts';
import { busyPart, courseOf, usualUsers, windowOf, type Course, type CourseSlice } from './course.ts';
import { likeForLike } from './like-for-like.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { inScenario } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';

const requestsASlice = 20;
const fewestSlices = 30;
const shortestSeconds = 120;
const smallP = 0.001;
/** How far the median must have risen, along the slope and endpoint by endpoint. */
const clearRise = 0.1;
/** And for certain, endpoint by endpoint. */
const sureRise = 0.05;
const leastMs = 1;
/** Load that differs by less between the first and last third is the same. */
const sameLoad = 0.05;
const sameThroughput = 0.1;

export const driftWithinRun: FindingRule = {
  id: 'drift-within-run',
  title: 'Response times rise over the run',
  kind: 'anomaly',
  appliesWhen:
    'In two minutes or more and 30 slices or more of 20 requests each, at equal load in the first and last third (users within 5%, else throughput within 10%), the medians rise (Mann-Kendall corrected for autocorrelation, p < 0.001) by 10% and 1 ms or more. Each quarter is slower than the one before, and compared by endpoint the last quarter is slower than the first by as much (by 5% at three standard errors).',
  meaning:
    'Something fills up during the test: a table, a cache, a heap, a disk. A longer run would be even slower.',
  find: (input) => input.scenarios.flatMap((scenario) => drifting(input, scenario)),
};

function drifting(input: FindingInput, scenario: GatheredScenario): Finding[] {
  const whole = courseOf(scenario, requestsASlice);
  if (whole === null) return [];
  const course = busyPart(whole);
  const { slices, widthSeconds } = course;
  const count = slices.length;
  if (count < fewestSlices || count * widthSeconds < shortestSeconds || !isLoadEven(slices)) return [];
  const medians = slices.map(({ p50 }) => p50);
  const drift = driftOf(medians.filter((value) => !Number.isNaN(value)));
  if (drift === null || drift.p >= smallP || drift.total < clearRise || !isSteady(slices)) return [];
  const quarter = Math.floor(count / 4);
  const first = windowOf(course, 0, quarter);
  const last = windowOf(course, count - quarter, count);
  const compared = likeForLike(scenario, last, first);
  if (
    compared === null ||
    compared.ratio < 1 + clearRise ||
    compared.sureRatio < 1 + sureRise ||
    compared.slowerShare < 0.5
  )
    return [];
  const [before, after] = [mid(slices.slice(0, quarter)), mid(slices.slice(-quarter))];
  if (after - before < leastMs) return [];
  return [
    makeFinding(
      { rule: 'drift-within-run', kind: 'anomaly' },
      {
        severity: compared.ratio >= 1.5 ? 'high' : 'medium',
        title: `The median response time${inScenario(input.measures, scenario.id)} rises over the run at equal load, from ${formatValue(before, 'ms')} in the first quarter to ${formatValue(after, 'ms')} in the last`,
        scenario: scenario.id,
        evidence: [
          evidence('Rise along the slope', formatChange(drift.total)),
          evidence('Last quarter compared with the first, by endpoint', formatChange(compared.ratio - 1)),
        ],
        window: last,
        coincides: coincidences(input, course, last, ['response time']),
        lookAt: 'Find out what grew during the test: rows, memory, queues, open connections.',
      },
    ),
  ];
}

const mid = (slices: readonly CourseSlice[]): number =>
  median(slices.map(({ p50 }) => p50).filter((value) => !Number.isNaN(value)));

/** True if each quarter is slower than the one before: a drift does not come and go. */
function isSteady(slices: readonly CourseSlice[]): boolean {
  const quarters = [0, 1, 2, 3].map((i) =>
    mid(slices.slice(Math.floor((i * slices.length) / 4), Math.floor(((i + 1) * slices.length) / 4))),
  );
  return quarters.every((one, i) => i === 0 || one > at(quarters, i - 1));
}

function isLoadEven(slices: Course['slices']): boolean {
  const third = Math.floor(slices.length / 3);
  const [first, last] = [slices.slice(0, third), slices.slice(-third)];
  const users = [usualUsers(first), usualUsers(last)] as const;
  if (users[0] !== null && users[1] !== null) return isWithin(users[1], users[0], sameLoad);
  const rate = (some: readonly CourseSlice[]): number => median(some.map(({ count }) => count));
  return isWithin(rate(last), rate(first), sameThroughput);
}

/** A ratio would be off by its rounding: 22 / 20 - 1 is more than 0.1. */
const isWithin = (value: number, usual: number, share: number): boolean =>
  Math.abs(value - usual) <= share * usual;
