import type { ReportedPoint } from '../../model/documents/digest.ts';
import type { LoadStep } from '../../model/documents/manifest.ts';
import type { Target } from '../../model/documents/project.ts';
import type { StepMeasures } from '../../model/run-measures.ts';
import { errorInterval, openInterval } from '../measure/run-intervals.ts';
import { stepVerdict, verdictsOf, type StepValue, type StepValues } from './step-verdict.ts';
import { isOfSteps, shortestPlateauSeconds } from './steps.ts';
import { holdsFor } from '../targets/target-scope.ts';
import { largest, smallest } from '../../model/long-lists.ts';

/** Percentiles of a tool's history are of a window of so many seconds before the point (Locust). */
const windowSeconds = 10;

/**
 * Load steps from the history that a tool printed: the manifest's, else stretches of unchanged users of at least 10 s. All
 * requests of a scenario together are judged; a target on one endpoint has no history to be judged on.
 */
export function reportedSteps(
  scenario: string,
  all: readonly ReportedPoint[],
  stated: readonly LoadStep[],
  targets: readonly Target[],
): StepMeasures[] {
  const points = all
    .filter((point) => point.scenario === scenario && point.endpoint === '*')
    .toSorted((a, b) => a.atMs - b.atMs);
  const [first] = points;
  if (first === undefined) return [];
  const steps = stated.length > 0 ? stated : plateausOf(points, first.atMs);
  return steps.flatMap(
    (step) => measured(scenario, pointsWithin(points, step, first.atMs), step, targets) ?? [],
  );
}

const secondsAt = (point: ReportedPoint, firstMs: number): number => (point.atMs - firstMs) / 1_000;

function plateausOf(points: readonly ReportedPoint[], firstMs: number): LoadStep[] {
  const runs: ReportedPoint[][] = [];
  for (const point of points) {
    const open = runs.at(-1);
    if (open?.at(-1)?.users === point.users) open?.push(point);
    else runs.push([point]);
  }
  return runs.flatMap((run) => {
    const [start, end] = [run[0], run.at(-1)];
    if (start === undefined || end === undefined || !start.users) return [];
    const startSeconds = secondsAt(start, firstMs);
    const durationSeconds = secondsAt(end, firstMs) - startSeconds;
    return durationSeconds < shortestPlateauSeconds
      ? []
      : [{ users: start.users, startSeconds, durationSeconds }];
  });
}

const pointsWithin = (points: readonly ReportedPoint[], step: LoadStep, firstMs: number): ReportedPoint[] =>
  points.filter((point) => {
    const second = secondsAt(point, firstMs) - step.startSeconds;
    return second >= 0 && second <= step.durationSeconds;
  });

function measured(
  scenario: string,
  points: readonly ReportedPoint[],
  step: LoadStep,
  targets: readonly Target[],
): StepMeasures | null {
  const [first] = points;
  const rates = points.flatMap(({ requestsPerSecond }) => requestsPerSecond ?? []);
  if (first === undefined || rates.length === 0) return null;
  const rate = rates.reduce((sum, value) => sum + value, 0) / rates.length;
  const count = Math.round(rate * step.durationSeconds);
  if (count === 0) return null;
  const failing = points.flatMap(({ errorsPerSecond }) => errorsPerSecond ?? []);
  const share = failing.reduce((sum, value) => sum + value, 0) / failing.length / rate;
  const settled = points.filter((point) => point.atMs - first.atMs >= 1_000 * windowSeconds);
  const values: StepValues = {
    'throughput.requestsPerSecond': { value: rate, interval: null },
    ...(failing.length > 0 && { 'errors.rate': errorsOf(Math.min(1, share), count) }),
    ...percentileOf(
      'response.p50',
      settled.flatMap(({ p50 }) => p50 ?? []),
    ),
    ...percentileOf(
      'response.p95',
      settled.flatMap(({ p95 }) => p95 ?? []),
    ),
  };
  const verdicts = targets
    .filter((target) => isOfSteps(target) && holdsFor(target, scenario, '*', false))
    .flatMap((target) => verdictsOf(target, [values]));
  return {
    scenario,
    ...step,
    count,
    requestsPerSecond: rate,
    errorRate: values['errors.rate']?.value ?? null,
    p50: values['response.p50']?.value ?? null,
    p95: values['response.p95']?.value ?? null,
    p99: null,
    source: 'reported',
    ...stepVerdict(verdicts),
  };
}

const errorsOf = (share: number, count: number): StepValue => ({
  value: share,
  interval: openInterval(errorInterval(Math.round(share * count), count)),
});

/** A percentile of all requests lies between the lowest and the highest of any stretches that they fall into. */
function percentileOf(metric: 'response.p50' | 'response.p95', windows: readonly number[]): StepValues {
  if (windows.length === 0) return {};
  const sorted = windows.toSorted((a, b) => a - b);
  const interval = { lower: smallest(windows), upper: largest(windows) };
  return { [metric]: { value: sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN, interval } };
}
