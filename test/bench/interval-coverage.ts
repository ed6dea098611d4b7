/**
 * How often the 95 % intervals of one run hold the truth when requests depend on each other, and how often a truth 3 %
 * beyond a target's bound is called met. `node test/bench/interval-coverage.ts [runs] [requests] [seed]`; the table in
 * docs/statistics.md is its output. Each simulated run goes the whole way: recorder, digest, measures, target verdict.
 */
import { fileURLToPath } from 'node:url';
import { Recorder } from '../../src/ingest/record/recorder.ts';
import { at, present } from '../../src/model/checked.ts';
import type { MetricValue } from '../../src/model/metrics/metric-value.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import { measureRun } from '../../src/report/measure/measure-run.ts';
import { quantile } from '../../src/stats/quantile.ts';
import { targetVerdict } from '../../src/stats/target-verdict.ts';
import {
  dependences,
  failingShare,
  randomOf,
  type Dependence,
  type SimulatedRequest,
} from './dependent-load.ts';

/** Metrics on trial, with the share that a percentile asks for. */
export const tried = [
  ['response.p50', 0.5],
  ['response.p95', 0.95],
  ['response.p99', 0.99],
  ['errors.rate', null],
] as const;

/** Runs whose requests together give the percentiles of a process that has no formula. */
const longRun = 400;
/** How far beyond its bound the truth lies, as a share. */
const beyond = 0.03;
const startMs = Date.UTC(2026, 0, 5, 10);

export interface Coverage {
  readonly metric: string;
  /** Shares of the runs: interval holds the truth, has no upper side, calls a truth 3 % beyond met. */
  readonly holds: number;
  readonly isOpen: number;
  readonly falselyMet: number;
}

async function valuesOf(requests: readonly SimulatedRequest[]): Promise<readonly MetricValue[]> {
  const recorder = new Recorder();
  const load = recorder.requests('load', 'read');
  for (const { at: second, ms, isFailed } of requests)
    load.add(startMs + 1_000 * second, ms, isFailed ? 'error' : null, NaN);
  const digest = await recorder.digest();
  const project = projectSchema.parse({});
  return measureRun({ id: 'run', manifest: {}, project, digests: [digest], problems: [], place: '' })
    .metricValues;
}

function truthsOf(dependence: Dependence, requests: number, seed: number): number[] {
  const random = randomOf(seed + 7_000_000);
  const isKnown = dependence.percentile(0.5) !== null;
  const long = isKnown ? 0 : longRun;
  const pooled = Array.from({ length: long }, () => dependence.run(random, requests)).flat();
  const sorted = Float64Array.from(pooled, ({ ms }) => ms).sort();
  return tried.map(([, p]) =>
    p === null ? failingShare : (dependence.percentile(p) ?? quantile(sorted, p)),
  );
}

/** The coverage of each metric's interval over so many simulated runs. */
export async function coverageOf(
  dependence: Dependence,
  { runs, requests, seed }: { runs: number; requests: number; seed: number },
): Promise<Coverage[]> {
  const truths = truthsOf(dependence, requests, seed);
  const random = randomOf(seed);
  const counts = tried.map(() => ({ holds: 0, isOpen: 0, falselyMet: 0 }));
  for (let run = 0; run < runs; run++) {
    const values = await valuesOf(dependence.run(random, requests));
    tried.forEach(([metric], i) => {
      const found = present(
        values.find((one) => one.metric === metric && one.endpoint === 'read'),
        'each simulated run has each metric',
      );
      const lower = found.interval?.lower ?? -Infinity;
      const upper = found.interval?.upper ?? Infinity;
      const [truth, count] = [at(truths, i), at(counts, i)];
      if (lower <= truth && truth <= upper) count.holds++;
      if (upper === Infinity) count.isOpen++;
      const bound = { op: 'below', value: truth / (1 + beyond) } as const;
      if (targetVerdict(bound, found.value, { lower, upper }) === 'met') count.falselyMet++;
    });
  }
  const share = (count: number): number => count / runs;
  return counts.map(({ holds, isOpen, falselyMet }, i) => ({
    metric: at(tried, i)[0],
    holds: share(holds),
    isOpen: share(isOpen),
    falselyMet: share(falselyMet),
  }));
}

async function printTable(runs: number, requests: number, seed: number): Promise<void> {
  const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
  console.log(`${runs} runs of ${requests} requests each, seed ${seed}`);
  console.log(
    '| samples | p50 | p95 | p99 | error rate | falsely met: p50, p95, p99, error rate | no upper bound: p99 |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const dependence of dependences) {
    const all = await coverageOf(dependence, { runs, requests, seed });
    const holds = all.map((one) => percent(one.holds)).join(' | ');
    const met = all.map((one) => percent(one.falselyMet)).join(', ');
    console.log(`| ${dependence.name} | ${holds} | ${met} | ${percent(at(all, 2).isOpen)} |`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [runs = 1_000, requests = 3_000, seed = 1] = process.argv.slice(2).map(Number);
  await printTable(runs, requests, seed);
}
