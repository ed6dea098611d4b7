import { latencyDigest } from '../../record/latency-digest.ts';
import { Tally, type ExactBudget } from '../../record/tally.ts';
import { histogramQuantile } from '../../../stats/histogram.ts';
import { isCustomMetric, knownDirections } from './k6-built-in.ts';
import { directionOf } from '../../fields/measure-direction.ts';
import { cleanText } from '../../fields/text.ts';
import { recordValue } from '../../record/benchmark-results.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { K6Summary } from './k6-values.ts';

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
  /** Values from 0 up; a trend that has others has no percentiles. */
  readonly tally: Tally;
}

/** Fractional values of all trends that are kept as they are; further ones are counted in buckets. */
const exactValues = 1_000_000;

/** The metrics of a script as single samples (--out json), whose kind k6 states before the first of them. */
export class K6CustomMetrics {
  readonly #byName = new Map<string, CustomSamples>();
  readonly #budget: ExactBudget;

  constructor(budget: ExactBudget = { left: exactValues }) {
    this.#budget = budget;
  }

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
      tally: new Tally(this.#budget),
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

const isTrend = ({ kind }: CustomSamples): boolean => kind === null || kind === 'trend';

/** Adds a value. */
export function addSample(samples: CustomSamples, value: number): void {
  samples.count++;
  samples.sum += value;
  samples.last = value;
  if (value > samples.max) samples.max = value;
  if (value >= 0 && isTrend(samples)) samples.tally.add(value);
}

interface Figure {
  /** What of the metric it is; empty for what goes by its name alone. */
  readonly of: string;
  readonly value: number;
  readonly unit: string;
}

/** The basis of figures. */
interface Basis {
  readonly n: number;
  /** True for a counter: those of several files add up. */
  readonly isTotal?: boolean;
}

function recordValues(
  name: string,
  figures: readonly Figure[],
  { n, isTotal = false }: Basis,
  recorder: Recorder,
): void {
  const clean = cleanText(name);
  for (const { of, value, unit } of figures) {
    const direction = knownDirections[name] ?? directionOf(unit, clean);
    const figure = { unit, direction, value, n, ...(isTotal && { isTotal }) };
    recordValue(recorder, of === '' ? clean : `${clean} ${of}`, figure);
  }
}

function recordSamples(samples: CustomSamples, recorder: Recorder): void {
  const { name, kind, isTime, count, sum, last } = samples;
  const unitOr = (other: string): string => (isTime ? 'ms' : other);
  const one = (value: number, unit: string): Figure[] => [{ of: '', value, unit }];
  const figures: Readonly<Record<Kind, () => Figure[]>> = {
    counter: () => one(sum, unitOr('count')),
    gauge: () => one(last, unitOr('')),
    rate: () => one(sum / count, 'share'),
    trend: () => trendValues(samples, unitOr('')),
  };
  recordValues(name, figures[kind ?? 'trend'](), { n: count, isTotal: kind === 'counter' }, recorder);
}

/** The percentiles of trends that become measures, as those of a summary do. */
const percentiles = [
  [0.5, 'p50'],
  [0.9, 'p90'],
  [0.95, 'p95'],
  [0.99, 'p99'],
] as const;

function trendValues({ count, sum, max, tally }: CustomSamples, unit: string): Figure[] {
  const digest = tally.count === count ? latencyDigest([tally]) : null;
  const valueAt = (share: number): number | null =>
    digest?.quantiles?.find(({ p }) => p === share)?.value ??
    (digest?.histogram == null ? null : histogramQuantile(digest.histogram, share));
  return [
    { of: '', value: sum / count, unit },
    ...percentiles.flatMap(([share, of]) => {
      const value = valueAt(share);
      return value === null ? [] : [{ of, value, unit }];
    }),
    { of: 'max', value: max, unit },
  ];
}

/** The figures of a trend in a summary that become measures, by what k6 calls them. */
const summaryValues = [
  ['avg', ''],
  ['med', 'p50'],
  ['p(90)', 'p90'],
  ['p(95)', 'p95'],
  ['p(99)', 'p99'],
  ['max', 'max'],
] as const;

/** Records the script's own metrics of a summary: the measures that its log of samples would give. */
export function recordCustomSummary(summary: K6Summary, recorder: Recorder): void {
  const own = <Value>(all: ReadonlyMap<string, Value>): [string, Value][] =>
    [...all].filter(([name]) => isCustomMetric(name));
  const unitOf = (name: string, other: string): string => (summary.times.has(name) ? 'ms' : other);
  for (const [name, figures] of own(summary.trends)) {
    const unit = unitOf(name, '');
    const found = summaryValues.flatMap(([key, of]) => {
      const value = figures[key];
      return value === undefined ? [] : [{ of, value, unit }];
    });
    recordValues(name, found, { n: figures.count ?? 1 }, recorder);
  }
  for (const [name, { count: value }] of own(summary.counters)) {
    const sum = { of: '', value, unit: unitOf(name, 'count') };
    recordValues(name, [sum], { n: 1, isTotal: true }, recorder);
  }
  for (const [name, { matches, total }] of own(summary.rates)) {
    const share = { of: '', value: matches / total, unit: 'share' };
    if (total > 0) recordValues(name, [share], { n: total }, recorder);
  }
  for (const [name, { value }] of own(summary.gauges))
    recordValues(name, [{ of: '', value, unit: unitOf(name, '') }], { n: 1 }, recorder);
}
