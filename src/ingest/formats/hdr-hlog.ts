import { build, decodeFromCompressedBase64, type Histogram } from 'hdr-histogram-js';
import { at } from '../../model/checked.ts';
import type { Adapter } from '../adapter.ts';
import { lines, longestLine } from '../files/lines.ts';
import { parseNonNegative } from '../fields/number-fields.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import { requireRows } from '../record/usable-rows.ts';
import type { ReportedLatency } from '../record/reported-row.ts';
import { cleanText } from '../fields/text.ts';
import { largest, smallest } from '../../model/long-lists.ts';

/** Values per millisecond where a log has no maximum to tell it by: nanoseconds, as the log writers have it. */
const usualUnit = 1e6;

/** Times of a log are seconds, epoch seconds at most: larger ones are damaged. */
const longestSeconds = 1e10;

/** One line of the log. */
interface Interval {
  readonly tag: string;
  readonly startSeconds: number;
  readonly lengthSeconds: number;
  readonly maxMs: number;
  readonly histogram: Histogram;
}

/** HdrHistogram's interval log. */
export const hdrHlog: Adapter = {
  id: 'hdr-hlog',
  tool: 'HdrHistogram',
  title: 'HdrHistogram interval log (.hlog)',
  identifiedBy: 'Lines of start, length, maximum and a compressed histogram in Base64 (HISTF...).',
  sourceClass: 'histogram',
  notes: [
    'One line per interval; the intervals of a tag are added up, and the tag is the endpoint.',
    'Interval_Max is taken as milliseconds, as the log writers have it; it determines the unit of the histograms (a power of ten).',
    'The relative error is that of the histograms (their significant digits). The file does not record errors.',
  ],
  sets: 'each',
  sniff: (head) =>
    head.text.includes(',HIST') && /^(?:Tag=[^,]*,)?[\d.]+,[\d.]+,[\d.]+,HIST/m.test(head.text),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, hdrHlog.id, hdrHlog.tool);
  const intervals: Interval[] = [];
  let startSeconds = 0;
  let baseSeconds: number | null = null;
  for await (const { line, text } of lines(file)) {
    startSeconds = secondsOf(text, 'StartTime') ?? startSeconds;
    baseSeconds = secondsOf(text, 'BaseTime') ?? baseSeconds;
    if (text.startsWith('#') || text.startsWith('"') || text.trim() === '') continue;
    const interval = text.length > longestLine ? 'a line may have at most 1 MiB' : readInterval(text);
    if (typeof interval === 'string') account.refuse(line, interval);
    else {
      intervals.push(interval);
      account.accept();
    }
  }
  requireRows([account], 'Write the log with HdrHistogram 2.1 or newer, which encodes histograms as V2.');
  addAll(intervals, baseOf(intervals, startSeconds, baseSeconds), recorder);
}

const secondsOf = (text: string, name: string): number | null =>
  parseNonNegative(new RegExp(`^#\\[${name}: ([\\d.]+)`).exec(text)?.[1] ?? '');

/** Seconds that the intervals' starts are counted from; they may be absolute. A year's gap tells (as HdrHistogram does). */
function baseOf(intervals: readonly Interval[], startSeconds: number, baseSeconds: number | null): number {
  if (baseSeconds !== null) return baseSeconds;
  return at(intervals, 0).startSeconds < startSeconds - 365 * 24 * 3_600 ? startSeconds : 0;
}

/** The line's interval; otherwise why it is refused. */
function readInterval(text: string): Interval | string {
  const fields = text.split(',');
  const tag = fields[0]?.startsWith('Tag=')
    ? cleanText((fields.shift() ?? '').slice('Tag='.length))
    : allEndpoints;
  const [startSeconds = null, lengthSeconds = null, maxMs = null] = fields.slice(0, 3).map(parseNonNegative);
  const isPlausible = (seconds: number | null): seconds is number =>
    seconds !== null && seconds <= longestSeconds;
  if (!isPlausible(startSeconds) || !isPlausible(lengthSeconds) || maxMs === null || fields.length < 4)
    return 'a line must have start, length and maximum as numbers, and a histogram';
  try {
    return {
      tag,
      startSeconds,
      lengthSeconds,
      maxMs,
      histogram: decodeFromCompressedBase64(fields[3] ?? ''),
    };
  } catch {
    return whyNotDecoded(fields[3] ?? '');
  }
}

