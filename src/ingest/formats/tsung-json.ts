import { z } from 'zod';
import { at } from '../../model/checked.ts';
import type { Adapter } from '../adapter.ts';
import type { FileAccount } from '../record/file-account.ts';
import { IngestError } from '../files/ingest-error.ts';
import { errorTypeList, sumCounts } from '../fields/labels.ts';
import { lines, longestLine } from '../files/lines.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ReportedLatency } from '../record/reported-row.ts';
import { cleanText } from '../fields/text.ts';

const figure = z.number().min(0).max(1e15).optional();

/** Counts of requests and the like are whole; other samples (connected, cpu) may be anything. */
const counted = /^(?:request|page|session|tr_.*|http_.*|error_.*)$/;

const sample = z
  .looseObject({
    name: z.string(),
    value: z.number(),
    mean: figure,
    min: figure,
    max: figure,
    global_mean: figure,
    global_count: figure,
    total: figure,
  })
  .refine(({ name, value, global_count = 0, total = 0 }) => {
    const areWhole = [value, global_count, total].every((one) => Number.isSafeInteger(one) && one >= 0);
    return !counted.test(name) || areWhole;
  });

const interval = z.looseObject({ timestamp: z.number().min(0).max(1e10), samples: z.array(sample) });

type Sample = z.infer<typeof sample>;
type Interval = z.infer<typeof interval>;

const lineStart = /^\s*\{"timestamp":\s*\d+,\s*"samples":/;

/** tsung's log with the JSON backend. */
export const tsungJson: Adapter = {
  id: 'tsung-json',
  tool: 'tsung',
  title: 'tsung.log (JSON backend)',
  identifiedBy: 'Lines of {"timestamp": ..., "samples": [...]}.',
  sourceClass: 'reported',
  notes: [
    'One line per interval, in milliseconds; the file may be unclosed. Values are those since the start in the last line: mean, min and max; tsung logs no percentiles.',
    'Errors are statuses of 400 or above and errors of connections (error_*); aborted sessions (error_abort*) are not requests and only cause a warning.',
    'Pages, sessions and tr_* are transactions. The rate is requests per length of the log.',
  ],
  sets: 'each',
  sniff: (head) => head.lines.slice(0, 20).some((line) => lineStart.test(line)),
  read: async ([file], recorder) => readFile(file, recorder),
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, tsungJson.id, tsungJson.tool);
  const intervals: Interval[] = [];
  for await (const { line, text } of lines(file)) {
    if (!/^\s*\{"timestamp"/.test(text)) continue;
    const one = text.length > longestLine ? null : parseInterval(text);
    if (one === null) account.refuse(line, 'not a complete interval');
    else {
      intervals.push(one);
      account.accept();
    }
  }
  const last = intervals.at(-1);
  if (last === undefined) throw new IngestError('no-rows', 'The log contains no complete interval.');
  const first = at(intervals, 0);
  recorder.startedAtMs = first.timestamp * 1_000;
  recorder.durationSeconds = Math.max(0, last.timestamp - first.timestamp);
  addTotals(intervals, recorder, account);
  addTimeline(intervals, recorder);
}

/** The interval of a line, which may end in a comma or in the end of the document. */
function parseInterval(text: string): Interval | null {
  for (const ending of [/(?<!\s)\s*,\s*$/, /(?<!\s)\s*\]\s*\}\s*$/, /$/]) {
    try {
      return interval.parse(JSON.parse(text.replace(ending, '')));
    } catch {
      // The next ending may fit.
    }
  }
  return null;
}

/** The last figures of each name: a name may be missing where nothing happened. */
function latest(intervals: readonly Interval[]): Map<string, Sample> {
  return new Map(intervals.flatMap(({ samples }) => samples.map((one) => [one.name, one] as const)));
}

function addTotals(intervals: readonly Interval[], recorder: Recorder, account: FileAccount): void {
  const last = latest(intervals);
  const total = (name: string): number => last.get(name)?.total ?? 0;
  const errors = [...last.keys()].filter((name) => /^error_(?!abort)/.test(name));
  const errorTypes = errorTypeList([
    ...[...last.keys()].flatMap((name) => {
      const status = /^http_(\d{3})$/.exec(name)?.[1];
      return status !== undefined && Number(status) >= 400 ? [[status, total(name)] as const] : [];
    }),
    ...errors.map((name) => [cleanText(name.slice('error_'.length)), total(name)] as const),
  ]);
  const aborted = total('error_abort');
  if (aborted > 0)
    account.warn(
      'aborted-sessions',
      `${aborted} ${aborted === 1 ? 'session was' : 'sessions were'} aborted and ${aborted === 1 ? 'is not a request' : 'are not requests'}.`,
    );
  const request = last.get('request');
  const answered = countOf(request);
  const count = answered + errors.reduce((sum, name) => sum + total(name), 0);
  const seconds = recorder.durationSeconds ?? 0;
  recorder.reported({
    endpoint: allEndpoints,
    count,
    errors: sumCounts(errorTypes),
    errorTypes,
    latency: latencyOf(request),
    requestsPerSecond: seconds > 0 ? count / seconds : null,
    maxUsers: maxUsers(intervals),
  });
  for (const [name, one] of last)
    if (name === 'page' || name === 'session' || name.startsWith('tr_'))
      recorder.reportedTransaction({
        endpoint: cleanText(name),
        count: countOf(one),
        errors: null,
        latency: latencyOf(one),
      });
}

/** Those before the interval and those in it. */
const countOf = (one: Sample | undefined): number =>
  one === undefined ? 0 : (one.global_count ?? 0) + one.value;

function latencyOf(one: Sample | undefined): ReportedLatency | null {
  const count = countOf(one);
  if (one === undefined || count === 0) return null;
  const { min = null, max = null, mean = 0, value, global_mean = 0, global_count = 0 } = one;
  return { min, max, mean: (global_mean * global_count + mean * value) / count };
}

function maxUsers(intervals: readonly Interval[]): number | null {
  const users = intervals.flatMap(({ samples }) =>
    samples.flatMap((one) => (one.name === 'users' ? [one.max ?? Math.max(0, one.value)] : [])),
  );
  return users.length === 0 ? null : users.reduce((most, some) => Math.max(most, some));
}

function addTimeline(intervals: readonly Interval[], recorder: Recorder): void {
  intervals.forEach(({ timestamp, samples }, i) => {
    const seconds = timestamp - (intervals[i - 1]?.timestamp ?? timestamp);
    const value = (name: string): number | null => samples.find((one) => one.name === name)?.value ?? null;
    const requests = value('request');
    if (seconds <= 0 || requests === null) return;
    recorder.timeline.push({
      scenario: null,
      endpoint: allEndpoints,
      atMs: (timestamp - seconds) * 1_000,
      requestsPerSecond: requests / seconds,
      errorsPerSecond: null,
      users: value('users'),
      p50: null,
      p95: null,
    });
  });
}
