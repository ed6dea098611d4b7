import { z } from 'zod';
import type { ToolTarget } from '../../../model/documents/digest.ts';
import type { K6Summary, K6Rate } from './k6-values.ts';

/** What k6 puts into a metric: figures, and thresholds with their outcome. */
export const k6Values = z.record(z.string(), z.unknown());

/** Collects metrics of any kind, distinguished by their values. */
export class K6Metrics {
  readonly trends = new Map<string, Record<string, number>>();
  readonly counters = new Map<string, { count: number; rate: number | null }>();
  readonly rates = new Map<string, K6Rate>();
  readonly gauges = new Map<string, { value: number; min: number | null; max: number | null }>();
  /** Trends that the summary marks as times. */
  readonly times = new Set<string>();
  readonly thresholds: ToolTarget[] = [];

  /** Adds a metric by its figures; false where they are of no kind that k6 has. */
  add(name: string, values: Readonly<Record<string, unknown>>): boolean {
    const figures = numbersOf(values);
    const { count, rate, passes, fails, matches, total, value } = figures;
    if (passes !== undefined && fails !== undefined) return this.#addRate(name, passes, passes + fails);
    if (matches !== undefined && total !== undefined) return this.#addRate(name, matches, total);
    if (isTrend(figures)) this.trends.set(name, figures);
    else if (count !== undefined && count >= 0)
      this.counters.set(name, { count, rate: rate !== undefined && rate >= 0 ? rate : null });
    else if (value !== undefined)
      this.gauges.set(name, { value, min: figures.min ?? null, max: figures.max ?? value });
    else return false;
    return true;
  }

  #addRate(name: string, matches: number, total: number): boolean {
    if (matches < 0 || matches > total) return false;
    this.rates.set(name, { matches, total });
    return true;
  }

  summary(durationSeconds: number | null): K6Summary {
    const { trends, counters, rates, gauges, times, thresholds } = this;
    return { trends, counters, rates, gauges, times, thresholds, durationSeconds };
  }
}

/** A gauge has min and max as well, but beside a value. */
const isTrend = (figures: Readonly<Record<string, number>>): boolean =>
  figures.value === undefined &&
  Object.keys(figures).some(
    (key) => ['avg', 'med', 'min', 'max'].includes(key) || /^p\(\d+(?:\.\d+)?\)$/.test(key),
  );

const numbersOf = (values: Readonly<Record<string, unknown>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
  );

/** Names of metrics that k6 always has: what tells its summaries from other documents with `metrics`. */
export const builtInMetrics = [
  'http_reqs',
  'http_req_duration',
  'iterations',
  'iteration_duration',
  'vus',
  'data_sent',
  'data_received',
  'checks',
];
