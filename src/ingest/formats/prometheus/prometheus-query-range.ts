import { z } from 'zod';
import { at } from '../../../model/checked.ts';
import { stableFileName } from '../../across-files/stable-file-names.ts';
import type { Adapter } from '../../adapter.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { parseDocument } from '../../files/json-document.ts';
import { measureOf, meaningOf, seriesNames, type SeriesMeaning } from './prometheus-series.ts';
import { parseNumber } from '../../fields/number-fields.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ResourceSamples } from '../../record/resource-samples.ts';
import { cleanText } from '../../fields/text.ts';
import { bytesPerMb } from '../../fields/unit-names.ts';

const point = z.tuple([z.number(), z.string()]);
const series = z.looseObject({
  metric: z.record(z.string(), z.string()),
  values: z.array(point).optional(),
  value: point.optional(),
});
const schema = z.looseObject({
  status: z.string(),
  error: z.string().optional(),
  errorType: z.string().optional(),
  data: z.looseObject({ resultType: z.string(), result: z.array(z.unknown()) }).optional(),
});

/** The answer of Prometheus' `/api/v1/query_range` (and `/api/v1/query`). */
export const prometheusQueryRange: Adapter = {
  id: 'prometheus-query-range',
  tool: 'Prometheus',
  title: 'Prometheus query_range JSON',
  identifiedBy: '"status" with "data.resultType" and "data.result", or an error with "errorType".',
  sourceClass: 'reported',
  results: 'resources',
  notes: [
    'Memory in use: metrics whose name contains memory, rss, heap or working set in bytes, and not of a limit, a total or what is free. MB are 2^20 bytes.',
    'CPU: recording rules with cpu and rate in their name, times 100, on the core scale (1 CPU second per second is 100%); system_cpu_usage and process_cpu_usage times 100 on the host scale. Several series are added up on the core scale.',
    'rate() and sum() drop the name of a metric. A series without name is taken as CPU or memory if the name of its file says so (cpu, mem, memory, rss), with a warning; else it is a measure.',
    'Every other series is a measure: the mean of its values, unit by suffix, better lower unless its name says otherwise. Counters without rate() are left out, with a warning.',
    'A single series with a label container, container_name, name, groupname or process is the operation of this name. The mean CPU of each of several such series (at most 20) is a measure.',
    'NaN and Inf are skipped and counted. Rows are the values. Labels such as instance are not stored.',
  ],
  sets: 'each',
  sniff: (head) => {
    const json = head.json as
      | { status?: unknown; data?: { resultType?: unknown; result?: unknown }; errorType?: unknown }
      | null
      | undefined;
    if (typeof json !== 'object' || json === null) return false;
    const hasData = typeof json.data?.resultType === 'string' && Array.isArray(json.data.result);
    return (
      (json.status === 'success' && hasData) ||
      (json.status === 'error' && typeof json.errorType === 'string')
    );
  },
  read: async (files, recorder) => {
    for (const file of files) readFile(file, recorder);
    return Promise.resolve();
  },
};

/** The query is not in the file: its name is the only one that a nameless series has. */
const fileStem = (path: string): string =>
  cleanText(stem(stableFileName(path) ?? '')) || cleanText(stem(path)) || 'value';

const stem = (path: string): string => /([^/\\]*?)(?:\.[a-z]+)*$/i.exec(path)?.[1] ?? '';

type Point = readonly [seconds: number, value: string];

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, prometheusQueryRange.id, prometheusQueryRange.tool);
  const found = seriesOf(file);
  if (found.length === 0)
    account.warn(
      'empty-result',
      'Prometheus returned no series: check the query, its labels and its time range.',
    );
  const names = seriesNames(
    found.map((one) => one.metric),
    fileStem(file.path),
  );
  const samples = new ResourceSamples();
  let skipped = 0;
  for (const [i, { metric, points }] of found.entries()) {
    const numbers = finite(points);
    account.accept(points.length);
    skipped += points.length - numbers.length;
    const meaning = settle(metric, file.path, recorder, account);
    if (isIdleCpu(metric, meaning)) continue;
    samples.nameContainer(at(names, i), containerOf(metric));
    pour(numbers, at(names, i), meaning, { recorder, samples, account });
  }
  if (skipped > 0) account.warn('not-a-number', `Values that are NaN or infinite were skipped: ${skipped}.`);
  samples.finish(recorder, account);
}

