import { z } from 'zod';
import { artilleryErrors, sumOf, type ErrorCount } from './artillery-errors.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { allEndpoints, otherEndpoints } from '../../record/run-names.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ReportedLatency, ReportedRow } from '../../record/reported-row.ts';
import { cleanText } from '../../fields/text.ts';

const figure = z.number().min(0).nullable().optional();

const summarySchema = z.looseObject({
  min: figure,
  max: figure,
  mean: figure,
  p50: figure,
  median: figure,
  p90: figure,
  p95: figure,
  p99: figure,
  p999: figure,
});

const moment = z.coerce.number().positive().optional();

const periodSchema = z.looseObject({
  counters: z.record(z.string(), z.number()),
  rates: z.record(z.string(), z.number().nullable()).default({}),
  summaries: z.record(z.string(), summarySchema).optional(),
  histograms: z.record(z.string(), summarySchema).optional(),
  firstMetricAt: moment,
  lastMetricAt: moment,
  firstCounterAt: moment,
  lastCounterAt: moment,
  period: moment,
});

/** What is needed of a report of Artillery 2. */
export const artilleryV2Schema = z.looseObject({
  aggregate: periodSchema,
  intermediate: z.array(periodSchema),
});

type Period = z.infer<typeof periodSchema>;
type Summary = z.infer<typeof summarySchema>;

const requestsKey = 'http.requests';
const latencyKey = 'http.response_time';

/** Records a report of Artillery 2: a row an endpoint where the plugin counted them, else one of all requests. */
export function readArtilleryV2(
  { aggregate, intermediate }: z.infer<typeof artilleryV2Schema>,
  recorder: Recorder,
  account: FileAccount,
): void {
  const count = aggregate.counters[requestsKey];
  if (count === undefined)
    throw new IngestError(
      'no-requests',
      'The report counts no HTTP requests (`http.requests`).',
      'Other engines of Artillery (WebSocket, Socket.IO, browser) are not read.',
    );
  const seconds = spanOf(aggregate, recorder);
  const rate = (requests: number): number | null => (seconds > 0 ? requests / seconds : null);
  const whole = wholeRow(aggregate, count, account);
  const endpoints = endpointRows(aggregate, account);
  account.accept(endpoints.length + 1);
  if (endpoints.length === 0) recorder.reported({ ...whole, requestsPerSecond: rate(count) });
  else {
    recorder.reportedPooled({ ...whole, requestsPerSecond: rate(count) });
    for (const row of withRest(endpoints, whole))
      recorder.reported({ ...row, requestsPerSecond: rate(row.count ?? 0) });
  }
  for (const period of intermediate) addPoint(period, recorder);
}

function spanOf(aggregate: Period, recorder: Recorder): number {
  const first = aggregate.firstMetricAt ?? aggregate.firstCounterAt;
  const last = aggregate.lastMetricAt ?? aggregate.lastCounterAt;
  if (first === undefined || last === undefined) return 0;
  recorder.startedAtMs = first;
  recorder.durationSeconds = (last - first) / 1_000;
  return recorder.durationSeconds;
}

function wholeRow({ counters, ...period }: Period, count: number, account: FileAccount): CountedRow {
  const codes = countersAfter(counters, 'http.codes.');
  const errorTypes = artilleryErrors(countersAfter(counters, 'errors.'), codes, account);
  const summaries = period.summaries ?? period.histograms ?? {};
  // Of successes alone: 2xx, unless there were redirects as well, which are distinguished from them.
  const hasRedirects = [...codes.keys()].some((code) => code.startsWith('3'));
  return {
    endpoint: allEndpoints,
    count,
    errors: sumOf(errorTypes),
    errorTypes,
    latency: latencyOf(summaries[latencyKey]),
    latencyOk: hasRedirects ? null : latencyOf(summaries[`${latencyKey}.2xx`]),
  };
}

/** Counters whose name begins with the prefix, by the rest of their name. Names hold dots. */
const countersAfter = (counters: Readonly<Record<string, number>>, prefix: string): Map<string, number> =>
  new Map(
    Object.entries(counters)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, count]) => [cleanText(key.slice(prefix.length)), count]),
  );

const pluginName = 'plugins.metrics-by-endpoint';
const endpointLatency = /^(?<plugin>.+?)\.response_time\.(?<endpoint>.+)$/;

