import type { ReportedPoint } from '../../model/documents/digest.ts';
import type { LoadStep } from '../../model/documents/manifest.ts';
import type { Target } from '../../model/documents/project.ts';
import type { StepMeasures } from '../../model/run-measures.ts';
import { errorInterval, openInterval } from '../measure/run-intervals.ts';
import {
  isOfSteps,
  joinJudged,
  judgeByEndpoint,
  stepVerdict,
  verdictsOf,
  type JudgedStep,
  type JudgedValue,
  type StepValues,
} from './step-verdict.ts';
import { shortestPlateauSeconds } from './load-steps.ts';
import type { GatheredScenario } from '../measure/gather.ts';
import { boundOf, holdsFor } from '../targets/target-scope.ts';
import { append, largest, smallest } from '../../model/long-lists.ts';

/** Percentiles of a tool's history are of a window of so many seconds before the point (Locust). */
const windowSeconds = 10;

/** The targets of a project. */
interface Asked {
  readonly targets: readonly Target[];
  /** True if the run as a whole has a value for a target: steps without one are then not judged. */
  readonly isMeasured: (target: Target) => boolean;
}

/** A scenario with the history that its tool printed. */
interface ReportedScenario {
  readonly scenario: string;
  /** The endpoints that the run has, without `*`. */
  readonly endpoints: readonly string[];
  readonly asked: Asked;
  /** Points of all requests, and of each endpoint that has some; in order. */
  readonly points: ReadonlyMap<string, readonly ReportedPoint[]>;
  readonly firstMs: number;
}

/**
 * Load steps from the history that a tool printed: the manifest's, else stretches of unchanged users of at least 10 s. A
 * target is judged by each endpoint that it holds for. Where the history has all requests together, that is not possible:
 * they can only show that a target is missed.
 */
