/**
 * How often the errors of an unchanged project's latest run are called outside their usual range, and how often a rate
 * that rose is. `node test/bench/newest-errors.ts [histories] [seed]`; the table in docs/statistics.md is its output.
 *
 * A run's rate is log-normal around the project's (30% of itself), and its errors come in bursts of mean size `burst`.
 */
import { newestErrors } from '../../src/stats/newest-errors.ts';
import type { ErrorCount } from '../../src/stats/error-count.ts';
import { normalStream, uniformStream } from './random.ts';

const histories = Number(process.argv[2] ?? 2_000);
const seed = Number(process.argv[3] ?? 1);
const [uniform, normal] = [uniformStream(seed), normalStream(seed + 1)];
const runToRun = 0.3;

function run(count: number, rate: number, burst: number): ErrorCount {
  const moved = rate * Math.exp(runToRun * normal() - runToRun ** 2 / 2);
  let errors = 0;
  for (let request = 0; request < count; request++)
    if (uniform() < moved / burst)
      errors += burst === 1 ? 1 : 1 + Math.floor(-Math.log(uniform()) * (burst - 0.5));
  return { errors: Math.min(count, errors), count };
}

function calledShare(runs: number, count: number, rate: number, burst: number, times: number): string {
  let called = 0;
  for (let i = 0; i < histories; i++) {
    const level = Array.from({ length: runs }, () => run(count, rate, burst));
    const { verdict } = newestErrors(level, run(count, Math.min(1, rate * times), burst), 0.002);
    if (verdict === 'worse' || verdict === 'better') called++;
  }
  return `${((100 * called) / histories).toFixed(2)}%`;
}

for (const runs of [5, 10, 30])
  for (const [rate, burst] of [
    [0.0005, 1],
    [0.005, 1],
    [0.005, 3],
    [0.05, 3],
    [0.01, 8],
  ] as const)
    console.log(
      `${runs} runs of 2000 requests, ${(100 * rate).toFixed(2)}% errors in bursts of ${burst}:`,
      [1, 3, 10].map((times) => calledShare(runs, 2_000, rate, burst, times)).join(', '),
    );