function seriesOf(file: RawFile): { metric: Readonly<Record<string, string>>; points: readonly Point[] }[] {
  const document = parseDocument(file, schema);
  if (document.status !== 'success' || document.data === undefined)
    throw new IngestError(
      'query-failed',
      `Prometheus returned an error${document.errorType === undefined ? '' : ` (${cleanText(document.errorType)})`}: ${cleanText(document.error ?? 'no reason given')}`,
      'Correct the query and save its response again.',
    );
  const { resultType, result } = document.data;
  if (resultType !== 'matrix' && resultType !== 'vector')
    throw new IngestError(
      'no-series',
      `The response is a ${cleanText(resultType)}, not a set of series.`,
      'Query a range of an instant vector with query_range.',
    );
  const checked = z.array(series).safeParse(result);
  if (!checked.success)
    throw new IngestError(
      'unexpected-shape',
      'A series of `data.result` has no `metric` with `values` of [seconds, "value"].',
      'Save the response of Prometheus unchanged.',
    );
  return checked.data.map(({ metric, values, value }) => ({
    metric,
    points: values ?? (value === undefined ? [] : [value]),
  }));
}

interface Reading {
  readonly atMs: number;
  readonly value: number;
}

function finite(points: readonly Point[]): Reading[] {
  return points.flatMap(([seconds, text]) => {
    const value = parseNumber(text);
    return value === null ? [] : [{ atMs: Math.round(seconds * 1_000), value }];
  });
}

/** What the series is, with the file's name as a hint where rate() or sum() dropped the metric's. */
function settle(
  metric: Readonly<Record<string, string>>,
  path: string,
  recorder: Recorder,
  account: FileAccount,
): SeriesMeaning {
  const name = metric.__name__;
  const meaning = name === undefined ? hinted(path, metric, account) : meaningOf(name);
  if (meaning.kind !== 'cpu') return meaning;
  recorder.cpuScale ??= meaning.scale;
  if (recorder.cpuScale === meaning.scale) return meaning;
  account.warn('two-scales', 'CPU values of two scales are in one file: those of the second are measures.');
  return measureOf(name ?? '');
}

function hinted(path: string, metric: Readonly<Record<string, string>>, account: FileAccount): SeriesMeaning {
  const fileName = fileStem(path).toLowerCase();
  const says = (words: string): boolean => new RegExp(`(?:^|[^a-z])(?:${words})(?:[^a-z]|$)`).test(fileName);
  const isCpu = says('cpu') || ('cpu' in metric && 'mode' in metric);
  const isMemory = !isCpu && says('mem|memory|rss|heap');
  if (!isCpu && !isMemory) return measureOf('');
  account.warn(
    'named-by-file',
    isCpu
      ? 'The series have no metric name (rate() drops it): taken as CPU seconds per second, by the name of the file or their labels.'
      : 'The series have no metric name: taken as bytes of memory in use, by the name of the file.',
  );
  return isCpu ? { kind: 'cpu', scale: 'core', percentEach: 100 } : { kind: 'memory' };
}

/** Labels that name a container or a process, those of cAdvisor first. */
const containerLabels = ['container', 'container_name', 'name', 'groupname', 'process'];

const containerOf = (metric: Readonly<Record<string, string>>): string =>
  cleanText(
    containerLabels.map((label) => metric[label]).find((name) => name !== undefined && name !== '') ?? '',
  );

const isIdleCpu = (metric: Readonly<Record<string, string>>, meaning: SeriesMeaning): boolean =>
  meaning.kind === 'cpu' && /^(?:idle|iowait|steal|guest.*)$/.test(metric.mode ?? '');

interface Into {
  readonly recorder: Recorder;
  readonly samples: ResourceSamples;
  readonly account: FileAccount;
}

function pour(readings: readonly Reading[], name: string, meaning: SeriesMeaning, into: Into): void {
  if (meaning.kind === 'memory')
    for (const { atMs, value } of readings) into.samples.addMemory(atMs, name, value / bytesPerMb);
  else if (meaning.kind === 'cpu')
    for (const { atMs, value } of readings) into.samples.addCpu(atMs, name, value * meaning.percentEach);
  else if (meaning.kind === 'counter')
    into.account.warn(
      'counter',
      `"${name}" is a counter: its values only grow. Query rate(...) of it instead; it was left out.`,
    );
  else if (readings.length > 0)
    into.recorder.measure({
      name: `${name} (mean)`,
      unit: meaning.unit,
      direction: meaning.direction,
      value: readings.reduce((sum, { value }) => sum + value, 0) / readings.length,
      n: readings.length,
    });
}
