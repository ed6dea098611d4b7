import { z } from 'zod';
import { at } from '../../model/checked.ts';
import type { Adapter } from '../adapter.ts';
import { IngestError } from '../files/ingest-error.ts';
import { errorTypeList, sumCounts } from '../fields/labels.ts';
import { lines, longestLine } from '../files/lines.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ReportedLatency } from '../record/reported-row.ts';

const stats = z.record(z.string(), z.unknown());

const row = /^\w+ \[[\d:.-]+\] stats: (\{.*\})\s*$/;
const latencyName = 'client/request_latency_ms';

/** One interval's statistics, the numbers among them. */
type Interval = Readonly<Record<string, number>>;

/** Iago's statistics log. */
export const iagoLog: Adapter = {
  id: 'iago-log',
  tool: 'Iago',
  title: 'Iago statistics log',
  identifiedBy: 'Lines "INF [time] stats: {...}" with client/request_latency_ms values.',
  sourceClass: 'reported',
  notes: [
    'One line per interval (a minute), in milliseconds: requests are added up, minimum and maximum are of all, the mean is of the sums.',
    'Percentiles are of one interval, so they are read only if the log has a single one.',
    'Errors are responses of status 400 or above (Iago counts each status by its number) and failures of the client.',
  ],
  sets: 'each',
  sniff: (head) =>
    head.text.includes('] stats: {') &&
    /^\w+ \[[\d:.-]+\] stats: \{/m.test(head.text) &&
    head.text.replaceAll('\\/', '/').includes(`"${latencyName}_count"`),
  read: async ([file], recorder) => readFile(file, recorder),
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, iagoLog.id, iagoLog.tool);
  const intervals: Interval[] = [];
  for await (const { line, text } of lines(file)) {
    if (!text.includes('] stats: {')) continue;
    const one = text.length > longestLine ? null : parseInterval(text);
    if (one === null) account.refuse(line, 'not a complete line of statistics');
    else {
      intervals.push(one);
      account.accept();
    }
  }
  if (intervals.length === 0)
    throw new IngestError('no-rows', 'The log contains no complete line of statistics.');
  addIntervals(intervals, recorder);
}

function parseInterval(text: string): Interval | null {
  try {
    const parsed = stats.parse(JSON.parse(row.exec(text)?.[1] ?? ''));
    const numbers = Object.entries(parsed).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] >= 0 && entry[1] < 1e15,
    );
    const interval = Object.fromEntries(numbers);
    return Number.isInteger(interval['client/requests']) ? interval : null;
  } catch {
    return null;
  }
}

function addIntervals(intervals: readonly Interval[], recorder: Recorder): void {
  const sum = (name: string): number => intervals.reduce((total, one) => total + (one[name] ?? 0), 0);
  const statuses = new Set(
    intervals.flatMap((one) => Object.keys(one).filter((name) => /^[1-9]\d\d$/.test(name))),
  );
  const count = sum('client/requests');
  const errorTypes = errorTypeList([
    ...[...statuses].map((status) => [status, Number(status) >= 400 ? sum(status) : 0] as const),
    ['no response', sum('client/failures')],
  ]);
  const seconds = setTimes(intervals, recorder);
  recorder.reported({
    endpoint: allEndpoints,
    count,
    errors: sumCounts(errorTypes),
    errorTypes,
    latency: latencyOf(intervals, sum),
    requestsPerSecond: seconds === null ? null : count / seconds,
  });
}

/** The log's start and length in seconds; each line's time is the end of its interval. Null for a single line. */
function setTimes(intervals: readonly Interval[], recorder: Recorder): number | null {
  const times = intervals.map((one) => one.timestamp ?? NaN);
  const width = times.length > 1 ? at(times, 1) - at(times, 0) : NaN;
  if (!(width > 0)) return null;
  const startSeconds = at(times, 0) - width;
  recorder.startedAtMs = startSeconds * 1_000;
  recorder.durationSeconds = at(times, -1) - startSeconds;
  return recorder.durationSeconds;
}

function latencyOf(intervals: readonly Interval[], sum: (name: string) => number): ReportedLatency | null {
  const timed = intervals.filter((one) => (one[`${latencyName}_count`] ?? 0) > 0);
  if (timed.length === 0) return null;
  const extreme = (name: string, choose: (a: number, b: number) => number): number | null => {
    const values = timed.flatMap((one) => one[`${latencyName}_${name}`] ?? []);
    return values.length === 0 ? null : values.reduce((a, b) => choose(a, b));
  };
  const only = (name: string): number | null =>
    timed.length === 1 ? (at(timed, 0)[`${latencyName}_${name}`] ?? null) : null;
  return {
    min: extreme('minimum', Math.min),
    max: extreme('maximum', Math.max),
    mean: sum(`${latencyName}_sum`) / sum(`${latencyName}_count`),
    p50: only('p50'),
    p90: only('p90'),
    p95: only('p95'),
    p99: only('p99'),
    p999: only('p999'),
  };
}
