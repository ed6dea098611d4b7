import { quantile } from '../../../stats/quantile.ts';
import { directionOf } from '../../fields/measure-direction.ts';
import { cleanText } from '../../fields/text.ts';
import { recordValue } from '../../record/benchmark-results.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { K6Summary } from './k6-values.ts';

/** What k6 measures by itself; every other metric is the script's own. */
const builtIn =
  /^(?:https?_|ws_|grpc_|browser_|webvital_|data_(?:sent|received)$|iteration_duration$|iterations$|dropped_iterations$|vus(?:_max)?$|checks$|group_duration$)/;

/** True for a metric that the script made: `new Trend('checkout_time')`. Parts of one by tag are none. */
export const isCustomMetric = (name: string): boolean => !builtIn.test(name) && !name.includes('{');

/** The values of a trend that are kept for its percentiles; beyond that only mean and maximum are known. */
const mostValues = 200_000;

/** What k6 calls the kind of a metric. */
type Kind = 'trend' | 'counter' | 'rate' | 'gauge';

const kinds: readonly Kind[] = ['trend', 'counter', 'rate', 'gauge'];

/** The samples of one metric of a script. */
export interface CustomSamples {
  readonly name: string;
  kind: Kind | null;
  isTime: boolean;
  count: number;
  sum: number;
  last: number;
  max: number;
  readonly values: number[];
}

/** The metrics of a script as single samples (--out json), whose kind k6 states before the first of them. */
export class K6CustomMetrics {
  readonly #byName = new Map<string, CustomSamples>();

  /** The samples of a metric; null for one that k6 has by itself. */
  of(name: string): CustomSamples | null {
    if (!isCustomMetric(name)) return null;
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const opened = {
      name,
      kind: null,
      isTime: false,
      count: 0,
      sum: 0,
      last: NaN,
      max: -Infinity,
      values: [],
    };
    this.#byName.set(name, opened);
    return opened;
  }

  /** Takes note of a line that says what a metric is. */
  define(name: string, { type, contains }: { readonly type?: unknown; readonly contains?: unknown }): void {
    const samples = this.of(name);
    if (samples === null) return;
    samples.kind = kinds.find((kind) => kind === type) ?? null;
    samples.isTime = contains === 'time';
  }

  /** Records a measure, or several of a trend, for each metric that has samples. */
  record(recorder: Recorder): void {
    for (const samples of this.#byName.values()) if (samples.count > 0) recordSamples(samples, recorder);
  }
}

/** Adds a value. */
export function addSample(samples: CustomSamples, value: number): void {
  samples.count++;
  samples.sum += value;
  samples.last = value;
  if (value > samples.max) samples.max = value;
  if (samples.values.length < mostValues) samples.values.push(value);
}

interface Figure {
  /** What of the metric it is; empty for what goes by its name alone. */
  readonly of: string;
  readonly value: number;
  readonly unit: string;
}

function recordFigures(name: string, figures: readonly Figure[], n: number, recorder: Recorder): void {
  const clean = cleanText(name);
  for (const { of, value, unit } of figures) {
    const direction = directionOf(unit, clean);
    recordValue(recorder, of === '' ? clean : `${clean} ${of}`, { unit, direction, value, n });
  }
}

function recordSamples(samples: CustomSamples, recorder: Recorder): void {
  const { name, kind, isTime, count, sum, last } = samples;
  const one = (value: number, unit: string): Figure[] => [{ of: '', value, unit }];
  const figures: Readonly<Record<Kind, () => Figure[]>> = {
    counter: () => one(sum, 'count'),
    gauge: () => one(last, ''),
    rate: () => one(sum / count, 'share'),
    trend: () => trendFigures(samples, isTime ? 'ms' : ''),
  };
  recordFigures(name, figures[kind ?? 'trend'](), count, recorder);
}

function trendFigures({ count, sum, max, values }: CustomSamples, unit: string): Figure[] {
  const isWhole = values.length === count;
  const sorted = isWhole ? Float64Array.from(values).sort() : null;
  const at = (share: number, of: string): Figure[] =>
    sorted === null ? [] : [{ of, value: quantile(sorted, share), unit }];
  return [
    { of: '', value: sum / count, unit },
    ...at(0.5, 'p50'),
    ...at(0.95, 'p95'),
    { of: 'max', value: max, unit },
  ];
}

/** The figures of a trend in a summary that become measures, by what k6 calls them. */
const summaryFigures = [
  ['avg', ''],
  ['med', 'p50'],
  ['p(95)', 'p95'],
  ['p(99)', 'p99'],
  ['max', 'max'],
] as const;

/** Records the script's own metrics of a summary. `isTime` tells trends of times, where the summary says so. */
export function recordCustomSummary(summary: K6Summary, recorder: Recorder): void {
  const own = <Value>(all: ReadonlyMap<string, Value>): [string, Value][] =>
    [...all].filter(([name]) => isCustomMetric(name));
  for (const [name, figures] of own(summary.trends)) {
    const unit = summary.times.has(name) ? 'ms' : '';
    const found = summaryFigures.flatMap(([key, of]) => {
      const value = figures[key];
      return value === undefined ? [] : [{ of, value, unit }];
    });
    recordFigures(name, found, figures.count ?? 1, recorder);
  }
  for (const [name, { count, rate }] of own(summary.counters)) {
    const perSecond = rate === null ? [] : [{ of: 'rate', value: rate, unit: '/s' }];
    recordFigures(name, [{ of: '', value: count, unit: 'count' }, ...perSecond], 1, recorder);
  }
  for (const [name, { matches, total }] of own(summary.rates))
    if (total > 0) recordFigures(name, [{ of: '', value: matches / total, unit: 'share' }], total, recorder);
  for (const [name, { value }] of own(summary.gauges))
    recordFigures(name, [{ of: '', value, unit: '' }], 1, recorder);
}
