import type { EndpointDigest, SliceDigest, SlicesDigest } from '../model/digest.ts';
import type { LoadStep } from '../model/manifest.ts';
import type { Target } from '../model/project.ts';
import type { StepMeasures } from '../model/run-measures.ts';
import { histogramQuantileBounds, histogramQuantiles, type Buckets } from '../stats/histogram.ts';
import type { Interval } from '../stats/interval.ts';
import { wilson } from '../stats/proportion.ts';
import { targetVerdict, withinBound, type Bound } from '../stats/target-verdict.ts';
import type { GatheredEndpoint, GatheredScenario } from './gather.ts';
import { percentiles } from './percentiles.ts';
import { pool } from './stretches.ts';
import { boundOf, holdsFor } from './target-scope.ts';

/** A stretch of unchanged users counts as a load step when it lasts at least so long. */
const shortestPlateauSeconds = 10;

/** The load steps of a scenario: the manifest's, else plateaus of at least 10 s in the observed users. */
export function stepsOf(scenario: GatheredScenario, stated: readonly LoadStep[]): readonly LoadStep[] {
  if (stated.length > 0) return stated;
  const pooled = scenario.pooled?.digest;
  return pooled?.slices && pooled.firstStartMs !== null ? plateaus(pooled.slices, pooled.firstStartMs) : [];
}

function plateaus(slices: SlicesDigest, firstStartMs: number): LoadStep[] {
  const steps: LoadStep[] = [];
  const secondsOf = (index: number): number =>
    (slices.originMs + index * slices.widthMs - firstStartMs) / 1_000;
  let start: SliceDigest | null = null;
  let last: SliceDigest | null = null;
  const close = (): void => {
    if (start === null || last === null || start.users === null) return;
    const startSeconds = Math.max(0, secondsOf(start.index));
    const durationSeconds = secondsOf(last.index + 1) - startSeconds;
    if (durationSeconds >= shortestPlateauSeconds)
      steps.push({ users: start.users, startSeconds, durationSeconds });
  };
  for (const slice of slices.items) {
    if (start === null || slice.users !== start.users) {
      close();
      start = slice;
    }
    last = slice;
  }
  close();
  return steps;
}

/** What each step came to, judged against every target but those on users, memory and processor. */
export function measureSteps(
  scenario: GatheredScenario,
  steps: readonly LoadStep[],
  targets: readonly Target[],
): StepMeasures[] {
  const pooled = scenario.pooled?.digest;
  if (pooled === undefined || pooled.slices === null || pooled.firstStartMs === null) return [];
  const originMs = pooled.firstStartMs;
  return steps.flatMap((step) => measureStep(scenario, step, targets, originMs) ?? []);
}

function measureStep(
  scenario: GatheredScenario,
  step: LoadStep,
  targets: readonly Target[],
  originMs: number,
): StepMeasures | null {
  const window = (digest: EndpointDigest): SliceDigest[] => slicesWithin(digest.slices, step, originMs);
  const pooled = scopeOf(window(scenario.pooled!.digest), step.durationSeconds);
  if (pooled === null) return null;
  const scopes = new Map<GatheredEndpoint, StepScope | null>();
  const scopeOfEndpoint = (one: GatheredEndpoint): StepScope | null => {
    // Each target asks for every endpoint.
    const scope = scopes.get(one) ?? scopeOf(window(one.digest), step.durationSeconds);
    scopes.set(one, scope);
    return scope;
  };
  const all = pooled.figures;
  const { users, startSeconds, durationSeconds } = step;
  return {
    scenario: scenario.id,
    users,
    startSeconds,
    durationSeconds,
    count: all.count,
    requestsPerSecond: all['throughput.requestsPerSecond'],
    errorRate: all['errors.rate'],
    p50: all['response.p50'],
    p95: all['response.p95'],
    p99: all['response.p99'],
    meetsTargets: meets(scenario, targets, pooled, scopeOfEndpoint),
  };
}

