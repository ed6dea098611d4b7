/**
 * How often the 95 % intervals of the scalability law hold the coefficients that made the data, fitted on throughput and on
 * its logarithm. `node test/bench/usl-coverage.ts [fits] [seed]`; docs/statistics.md has its output. Eight load steps whose
 * throughput scatters by so many per cent of itself.
 */
import { fileURLToPath } from 'node:url';
import {
  leastSquaresScalability,
  scalability,
  type Scale,
  type ScalabilityFit,
} from '../../src/stats/usl.ts';
import { normalStream } from './random.ts';

const loads = [1, 5, 10, 20, 40, 80, 120, 160];
/** Contention and coherence; the second system has no coherence cost, so that its coefficient lies on the bound. */
const systems = [
  { alpha: 0.03, beta: 0.0002, gamma: 20 },
  { alpha: 0.05, beta: 0, gamma: 20 },
] as const;

const holds = ({ value, interval }: ScalabilityFit['alpha'], truth: number): boolean =>
  // A lower end below 0 and one at 0 say the same.
  Math.max(0, interval.lower) <= truth && truth <= interval.upper && interval.upper >= value;

/** The share of fits whose interval holds alpha, beta and gamma, and the share whose interval is the point 0. */
export function uslCoverage(
  system: (typeof systems)[number],
  { scale, scatter, fits, seed }: { scale: Scale; scatter: number; fits: number; seed: number },
): { alpha: number; beta: number; gamma: number; isPoint: number } {
  const normal = normalStream(seed);
  const counts = { alpha: 0, beta: 0, gamma: 0, isPoint: 0 };
  for (let i = 0; i < fits; i++) {
    const measured = loads.map(
      (load) => scalability(load, system.alpha, system.beta, system.gamma) * Math.exp(scatter * normal()),
    );
    const fit = leastSquaresScalability(loads, measured, scale);
    if (fit === null) continue;
    for (const name of ['alpha', 'beta', 'gamma'] as const)
      if (holds(fit[name], system[name])) counts[name]++;
    if (fit.beta.interval.upper <= 0 || fit.alpha.interval.upper <= 0) counts.isPoint++;
  }
  const { alpha, beta, gamma, isPoint } = counts;
  return { alpha: alpha / fits, beta: beta / fits, gamma: gamma / fits, isPoint: isPoint / fits };
}

function printTable(fits: number, seed: number): void {
  console.log(`${fits} fits each, seed ${seed}`);
  console.log('| system | scatter | fitted | alpha | beta | gamma | interval is 0 to 0 |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
  for (const system of systems)
    for (const scatter of [0.03, 0.08])
      for (const scale of ['throughput', 'logarithm'] as const) {
        const { alpha, beta, gamma, isPoint } = uslCoverage(system, { scale, scatter, fits, seed });
        const name = `alpha ${system.alpha}, beta ${system.beta}`;
        console.log(
          `| ${name} | ${percent(scatter)} | ${scale} | ${[alpha, beta, gamma, isPoint].map(percent).join(' | ')} |`,
        );
      }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [fits = 2_000, seed = 1] = process.argv.slice(2).map(Number);
  printTable(fits, seed);
}
