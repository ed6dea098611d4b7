import type { RunReport } from '../model/run-report.ts';
import type { PercentileName, ResponseRow } from '../model/run-measures.ts';
import { isBeyondSamples } from '../model/metrics/percentile-metrics.ts';
import { labelledAxis, stretchTail } from './parts.ts';

const ticks = [0, 0.5, 0.9, 0.99, 0.999, 0.9999];

/** The axis of shares, stretched towards the tail as in HdrHistogram's plots. */
export const shareAxis = labelledAxis(
  'x',
  "datum.value < 0.1 ? '' : datum.value < 0.5 ? '50%' : datum.value < 1.5 ? '90' : datum.value < 2.5 ? '99' : datum.value < 3.5 ? '99.9' : '99.99'",
  { grid: true },
);

/** The ticks of an axis of shares that ends at `widest`. */
export const shareTicks = (widest: number): number[] =>
  ticks.map(stretchTail).filter((tick) => tick <= widest + 0.01);

/** How an endpoint's response times are spread: so many milliseconds within which a share was answered. */
export interface Curve {
  readonly scenario: string;
  readonly endpoint: string;
  readonly points: readonly { readonly share: number; readonly ms: number }[];
}

const printedShares = [
  ['p50', 0.5],
  ['p90', 0.9],
  ['p95', 0.95],
  ['p99', 0.99],
  ['p999', 0.999],
] as const;

/** A percentile of a row in ms; null where it is unknown, or no sample lies beyond it. */
export function shownPercentile({ latencyMs, timedCount }: ResponseRow, name: PercentileName): number | null {
  const share = printedShares.find(([one]) => one === name)?.[1] ?? NaN;
  return isBeyondSamples(share, timedCount) ? null : (latencyMs?.[name] ?? null);
}

/** The percentiles of a row as a curve. */
export const rowCurve = (row: ResponseRow): Curve => ({
  scenario: row.scenario,
  endpoint: row.endpoint,
  points: printedShares.flatMap(([name, share]) => {
    const ms = shownPercentile(row, name);
    return ms === null ? [] : [{ share, ms }];
  }),
});

/**
 * The curve of all requests of a scenario, from their counts by response time; null where no samples were counted or
 * not all of them.
 */
export function pooledCurve({ measures }: RunReport, scenario: string): Curve | null {
  const row = measures.pooled.find((one) => one.scenario === scenario);
  const density = measures.timelines.find((one) => one.scenario === scenario)?.density;
  if (row?.latencyMs?.min == null || row.latencyMs.max === null) return null;
  const { min, max } = row.latencyMs;
  const counts = new Map<number, number>();
  for (const [, cell, count] of density?.cells ?? []) counts.set(cell, (counts.get(cell) ?? 0) + count);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (density === undefined || total === 0 || total !== row.count) return rowCurve(row);
  let below = 0;
  const points = [...counts]
    .toSorted(([a], [b]) => a - b)
    .map(([cell, count]) => {
      below += count;
      return { share: below / total, ms: Math.min(max, 10 ** ((cell + 1) / density.perDecade)) };
    });
  return { scenario, endpoint: row.endpoint, points: [{ share: 0, ms: min }, ...points] };
}

/** Measured curves; where only percentiles are known, those. */
export function endpointCurves(report: RunReport): Curve[] {
  const { distributions, response } = report.measures;
  const measured = distributions.filter(({ points }) => points.length >= 2);
  const known = new Set(measured.map(({ scenario, endpoint }) => JSON.stringify([scenario, endpoint])));
  const printed = response
    .filter(({ scenario, endpoint }) => !known.has(JSON.stringify([scenario, endpoint])))
    .map(rowCurve)
    .filter(({ points }) => points.length >= 2);
  const all = [...measured, ...printed].filter(({ points }) => points.some(({ ms }) => ms > 0));
  const endpoints = all.filter(({ endpoint }) => endpoint !== '*');
  return endpoints.length > 0 ? endpoints : all;
}