export function reportedSteps(
  { id, endpoints }: GatheredScenario,
  history: readonly ReportedPoint[],
  stated: readonly LoadStep[],
  asked: Asked,
): StepMeasures[] {
  const own = history.filter(({ scenario }) => scenario === id).toSorted((a, b) => a.atMs - b.atMs);
  const points = Map.groupBy(own, ({ endpoint }) => endpoint);
  const all = points.get('*') ?? [];
  const [first] = all;
  if (first === undefined) return [];
  const names = endpoints.map(({ digest }) => digest.endpoint).filter((name) => name !== '*');
  const of = { scenario: id, endpoints: names, asked, points, firstMs: first.atMs };
  const steps = stated.length > 0 ? stated : plateausOf(all, first.atMs);
  return steps.flatMap((step) => measured(of, all, step) ?? []);
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

/** What a step came to by the points of a history. */
interface Totals {
  /** The seconds of which the requests are known. */
  readonly seconds: number;
  readonly count: number;
  /** Null where the history lacks them. */
  readonly errors: number | null;
  /** Points whose percentiles are of the step alone. */
  readonly windows: readonly ReportedPoint[];
}

/**
 * A rate is of the time since the point before, so the point at which a step begins says what was before it. Undefined if
 * no two points lie in the step.
 */
function totalsIn(points: readonly ReportedPoint[], step: LoadStep, firstMs: number): Totals | undefined {
  // Endpoints of one id have points at the same moments.
  const moments = [...Map.groupBy(points, ({ atMs }) => atMs)];
  let [seconds, count, errors, isKnown, hasErrors] = [0, 0, 0, false, true];
  const windows: ReportedPoint[] = [];
  const second = (atMs: number): number => (atMs - firstMs) / 1_000 - step.startSeconds;
  for (const [i, [atMs, some]] of moments.entries()) {
    const [from, to] = [second(moments[i - 1]?.[0] ?? -Infinity), second(atMs)];
    if (from < 0 || to > step.durationSeconds) continue;
    isKnown = true;
    if (some.some(({ requestsPerSecond }) => requestsPerSecond !== null)) seconds += to - from;
    for (const { requestsPerSecond, errorsPerSecond } of some) {
      count += (requestsPerSecond ?? 0) * (to - from);
      errors += (errorsPerSecond ?? 0) * (to - from);
      if (errorsPerSecond === null && requestsPerSecond !== null) hasErrors = false;
    }
    if (to >= windowSeconds) append(windows, some);
  }
  return isKnown ? { seconds, count, errors: hasErrors ? errors : null, windows } : undefined;
}

function measured(
  of: ReportedScenario,
  points: readonly ReportedPoint[],
  step: LoadStep,
): StepMeasures | null {
  const totals = totalsIn(points, step, of.firstMs);
  if (totals === undefined || totals.seconds === 0) return null;
  const rate = totals.count / totals.seconds;
  // Where the history has gaps, the step goes on in them as beside them.
  const scale = step.durationSeconds / totals.seconds;
  const count = Math.round(totals.count * scale);
  if (count === 0) return null;
  const values: StepValues = {
    'throughput.requestsPerSecond': { value: rate, interval: null },
    ...(totals.errors !== null && errorsOf(Math.min(count, Math.round(totals.errors * scale)), count)),
    ...percentilesOf(totals.windows),
  };
  return {
    scenario: of.scenario,
    ...step,
    count,
    requestsPerSecond: rate,
    errorRate: values['errors.rate']?.value ?? null,
    p50: values['response.p50']?.value ?? null,
    p95: values['response.p95']?.value ?? null,
    p99: null,
    source: 'reported',
    ...stepVerdict(judged(of, step, values)),
  };
}

/** Verdicts of each target on requests, by the endpoints that it holds for. */
function judged(
  { scenario, endpoints, asked, points, firstMs }: ReportedScenario,
  step: LoadStep,
  all: StepValues,
): JudgedStep {
  // Each target asks for every endpoint.
  const known = new Map(
    endpoints.flatMap((endpoint) => {
      const own = points.get(endpoint);
      return own === undefined ? [] : [[endpoint, endpointValues(own, step, firstMs)] as const];
    }),
  );
  const valuesOf = (endpoint: string): StepValues | null | undefined =>
    endpoints.length === 1 && !known.has(endpoint) ? all : known.get(endpoint);
  const of = (target: Target): JudgedStep => {
    if (target.endpoint === '*' || endpoints.length === 0)
      return judgeByEndpoint(target, holdsFor(target, scenario, '*', false) ? [all] : []);
    const held = endpoints.filter((endpoint) => holdsFor(target, scenario, endpoint));
    // A transaction is no endpoint, and has no points of its own.
    if (held.length === 0 && target.endpoint !== undefined) return judgeByEndpoint(target, [undefined]);
    const { values, unjudged } = judgeByEndpoint(target, held.map(valuesOf));
    const isOfAll = unjudged.length > 0 && held.length === endpoints.length;
    return { values: isOfAll ? [...values, ...missedByAll(target, all)] : values, unjudged };
  };
  const ofMeasured = (target: Target): JudgedStep => {
    const { values, unjudged } = of(target);
    return { values, unjudged: unjudged.length > 0 && asked.isMeasured(target) ? unjudged : [] };
  };
  return joinJudged(asked.targets.filter(isOfSteps).map(ofMeasured));
}

/**
 * A miss of all requests together: an error rate or a percentile of them lies between those of the endpoints, so that one
 * endpoint at least is above a limit that they are above. Their number of errors is a sum, which shows nothing of the parts.
 */
function missedByAll(target: Target, all: StepValues): JudgedValue[] {
  const { op } = boundOf(target);
  if ((op !== 'below' && op !== 'atMost') || target.metric === 'errors.count') return [];
  return verdictsOf(target, [all]).filter(({ verdict }) => verdict === 'not met');
}

/** What an endpoint came to in a step; null without requests, undefined if no two of its points lie in the step. */
function endpointValues(
  points: readonly ReportedPoint[],
  step: LoadStep,
  firstMs: number,
): StepValues | null | undefined {
  const totals = totalsIn(points, step, firstMs);
  if (totals === undefined) return undefined;
  const [whole, failed] = [Math.round(totals.count), Math.round(totals.errors ?? 0)];
  if (whole === 0) return null;
  return { ...(totals.errors !== null && errorsOf(failed, whole)), ...percentilesOf(totals.windows) };
}

const errorsOf = (errors: number, count: number): StepValues => ({
  'errors.rate': {
    value: errors / count,
    interval: openInterval(errorInterval(errors, count)),
  },
  'errors.count': { value: errors, interval: null },
});

const percentilesOf = (windows: readonly ReportedPoint[]): StepValues => ({
  ...percentileOf(
    'response.p50',
    windows.flatMap(({ p50 }) => p50 ?? []),
  ),
  ...percentileOf(
    'response.p95',
    windows.flatMap(({ p95 }) => p95 ?? []),
  ),
});

/** A percentile of all requests lies between the lowest and the highest of any stretches that they fall into. */
function percentileOf(metric: 'response.p50' | 'response.p95', windows: readonly number[]): StepValues {
  if (windows.length === 0) return {};
  const sorted = windows.toSorted((a, b) => a - b);
  const interval = { lower: smallest(windows), upper: largest(windows) };
  return { [metric]: { value: sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN, interval } };
}