/** A row an endpoint, from the counters and summaries of the plugin, under its own name or one given to it. */
function endpointRows({ counters, ...period }: Period, account: FileAccount): ReportedRow[] {
  const summaries = period.summaries ?? period.histograms ?? {};
  const latencies = new Map<string, Summary>();
  const plugins = new Set([pluginName]);
  for (const [key, summary] of Object.entries(summaries)) {
    const { plugin, endpoint } = endpointLatency.exec(key)?.groups ?? {};
    if (!plugin || plugin === 'http' || !endpoint) continue;
    plugins.add(plugin);
    latencies.set(endpoint, summary);
  }
  const codes = new Map<string, Map<string, number>>();
  const errors = new Map<string, Map<string, number>>();
  for (const plugin of plugins) {
    for (const [key, count] of Object.entries(counters)) {
      if (!key.startsWith(`${plugin}.`)) continue;
      const name = key.slice(plugin.length + 1);
      file(name, '.codes.', count, codes);
      file(name, '.errors.', count, errors);
    }
  }
  const names = new Set([...latencies.keys(), ...codes.keys(), ...errors.keys()]);
  return [...names].map((name) =>
    endpointRow(
      name,
      { codes: codes.get(name), errors: errors.get(name), latency: latencies.get(name) },
      account,
    ),
  );
}

/** Files a counter named `<endpoint><mark><what>` under its endpoint. */
function file(name: string, mark: string, count: number, into: Map<string, Map<string, number>>): void {
  const at = name.lastIndexOf(mark);
  if (at < 0) return;
  const endpoint = name.slice(0, at);
  const counts = into.get(endpoint) ?? new Map<string, number>();
  counts.set(cleanText(name.slice(at + mark.length)), count);
  into.set(endpoint, counts);
}

interface EndpointValues {
  readonly codes: ReadonlyMap<string, number> | undefined;
  readonly errors: ReadonlyMap<string, number> | undefined;
  readonly latency: Summary | undefined;
}

function endpointRow(name: string, figures: EndpointValues, account: FileAccount): ReportedRow {
  const { codes = new Map<string, number>(), errors = new Map<string, number>(), latency } = figures;
  const errorTypes = artilleryErrors(errors, codes, account);
  const unanswered: ErrorCount[] = errorTypes.filter((one) => !codes.has(one.type));
  const responses = [...codes.values()].reduce((sum, count) => sum + count, 0);
  return {
    endpoint: cleanText(name),
    count: responses + sumOf(unanswered),
    errors: sumOf(errorTypes),
    errorTypes,
    latency: latencyOf(latency),
  };
}

/** A row whose requests and failures were counted. */
type CountedRow = ReportedRow & { readonly count: number; readonly errors: number };

/** The endpoints, and what was counted of no endpoint as one more. */
function withRest(endpoints: readonly ReportedRow[], whole: CountedRow): ReportedRow[] {
  const sum = (pick: (row: ReportedRow) => number | null): number =>
    endpoints.reduce((total, row) => total + (pick(row) ?? 0), 0);
  const count = whole.count - sum((row) => row.count);
  const errors = whole.errors - sum((row) => row.errors);
  if (count <= 0 || errors < 0 || errors > count) return [...endpoints];
  return [...endpoints, { endpoint: otherEndpoints, count, errors, latency: null }];
}

function latencyOf(summary: Summary | undefined): ReportedLatency | null {
  if (summary === undefined) return null;
  const { min, max, mean, p50, median, p90, p95, p99, p999 } = summary;
  return {
    min: min ?? null,
    max: max ?? null,
    mean: mean ?? null,
    p50: p50 ?? median ?? null,
    p90: p90 ?? null,
    p95: p95 ?? null,
    p99: p99 ?? null,
    p999: p999 ?? null,
  };
}

function addPoint(period: Period, recorder: Recorder): void {
  if (period.period === undefined) return;
  const latency = (period.summaries ?? period.histograms)?.[latencyKey];
  recorder.timeline.push({
    scenario: null,
    endpoint: allEndpoints,
    atMs: period.period,
    requestsPerSecond: period.rates['http.request_rate'] ?? null,
    errorsPerSecond: null,
    users: null,
    p50: latency?.p50 ?? latency?.median ?? null,
    p95: latency?.p95 ?? null,
  });
}