/** The cookie at the start of a compressed histogram tells its encoding: only the newest one is read. */
const oldEncodings: Readonly<Record<number, string>> = { 0x1c849309: 'V0', 0x1c849302: 'V1' };

function whyNotDecoded(base64: string): string {
  const bytes = Buffer.from(base64.slice(0, 8), 'base64');
  // The fifth digit from the right holds the size of a word.
  const encoding = bytes.length < 4 ? undefined : oldEncodings[(bytes.readUInt32BE(0) & 0xffffff0f) >>> 0];
  return encoding === undefined
    ? 'the histogram cannot be decoded'
    : `the histogram is in the old encoding ${encoding}, which is not read`;
}

function addAll(intervals: readonly Interval[], baseSeconds: number, recorder: Recorder): void {
  const unit = unitOf(intervals);
  const first = smallest(intervals.map((one) => one.startSeconds));
  const last = largest(intervals.map((one) => one.startSeconds + one.lengthSeconds));
  const isAbsolute = baseSeconds + first > 1e8;
  recorder.startedAtMs = isAbsolute ? (baseSeconds + first) * 1_000 : null;
  recorder.durationSeconds = last - first;
  const isTagged = intervals.some((one) => one.tag !== allEndpoints);
  // Beside tags, intervals without one are not all of them together.
  const nameOf = ({ tag }: Interval): string => (isTagged && tag === allEndpoints ? '(no tag)' : tag);
  for (const [tag, some] of Map.groupBy(intervals, nameOf)) {
    const merged = mergeAll(some);
    const { totalCount } = merged;
    recorder.reported({
      endpoint: tag,
      count: totalCount,
      errors: null,
      latency: totalCount === 0 ? null : latencyOf(merged, unit),
      requestsPerSecond: last > first ? totalCount / (last - first) : null,
    });
    if (isAbsolute) for (const one of some) addPoint({ ...one, tag }, baseSeconds, unit, recorder);
  }
}

/** Histogram values per millisecond, from the printed maxima: a power of ten. */
function unitOf(intervals: readonly Interval[]): number {
  const known = intervals.find((one) => one.maxMs > 0 && one.histogram.totalCount > 0);
  return known === undefined
    ? usualUnit
    : 10 ** Math.round(Math.log10(known.histogram.maxValue / known.maxMs));
}

function mergeAll(intervals: readonly Interval[]): Histogram {
  const digits = smallest(intervals.map((one) => one.histogram.numberOfSignificantValueDigits));
  const merged = build({
    bitBucketSize: 64,
    numberOfSignificantValueDigits: digits as 1 | 2 | 3 | 4 | 5,
    autoResize: true,
  });
  for (const { histogram } of intervals) merged.add(histogram);
  return merged;
}

function latencyOf(histogram: Histogram, unit: number): ReportedLatency {
  const at = (percent: number): number => histogram.getValueAtPercentile(percent) / unit;
  return {
    source: 'histogram',
    relativeError: 10 ** -histogram.numberOfSignificantValueDigits,
    min: at(0),
    max: histogram.maxValue / unit,
    mean: histogram.mean / unit,
    stddev: histogram.stdDeviation / unit,
    p50: at(50),
    p90: at(90),
    p95: at(95),
    p99: at(99),
    p999: at(99.9),
  };
}

function addPoint(interval: Interval, baseSeconds: number, unit: number, recorder: Recorder): void {
  const { tag, startSeconds, lengthSeconds, histogram } = interval;
  const at = (percent: number): number | null =>
    histogram.totalCount === 0 ? null : histogram.getValueAtPercentile(percent) / unit;
  recorder.timeline.push({
    scenario: null,
    endpoint: tag,
    atMs: (baseSeconds + startSeconds) * 1_000,
    requestsPerSecond: lengthSeconds > 0 ? histogram.totalCount / lengthSeconds : null,
    errorsPerSecond: null,
    users: null,
    p50: at(50),
    p95: at(95),
  });
}
