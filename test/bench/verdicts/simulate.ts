import type { MetricValue } from '../../../src/model/metrics/metric-value.ts';
import type { MetricId } from '../../../src/model/metrics/metrics.ts';
import type { RunMeasures } from '../../../src/model/run-measures.ts';
import { makeRun } from '../../history/make-run.ts';
import { normalStream, uniformStream } from '../random.ts';
import type { Setting } from './settings.ts';

/** Random numbers of one simulation. */
export interface Dice {
  readonly normal: () => number;
  readonly uniform: () => number;
}

export const diceOf = (seed: number): Dice => ({
  normal: normalStream(seed),
  uniform: uniformStream(seed ^ 0x5bd1e995),
});

const seconds = 100;
const scenario = 'shop';

/** The endpoint that the head changes. */
export const planted = 2;

function wanderOf({ wander }: Setting, { normal }: Dice): Float64Array {
  let state = normal();
  return Float64Array.from({ length: seconds }, () => {
    state = 0.96 * state + Math.sqrt(1 - 0.96 ** 2) * normal();
    return wander * state;
  });
}

/** The machine of one session. */
export function machineOf({ machine, busy }: Setting, { normal, uniform }: Dice): number {
  return uniform() < busy ? Math.log(1.1 + 0.25 * uniform()) : machine * normal();
}

/** How much each endpoint follows the machine, fixed for a project. */
export const slopesOf = ({ endpoints, slopes }: Setting, { normal }: Dice): number[] =>
  Array.from({ length: endpoints }, () => 1 + slopes * normal());

function latencies(
  setting: Setting,
  endpoint: number,
  shift: number,
  wander: Float64Array,
  dice: Dice,
): Float64Array {
  const width = 0.3 + 0.04 * (endpoint % 6);
  const values = Float64Array.from({ length: setting.requests }, (_, i) => {
    const stall = dice.uniform() < setting.stalls ? Math.log(1 + 3 / dice.uniform() ** 0.4) : 0;
    const second = Math.floor((i / setting.requests) * seconds);
    return Math.exp(shift + (wander[second] ?? 0) + width * dice.normal() + stall);
  });
  return values.sort();
}

function errorsOf(setting: Setting, rate: number, { normal, uniform }: Dice): number {
  const moved = rate * Math.exp(0.2 * normal());
  let errors = 0;
  for (let i = 0; i < setting.requests; i++) {
    if (uniform() >= moved / setting.burst) continue;
    errors += 1 + Math.floor(-Math.log(uniform()) * (setting.burst - 0.5));
  }
  return Math.min(setting.requests, errors);
}

const exact = {
  source: 'exact',
  relativeError: 0,
  files: [],
  estimator: '',
  interval: null,
  tolerance: null,
} as const;

const figureOf = (metric: MetricId, endpoint: string | null, value: number, n: number): MetricValue => ({
  metric,
  scenario,
  endpoint,
  value,
  n,
  ...exact,
});

/** One run as the comparison sees it. */
export function simulateRun(
  setting: Setting,
  run: {
    id: string;
    day: number;
    commit: string;
    machine: number;
    isHead: boolean;
    slopes: readonly number[];
  },
  dice: Dice,
): RunMeasures {
  const wander = wanderOf(setting, dice);
  const runRate = setting.errorRate * Math.exp(setting.rateSpread * dice.normal());
  const endpoints: Record<string, { p50: number; count: number; errors: number }> = {};
  const figures: MetricValue[] = [];
  const [low, high] = setting.endpointNoise;
  for (let e = 0; e < setting.endpoints; e++) {
    const isPlanted = run.isHead && e === planted % setting.endpoints;
    const noise = low * (high / low) ** ((e % 4) / 3);
    const change = run.isHead ? Math.log1p(setting.allSlower + (isPlanted ? setting.slower : 0)) : 0;
    const shift = Math.log(20 + 15 * e) + (run.slopes[e] ?? 1) * run.machine + noise * dice.normal() + change;
    const values = latencies(setting, e, shift, wander, dice);
    const at = (share: number): number => {
      const value = values[Math.round(share * (values.length - 1))] ?? NaN;
      return isPlanted && share > 0.9 ? value * (1 + setting.tail) : value;
    };
    const errors =
      (isPlanted ? setting.failures : 0) +
      errorsOf(setting, runRate * (isPlanted ? setting.errorsTimes : 1), dice);
    const name = `GET /${e}`;
    endpoints[name] = { p50: at(0.5), count: setting.requests, errors };
    figures.push(
      figureOf('response.p50', name, at(0.5), setting.requests),
      figureOf('response.p95', name, at(0.95), setting.requests),
      figureOf('response.p99', name, at(0.99), setting.requests),
      figureOf('errors.rate', name, errors / setting.requests, setting.requests),
    );
  }
  const all = Object.values(endpoints);
  const [count, errors] = [
    setting.endpoints * setting.requests,
    all.reduce((sum, one) => sum + one.errors, 0),
  ];
  figures.push(
    figureOf('errors.rate', '*', errors / count, count),
    figureOf(
      'throughput.requestsPerSecond',
      null,
      (count / seconds) * Math.exp(0.004 * dice.normal()),
      count,
    ),
    figureOf('cpu.average', null, 50 * Math.exp(0.5 * run.machine + 0.02 * dice.normal()), count),
    figureOf('memory.peak', null, 300 * Math.exp(0.02 * dice.normal()), count),
  );
  const made = makeRun({ id: run.id, day: run.day, endpoints, manifest: { commit: run.commit } });
  const whole = {
    scenario,
    count,
    errors,
    rate: errors / count,
    interval: null,
    types: [],
    source: 'counted',
    files: [],
  } as const;
  return { ...made, metricValues: figures, errors: [whole] };
}

/** A history and the head's runs. */
export function simulateProject(
  setting: Setting,
  dice: Dice,
): { history: RunMeasures[]; heads: RunMeasures[] } {
  const slopes = slopesOf(setting, dice);
  const history = Array.from({ length: setting.builds }, (_, build) => {
    const night = build === Math.floor(setting.builds / 2) ? Math.log1p(setting.badNight) : 0;
    const machine = machineOf(setting, dice) + night;
    return Array.from({ length: setting.repeats }, (_, r) =>
      simulateRun(
        setting,
        { id: `b${build}-${r}`, day: build + r / 288, commit: `c${build}`, machine, isHead: false, slopes },
        dice,
      ),
    );
  }).flat();
  let machine = machineOf(setting, dice);
  const heads = Array.from({ length: setting.heads }, (_, r) => {
    if (r > 0 && !setting.headsShareSession) machine = machineOf(setting, dice);
    const day = setting.builds + 5 + r * (setting.headsShareSession ? 1 / 288 : 1);
    return simulateRun(setting, { id: `h${r}`, day, commit: 'head', machine, isHead: true, slopes }, dice);
  });
  return { history, heads };
}
