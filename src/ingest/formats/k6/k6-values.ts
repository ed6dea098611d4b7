import type { ToolTarget } from '../../../model/documents/digest.ts';

/** A rate metric: how many of its values were true. */
export interface K6Rate {
  readonly matches: number;
  readonly total: number;
}

/** The metrics of a k6 summary in one form, whichever of its shapes they came in. Times are milliseconds. */
export interface K6Summary {
  /** Trends: figures by the names that k6 gives them (avg, med, p(95) ...). */
  readonly trends: ReadonlyMap<string, Readonly<Record<string, number>>>;
  readonly counters: ReadonlyMap<string, { readonly count: number; readonly rate: number | null }>;
  readonly rates: ReadonlyMap<string, K6Rate>;
  readonly gauges: ReadonlyMap<
    string,
    { readonly value: number; readonly min: number | null; readonly max: number | null }
  >;
  /** Trends of which the summary says that they are times. */
  readonly times: ReadonlySet<string>;
  /** Thresholds, as `metric: expression`. */
  readonly thresholds: readonly ToolTarget[];
  readonly durationSeconds: number | null;
}
