import { byParameter } from './by-parameter.ts';
import type { Chart } from './chart.ts';
import { cpu } from './cpu.ts';
import { distributionShift } from './distribution-shift.ts';
import { errorBudgetChart } from './budget-left.ts';
import { errorRate } from './error-rate.ts';
import { latencyOverTime } from './latency-over-time.ts';
import { memoryPattern } from './memory-pattern.ts';
import { responseDistribution } from './response-distribution.ts';
import { throughputOverTime } from './throughput-over-time.ts';
import { usersVsThroughput } from './users-vs-throughput.ts';

/** Every chart of a run. A new one is a new file and a line here. */
export const charts = [
  responseDistribution,
  latencyOverTime,
  throughputOverTime,
  errorRate,
  memoryPattern,
  cpu,
  usersVsThroughput,
  distributionShift,
  byParameter,
  errorBudgetChart,
] as const satisfies readonly Chart[];

const byId = new Map<string, Chart>(charts.map((chart) => [chart.id, chart]));

/** The chart of an id. Throws on an unknown one: sections name charts of this list. */
export function chartOf(id: string): Chart {
  const chart = byId.get(id);
  if (chart === undefined) throw new Error(`Unknown chart ${id}.`);
  return chart;
}
