import { normalQuantile } from '../../src/stats/distributions.ts';
import { normalStream, uniformStream } from './random.ts';

/** A request of a simulated run. */
export interface SimulatedRequest {
  /** Seconds after the start. */
  readonly at: number;
  readonly ms: number;
  readonly isFailed: boolean;
}

/** How the requests of a run depend on each other. */
export interface Dependence {
  readonly name: string;
  readonly run: (random: Random, requests: number) => SimulatedRequest[];
  /** The p percentile of the process itself; null where only a long simulation gives it. */
  readonly percentile: (p: number) => number | null;
}

export interface Random {
  readonly normal: () => number;
  readonly uniform: () => number;
}

export const randomOf = (seed: number): Random => ({
  normal: normalStream(seed),
  uniform: uniformStream(seed + 1_000_003),
});

/** Every simulated run lasts so long, whatever its number of requests. */
export const simulatedSeconds = 300;
/** The share of requests that fails in every process. */
export const failingShare = 0.01;

const medianMs = 100;
const sigma = 0.5;
const failingBeyond = normalQuantile(1 - failingShare);
const percentileOf = (deviation: number) => (p: number) => medianMs * Math.exp(deviation * normalQuantile(p));

/** A standard normal process in which each value resembles the one before by phi. */
function autoregressive({ normal }: Random, phi: number): () => number {
  let state = normal();
  return () => {
    const value = state;
    state = phi * state + Math.sqrt(1 - phi * phi) * normal();
    return value;
  };
}

const evenly = (requests: number, of: (at: number) => Omit<SimulatedRequest, 'at'>): SimulatedRequest[] =>
  Array.from({ length: requests }, (_, i) => {
    const at = ((i + 0.5) * simulatedSeconds) / requests;
    return { at, ...of(at) };
  });

/** Latencies and failures that each resemble their predecessor by phi. */
const resembling = (name: string, phi: number): Dependence => ({
  name,
  percentile: percentileOf(sigma),
  run: (random, requests) => {
    const latency = autoregressive(random, phi);
    const failure = autoregressive(random, phi);
    return evenly(requests, () => ({
      ms: medianMs * Math.exp(sigma * latency()),
      isFailed: failure() > failingBeyond,
    }));
  },
});

const wanderDeviation = 0.08;
/** How much of what makes a request fail is the level: one deviation of it doubles the failing share or halves it. */
const failureWander = 0.3;

/** A level that wanders by 8 %, and a failing share with it, over a fifth of the run. */
const wander: Dependence = {
  name: 'slow wander, 8%',
  percentile: percentileOf(Math.hypot(sigma, wanderDeviation)),
  run: (random, requests) => {
    const level = autoregressive(random, Math.exp(-5 / requests));
    return evenly(requests, () => {
      const now = level();
      const failure = failureWander * now + Math.sqrt(1 - failureWander ** 2) * random.normal();
      return {
        ms: medianMs * Math.exp(sigma * random.normal() + wanderDeviation * now),
        isFailed: failure > failingBeyond,
      };
    });
  },
};

const stallSeconds = 2;
const secondsBetweenStalls = 25;

/** About twelve stalls of 2 s: requests wait for the end, and a quarter of them fails while others hardly ever do. */
const stalls: Dependence = {
  name: 'stalls of 2 s',
  percentile: () => null,
  run: (random, requests) => {
    const ends: number[] = [];
    for (let t = 0; t < simulatedSeconds + stallSeconds;) {
      t -= Math.log(random.uniform()) * secondsBetweenStalls;
      ends.push(t);
    }
    const inStall = 1 - Math.exp(-stallSeconds / secondsBetweenStalls);
    return evenly(requests, (at) => {
      const waits = ends.filter((end) => at < end && end <= at + stallSeconds).map((end) => end - at);
      const wait = Math.max(0, ...waits);
      return {
        ms: medianMs * Math.exp(sigma * random.normal()) + 1_000 * wait,
        isFailed: wait > 0 && random.uniform() < failingShare / inStall,
      };
    });
  },
};

/** The processes on which intervals are tried. */
export const dependences: readonly Dependence[] = [
  resembling('independent', 0),
  resembling('each like its neighbour, AR(1) .5', 0.5),
  resembling('each like its neighbour, AR(1) .9', 0.9),
  stalls,
  wander,
];