/** Slices whose middle lies in the step. */
function slicesWithin(slices: SlicesDigest | null, step: LoadStep, originMs: number): SliceDigest[] {
  if (slices === null) return [];
  return slices.items.filter((slice) => {
    const middle = (slices.originMs + (slice.index + 0.5) * slices.widthMs - originMs) / 1_000;
    return middle >= step.startSeconds && middle < step.startSeconds + step.durationSeconds;
  });
}

type StepFigures = Readonly<Record<string, number>> & {
  readonly count: number;
  readonly 'throughput.requestsPerSecond': number;
  readonly 'errors.rate': number;
  readonly 'response.p50': number;
  readonly 'response.p95': number;
  readonly 'response.p99': number;
};

/** What a step's slices come to, and what bounds it. */
interface StepScope {
  readonly figures: StepFigures;
  readonly errors: number;
  readonly histogram: Buckets;
}

const shares = percentiles.map(([, p]) => p);

function scopeOf(slices: readonly SliceDigest[], seconds: number): StepScope | null {
  const count = slices.reduce((sum, slice) => sum + slice.count, 0);
  if (count === 0) return null;
  const errors = slices.reduce((sum, slice) => sum + slice.errors, 0);
  const histogram = pool(slices);
  const values = histogramQuantiles(histogram, shares);
  const quantiles = percentiles.map(([name], i) => [`response.${name}`, values[i]]);
  const figures = {
    ...(Object.fromEntries(quantiles) as Pick<StepFigures, 'response.p50' | 'response.p95' | 'response.p99'>),
    count,
    'throughput.requestsPerSecond': count / seconds,
    'errors.rate': errors / count,
    'errors.count': errors,
  };
  return { figures, errors, histogram };
}

/**
 * Whether a figure of a step is within its target's bound: true where it is, as measured; false where its whole 95%
 * interval lies beyond; null between, so that one failed request of a rare endpoint fails no step. Undefined where
 * the step does not give the metric.
 */
function isWithin(
  metric: Target['metric'],
  bound: Bound,
  scope: StepScope | null,
): boolean | null | undefined {
  const value = scope?.figures[metric];
  if (scope === null || value === undefined || Number.isNaN(value)) return undefined;
  if (withinBound(bound, value)) return true;
  return targetVerdict(bound, value, intervalOf(metric, scope)) === 'not met' ? false : null;
}

function intervalOf(metric: Target['metric'], { figures, errors, histogram }: StepScope): Interval | null {
  if (metric === 'errors.rate') return wilson(errors, figures.count);
  const p = percentiles.find(([name]) => metric === `response.${name}`)?.[1];
  return p === undefined ? null : histogramQuantileBounds(histogram, p);
}

/**
 * A step meets the targets when each that can be judged on it holds for each endpoint, as measured; it fails them
 * where one clearly does not; null where that is open, or nothing can be judged.
 */
function meets(
  scenario: GatheredScenario,
  targets: readonly Target[],
  all: StepScope,
  scopeOfEndpoint: (one: GatheredEndpoint) => StepScope | null,
): boolean | null {
  const hasParts = scenario.endpoints.some(({ digest }) => digest.endpoint !== '*');
  const judged = targets.flatMap((target) => {
    const bound = boundOf(target);
    const endpoints = scenario.endpoints.filter(({ digest }) =>
      holdsFor(target, scenario.id, digest.endpoint, hasParts),
    );
    const isPooled = target.endpoint === '*' || target.metric.startsWith('throughput.');
    const scopes = isPooled && holdsFor(target, scenario.id, '*') ? [all] : endpoints.map(scopeOfEndpoint);
    return scopes
      .map((scope) => isWithin(target.metric, bound, scope))
      .filter((verdict) => verdict !== undefined);
  });
  if (judged.includes(false)) return false;
  return judged.length === 0 || judged.includes(null) ? null : true;
}

/** The highest load step that meets the targets: 0 where none of those judged does, null where none was judged. */
export function sustainedUsers(steps: readonly StepMeasures[]): number | null {
  const judged = steps.filter((step) => step.meetsTargets !== null);
  if (judged.length === 0) return null;
  return Math.max(0, ...judged.filter((step) => step.meetsTargets === true).map((step) => step.users));
}
