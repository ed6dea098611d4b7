import { addSample, type CustomSamples, type K6CustomMetrics } from './k6-custom.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { k6Target, k6Tags, type K6Samples, type K6Tags, type K6Target } from './k6-samples.ts';
import { ByteNames } from '../../scan/byte-names.ts';
import { decimalOf } from '../../scan/byte-numbers.ts';
import { ByteTimes } from '../../scan/byte-times.ts';
import { parseDateTime } from '../../fields/times.ts';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const open = 0x7b;
const close = 0x7d;

/** Tags that are known again at most: ids in tags would be as many as there are requests. */
const mostTags = 20_000;

const ofInterest = ['http_req_duration', 'http_req_failed', 'group_duration', 'vus'] as const;
type Metric = (typeof ofInterest)[number];
const metrics = ofInterest.map((name) => ({ name, bytes: Buffer.from(name) }));

const beforeMetric = Buffer.from('{"metric":"');
const beforeTime = Buffer.from('","type":"Point","data":{"time":"');
const beforeValue = Buffer.from('","value":');
const beforeTags = Buffer.from(',"tags":');
const lastMetric = Buffer.from('"metric":"');

/**
 * Reads lines of k6's JSON output. Most lines are of metrics that are not needed: the metric's name is looked at
 * before anything else, and lines laid out as k6 writes them are read where they lie. Any other goes through JSON.parse.
 */
export class K6LineReader {
  readonly #samples: K6Samples;
  readonly #account: FileAccount;
  readonly #times = new ByteTimes();
  readonly #targets: ByteNames<K6Target>;
  readonly #custom: K6CustomMetrics;
  readonly #customByName: ByteNames<CustomSamples | null>;

  constructor(samples: K6Samples, custom: K6CustomMetrics, account: FileAccount) {
    this.#samples = samples;
    this.#account = account;
    const read = (bytes: Uint8Array, start: number, end: number): string =>
      Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
    this.#custom = custom;
    this.#customByName = new ByteNames((text) => custom.of(text), mostCustom, read);
    this.#targets = new ByteNames((text) => k6Target(tagsOf(parseJson(text))), mostTags, read);
  }

  /** Reads the line in `bytes[start, end)`. */
  line(bytes: Buffer, start: number, end: number, line: number, isCut: boolean): void {
    if (start === end) return;
    const refused = isCut
      ? 'the line is longer than 1 MiB'
      : bytes[end - 1] === close
        ? this.#read(bytes, start, end)
        : 'the line is not a whole JSON object';
    if (refused === null) this.#account.accept();
    else this.#account.refuse(line, refused);
  }

  #read(bytes: Buffer, start: number, end: number): string | null {
    if (!isAt(bytes, start, beforeMetric))
      return this.#isOtherMetricLast(bytes, start, end) ? null : this.#readSlowly(bytes, start, end);
    const nameStart = start + beforeMetric.length;
    const nameEnd = indexOf(bytes, quote, nameStart, end);
    const metric = metricAt(bytes, nameStart, nameEnd);
    if (metric === null) return this.#readOther(bytes, start, end, { nameStart, nameEnd });
    if (metric === 'http_req_failed' && !this.#samples.isWaiting) return null;
    const timeStart = nameEnd + beforeTime.length;
    const timeEnd = indexOf(bytes, quote, timeStart, end);
    const valueStart = timeEnd + beforeValue.length;
    const valueEnd = indexOf(bytes, comma, valueStart, end);
    const tagsStart = valueEnd + beforeTags.length;
    const isAsWritten =
      isAt(bytes, nameEnd, beforeTime) &&
      isAt(bytes, timeEnd, beforeValue) &&
      isAt(bytes, valueEnd, beforeTags);
    const value = isAsWritten ? decimalOf(bytes, valueStart, valueEnd) : NaN;
    const endMs = isAsWritten ? this.#times.epochMs(bytes, timeStart, timeEnd) : NaN;
    const tagsEnd = bytes[tagsStart] === open ? objectEnd(bytes, tagsStart, end) : -1;
    if (tagsEnd < 0 || Number.isNaN(value) || Number.isNaN(endMs)) return this.#readSlowly(bytes, start, end);
    const target = hasTarget(metric) ? this.#targets.get(bytes, tagsStart, tagsEnd) : null;
    return this.#point(metric, endMs, value, target);
  }

