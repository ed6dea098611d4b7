import { at } from '../../model/checked.ts';
import { mostReadings, type Measure } from '../../model/documents/digest.ts';
import type { MeasureDirection } from '../../model/metrics/metrics.ts';
import type { FileAccount } from './file-account.ts';
import type { Recorder } from './recorder.ts';
import { cleanText } from '../fields/text.ts';
import { directionOf } from '../fields/measure-direction.ts';

/**
 * Timings of one benchmark. Two or more are samples, and their figures exact; a single one is the mean that the tool
 * printed: nothing is known of the calls behind it.
 */
export function recordTimings(recorder: Recorder, endpoint: string, timingsMs: readonly number[]): void {
  if (timingsMs.length === 1) {
    recorder.reported({ endpoint, count: 1, errors: null, latency: { mean: at(timingsMs, 0) } });
    return;
  }
  const series = recorder.requests(null, endpoint);
  // A benchmark tool tells nothing of calls that failed: it ends with the first one.
  series.outcomesKnown = false;
  for (const ms of timingsMs) series.add(NaN, ms, null, NaN);
}

/** What a measure is of: the whole file, by a name, or a benchmark, and what of it where the unit does not say that. */
export type MeasureOf = string | { readonly endpoint: string; readonly what?: string };

const nameOf = (of: MeasureOf): string => {
  if (typeof of === 'string') return of;
  return of.what === undefined ? of.endpoint : `${of.endpoint}: ${of.what}`;
};

/** A value that is no timing: the mean of several, with their number; direction by unit and name unless it is given. */
export function recordMeasure(
  recorder: Recorder,
  of: MeasureOf,
  unit: string,
  values: readonly number[],
  direction: MeasureDirection = directionOf(unit, nameOf(of)),
): void {
  if (values.length === 0) return;
  const value = values.reduce((sum, one) => sum + one, 0) / values.length;
  recordValue(recorder, of, { unit, direction, value, n: values.length, readings: values });
}

/** A value that the tool computed itself. */
export function recordValue(
  recorder: Recorder,
  of: MeasureOf,
  {
    readings = [],
    ...figure
  }: Pick<Measure, 'unit' | 'direction' | 'value' | 'n' | 'readings' | 'bounds' | 'isTotal'>,
): void {
  recorder.measure({
    name: nameOf(of),
    ...figure,
    ...(typeof of !== 'string' && of),
    ...(readings.length > 1 && readings.length <= mostReadings && { readings }),
  });
}

/** Says once a file that its samples are means of several calls each. */
export function warnOfBatches(account: FileAccount): void {
  account.warn(
    'batched-samples',
    'Each sample is the mean of a batch of calls, as the tool measures them: percentiles are of batches, not of single calls.',
  );
}

/** Benchmarks that failed: results without a time, not damaged rows. They are counted as read, and named. */
export class FailedBenchmarks {
  readonly #named: string[] = [];

  /** Takes note of one, with the reason that the tool gives. */
  add(account: FileAccount, name: string, reason: string | null): void {
    account.accept();
    const why = reason === null ? '' : ` (${cleanText(reason).slice(0, longestReason)})`;
    this.#named.push(`"${cleanText(name)}"${why}`);
  }

  /** Warns of them, once a file. */
  report(account: FileAccount): void {
    const count = this.#named.length;
    if (count === 0) return;
    const shown = this.#named.slice(0, mostNamed).join(', ');
    const more = count > mostNamed ? ` and ${count - mostNamed} more` : '';
    account.warn(
      'failed-benchmarks',
      `${count === 1 ? '1 benchmark' : `${count} benchmarks`} failed and ${count === 1 ? 'has' : 'have'} no time: ${shown}${more}.`,
    );
  }
}

const longestReason = 120;
const mostNamed = 5;

interface Named {
  readonly name: string;
  readonly details: readonly (string | null)[];
}

/** The places of the details in which things differ. */
function tellingPlaces(things: readonly Named[]): ReadonlySet<number> {
  const values: Set<string | null>[] = [];
  for (const { details } of things)
    for (const [i, detail] of details.entries()) (values[i] ??= new Set()).add(detail);
  return new Set(values.flatMap(({ size }, i) => (size > 1 ? [i] : [])));
}

/** The names of things: those of one name get what distinguishes them in brackets, or a number where nothing does. */
export function distinctNames(things: readonly Named[]): string[] {
  const alike = Map.groupBy(things, (thing) => thing.name);
  const telling = new Map([...alike].map(([name, others]) => [name, tellingPlaces(others)]));
  const seen = new Map<string, number>();
  return things.map(({ name, details }) => {
    const distinguishing = details.filter((_, i) => telling.get(name)?.has(i));
    const added = distinguishing.filter((detail) => detail !== null && detail !== '');
    const full = added.length === 0 ? name : `${name} (${added.join(', ')})`;
    const before = seen.get(full) ?? 0;
    seen.set(full, before + 1);
    return before === 0 ? full : `${full} #${before + 1}`;
  });
}
