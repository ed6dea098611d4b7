import { at } from '../../model/checked.ts';
import { formatDuration, formatValue, formatNumber } from '../../model/text/format.ts';
import type { Finding, TimeWindow } from '../../model/finding.ts';
import { countAtMost, histogramCount, histogramQuantile } from '../../stats/histogram.ts';
import { median } from '../../stats/robust.ts';
import { wilson } from '../../stats/proportion.ts';
import { findSpikes, type Spike } from '../../stats/spikes.ts';
import type { GatheredEndpoint, GatheredScenario } from '../measure/gather.ts';
import { slicesIn, pool } from '../measure/stretches.ts';
import { coincidences } from './coincides.ts';
import { courseOf, samplesOf, windowOf, type Course, type CourseSlice } from './course.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { inScenario } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';
import { largest } from '../../model/long-lists.ts';

const requestsASlice = 30;
const fewestSlices = 15;
/** How many times its surroundings the 95th percentile must reach. */
const manyTimes = 2;
const leastMs = 10;
/** At least this share of an endpoint's requests in the spike must certainly be slower than its usual 95th percentile. */
const slowShare = 0.1;
const fewestRequests = 10;
/** Every slice of every endpoint is tested, so at the usual 95% every run would have false spikes. */
const sureLevel = 0.9999;
/** Users are compared with this many slices before and after. */
const reach = 7;
const moreUsers = 1.1;
/** More spikes than this of one scenario are counted, not listed. */
const mostListed = 3;

export const spike: FindingRule = {
  id: 'spike',
  title: 'Response-time spike',
  kind: 'anomaly',
  appliesWhen:
    'In slices of 30 requests or more, the 95th percentile is more than 5 robust deviations above the median of its 15 neighbours (Hampel), at least twice it, and 10 ms above it. For at least one endpoint, more than 10% of the requests there (lower end of the 99.99% interval) are slower than its usual 95th percentile. There are no more users than around it. The three largest spikes of a scenario are listed.',
  meaning: 'Something happened at that moment: a garbage collection, a job, a failover, a noisy neighbour.',
  find: (input) => input.scenarios.flatMap((scenario) => spikes(input, scenario)),
};

interface SureSpike extends Spike {
  readonly window: TimeWindow;
  readonly affected: readonly GatheredEndpoint[];
}

function spikes(input: FindingInput, scenario: GatheredScenario): Finding[] {
  const course = courseOf(scenario, requestsASlice);
  if (course === null || course.slices.length < fewestSlices) return [];
  const found = findSpikes(
    course.slices.map(({ p95 }) => p95),
    course.slices.map(({ count }) => count),
  ).filter(
    (one) =>
      one.peak >= manyTimes * one.usual &&
      one.peak - one.usual >= leastMs &&
      !followsLoad(input, course, one),
  );
  const windows = found.map(({ start, length }) => windowOf(course, start, start + length));
  const { firstStartMs } = samplesOf(scenario);
  const sure = found
    .map((one, i): SureSpike => {
      const window = at(windows, i);
      const affected = scenario.endpoints.filter((endpoint) =>
        isSlowerIn(endpoint, firstStartMs, window, windows),
      );
      return { ...one, window, affected };
    })
    .filter(({ affected }) => affected.length > 0)
    .toSorted((a, b) => b.peak / b.usual - a.peak / a.usual);
  return sure.slice(0, mostListed).map(({ window, peak, usual, shareOfRequests, affected }, i) =>
    makeFinding(
      { rule: 'spike', kind: 'anomaly' },
      {
        severity: i === 0 ? 'medium' : 'low',
        title: `The 95th percentile${inScenario(input.measures, scenario.id)} jumps to ${formatValue(peak, 'ms')}, ${formatNumber(peak / usual, 2)} times the usual, ${window.startSeconds < course.widthSeconds ? 'at the start' : `${formatDuration(Math.round(window.startSeconds))} after the start`} for ${formatDuration(window.endSeconds - window.startSeconds)}${sure.length === 1 ? '' : ` (one of ${sure.length} spikes)`}`,
        scenario: scenario.id,
        part: String(i + 1),
        evidence: [
          evidence('Highest 95th percentile', peak, 'ms'),
          evidence('Usual around it', usual, 'ms'),
          ...(shareOfRequests === null ? [] : [evidence('Share of the requests', shareOfRequests, 'share')]),
          evidence('Endpoints affected', `${affected.length} of ${scenario.endpoints.length}`),
        ],
        window,
        coincides: coincidences(input, course, window, ['response time']),
        lookAt:
          window.startSeconds < course.widthSeconds
            ? 'Check what the first requests set up: connections, caches, pools.'
            : 'Check what ran at that time: garbage collections, scheduled jobs, deployments, other tenants.',
      },
    ),
  );
}

/** True if there were more users than just before and after: that is load (see saturation), not a spike. */
function followsLoad({ measures }: FindingInput, course: Course, { start, length }: Spike): boolean {
  const { slices, scenario, widthSeconds } = course;
  const steps = measures.scenarios.find(({ id }) => id === scenario)?.steps ?? [];
  const usersOf = ({ atSeconds, users }: CourseSlice): number[] => {
    const middle = atSeconds + widthSeconds / 2;
    const step = steps.find(
      ({ startSeconds, durationSeconds }) =>
        middle >= startSeconds && middle < startSeconds + durationSeconds,
    );
    return [step?.users ?? users ?? []].flat();
  };
  const inside = slices.slice(start, start + length).flatMap(usersOf);
  const around = slices.slice(Math.max(0, start - reach), start + length + reach).flatMap(usersOf);
  return inside.length > 0 && largest(inside) > moreUsers * median(around);
}

/** True if many of an endpoint's requests in the window are slower than usual, so that the mix is not the cause. */
function isSlowerIn(
  { digest }: GatheredEndpoint,
  originMs: number,
  window: TimeWindow,
  all: readonly TimeWindow[],
): boolean {
  const spiking = new Set(all.flatMap((one) => slicesIn(digest.slices, originMs, one)));
  const inside = pool(slicesIn(digest.slices, originMs, window));
  const others = (digest.slices?.items ?? []).filter((slice) => !spiking.has(slice));
  const outside = pool(others);
  const count = histogramCount(inside);
  if (count < fewestRequests || histogramCount(outside) < fewestRequests) return false;
  // Durations of whole milliseconds share a bucket with the percentile itself: those are not slower.
  const slow = count - countAtMost(inside, histogramQuantile(outside, 0.95)).most;
  return wilson(slow, count, sureLevel).lower > slowShare;
}