  /** True for a line that ends with the name of a metric that is not needed, as older versions lay lines out. */
  #isOtherMetricLast(bytes: Buffer, start: number, end: number): boolean {
    if (bytes[end - 2] !== quote) return false;
    const nameStart = bytes.lastIndexOf(quote, end - 3) + 1;
    const keyStart = nameStart - lastMetric.length;
    if (keyStart <= start || !isAt(bytes, keyStart, lastMetric)) return false;
    return (
      metricAt(bytes, nameStart, end - 2) === null &&
      this.#customByName.get(bytes, nameStart, end - 2) === null
    );
  }

  /** A line of a metric that is no request: most are k6's own and not needed, the others are the script's. */
  #readOther(
    bytes: Buffer,
    start: number,
    end: number,
    { nameStart, nameEnd }: { readonly nameStart: number; readonly nameEnd: number },
  ): string | null {
    const samples = this.#customByName.get(bytes, nameStart, nameEnd);
    if (samples === null) return null;
    const timeEnd = indexOf(bytes, quote, nameEnd + beforeTime.length, end);
    const valueStart = timeEnd + beforeValue.length;
    const isAsWritten = isAt(bytes, nameEnd, beforeTime) && isAt(bytes, timeEnd, beforeValue);
    const value = isAsWritten ? decimalOf(bytes, valueStart, indexOf(bytes, comma, valueStart, end)) : NaN;
    if (Number.isNaN(value)) return this.#readSlowly(bytes, start, end);
    addSample(samples, value);
    return null;
  }

  #point(metric: Metric, endMs: number, value: number, target: K6Target | null): string | null {
    if (!(value >= 0)) return `\`data.value\` of ${metric} must be a number from 0 up, got ${value}`;
    if (metric === 'vus') this.#samples.users(value);
    else if (metric === 'http_req_failed') this.#samples.outcome(value);
    else if (target !== null) {
      if (metric === 'group_duration') this.#samples.group(target, endMs, value);
      else this.#samples.request(target, endMs, value);
    }
    return null;
  }

  #define(metric: unknown, data: unknown): null {
    const isStated = typeof data === 'object' && data !== null;
    if (typeof metric === 'string' && isStated) this.#custom.define(metric, data);
    return null;
  }

  #customPoint(metric: string, data: unknown): null {
    const samples = this.#custom.of(metric);
    const value = (data as { value?: unknown } | null)?.value;
    if (samples !== null && typeof value === 'number' && Number.isFinite(value)) addSample(samples, value);
    return null;
  }

  /** Any layout that is valid JSON: what k6 of other versions, or a tool in between, may write. */
  #readSlowly(bytes: Buffer, start: number, end: number): string | null {
    const value = parseJson(bytes.toString('utf8', start, end));
    if (typeof value !== 'object' || value === null) return 'the line is not a JSON object';
    const { type, metric, data } = value as { type?: unknown; metric?: unknown; data?: unknown };
    if (type === 'Metric') return this.#define(metric, data);
    if (type !== 'Point') return '`type` must be Metric or Point';
    if (typeof metric !== 'string') return '`metric` must be a name';
    const known = ofInterest.find((name) => name === metric);
    if (known === undefined) return this.#customPoint(metric, data);
    if (typeof data !== 'object' || data === null) return '`data` must be an object';
    const { time, value: figure, tags } = data as { time?: unknown; value?: unknown; tags?: unknown };
    const at = typeof time === 'string' ? parseDateTime(time, null) : null;
    if (at?.hasZone !== true) return '`data.time` must be a time with its zone';
    if (typeof figure !== 'number') return '`data.value` must be a number';
    const key = Buffer.from(JSON.stringify(tags ?? {}));
    return this.#point(
      known,
      at.epochMs,
      figure,
      hasTarget(known) ? this.#targets.get(key, 0, key.length) : null,
    );
  }
}

/** The metrics of a script are few; further names are looked up anew. */
const mostCustom = 1_000;

/** True for metrics whose tags are needed. */
const hasTarget = (metric: Metric): boolean => metric === 'http_req_duration' || metric === 'group_duration';

/** Where the byte is in `bytes[start, end)`; `end` where it is not. */
function indexOf(bytes: Uint8Array, byte: number, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== byte) at++;
  return at;
}

function isAt(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}

function metricAt(bytes: Uint8Array, start: number, end: number): Metric | null {
  for (const metric of metrics)
    if (metric.bytes.length === end - start && isAt(bytes, start, metric.bytes)) return metric.name;
  return null;
}

/** Where the object of strings that begins at `start` ends; -1 where it does not. */
function objectEnd(bytes: Uint8Array, start: number, end: number): number {
  let isText = false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === quote) isText = !isText;
    else if (byte === backslash) at++;
    else if (byte === close && !isText) return at + 1;
  }
  return -1;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The tags that are needed; whatever else the object holds is not read. */
function tagsOf(value: unknown): K6Tags {
  if (typeof value !== 'object' || value === null) return {};
  const tag = (key: string): string | undefined => {
    const text = (value as Record<string, unknown>)[key];
    return typeof text === 'string' ? text : undefined;
  };
  return k6Tags(tag);
}
