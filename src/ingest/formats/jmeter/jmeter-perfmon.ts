import type { Adapter } from '../../adapter.ts';
import { csvRecords, guessDelimiter, splitLine } from '../../files/csv.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { parseNonNegative, parseNumber } from '../../fields/number-fields.ts';
import { PerfmonHosts, perfmonMetric, type PerfmonMetric } from './perfmon-metrics.ts';
import type { Head, RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ResourceSamples } from '../../record/resource-samples.ts';
import { cleanText } from '../../fields/text.ts';
import { headerOf } from '../../files/tidy-table.ts';

const wanted = ['timeStamp', 'elapsed', 'label', 'success'] as const;

/** Readings of servers that JMeter's PerfMon listener writes as if they were samples. */
export const jmeterPerfmon: Adapter = {
  id: 'jmeter-perfmon',
  tool: 'JMeter PerfMon',
  title: 'JMeter PerfMon in JTL columns',
  identifiedBy:
    'The header of a JTL, and rows without response code and thread whose label is a host and CPU, Memory, Swap, Disks I/O, Network I/O, TCP, JMX, EXEC or TAIL.',
  sourceClass: 'reported',
  results: 'resources',
  notes: [
    'They are not requests: the column elapsed contains the value times 1000.',
    'CPU is in percent of the host (100% is all cores). If there are several hosts, it is their average.',
    'Memory in bytes (metric used) is read as memory in use; percentages and all other metrics are measures (mean over the readings).',
    'Host names are not stored; several hosts are numbered.',
  ],
  sets: 'each',
  sniff: (head) => isPerfmon(head),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

type Columns = ReadonlyMap<string, number>;

const columnsOf = (fields: readonly string[]): Columns =>
  new Map(fields.map((name, at) => [name.trim(), at]));

function isPerfmon(head: Head): boolean {
  const columns = columnsOf(headerOf(head));
  if (!wanted.every((name) => columns.has(name))) return false;
  const [first = '', ...rest] = head.lines.filter((line) => line.trim() !== '').slice(0, 21);
  const delimiter = guessDelimiter(first);
  const rows = rest.map((line) => splitLine(line, delimiter));
  return rows.length > 0 && rows.every((fields) => isReading(fields, columns));
}

function isReading(fields: readonly string[], columns: Columns): boolean {
  const field = (name: string): string => fields[columns.get(name) ?? -1] ?? '';
  return field('responseCode') === '' && field('threadName') === '' && perfmonMetric(field('label')) !== null;
}

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, jmeterPerfmon.id, jmeterPerfmon.tool);
  const delimiter = guessDelimiter(file.head.lines.find((line) => line.trim() !== '') ?? '');
  const samples = new ResourceSamples();
  const hosts = new PerfmonHosts();
  let columns: Columns | null = null;
  for await (const { line, fields } of csvRecords(file, delimiter, (at, why) => account.refuse(at, why))) {
    if (columns === null) {
      columns = columnsOf(fields);
      continue;
    }
    const refusal = readRow(fields, columns, samples, hosts);
    if (refusal === null) account.accept();
    else account.refuse(line, refusal);
  }
  if (account.accepted === 0)
    throw new IngestError('no-rows', 'The file contains no reading.', 'Check that the server agent ran.');
  finish(recorder, account, samples, hosts);
}

function readRow(
  fields: readonly string[],
  columns: Columns,
  samples: ResourceSamples,
  hosts: PerfmonHosts,
): string | null {
  const field = (name: string): string => fields[columns.get(name) ?? -1] ?? '';
  const metric: PerfmonMetric | null = perfmonMetric(field('label'));
  if (metric === null)
    return `\`label\` must be a host and a metric, got "${cleanText(field('label')).slice(0, 40)}"`;
  const atMs = parseNonNegative(field('timeStamp'));
  if (atMs === null)
    return `\`timeStamp\` must be epoch milliseconds, got "${cleanText(field('timeStamp')).slice(0, 40)}"`;
  const thousandths = parseNumber(field('elapsed'));
  if (thousandths === null)
    return `\`elapsed\` must be a value times 1000, got "${cleanText(field('elapsed')).slice(0, 40)}"`;
  const host = hosts.numbered(metric.host);
  const value = thousandths / 1_000;
  if (metric.kind === 'cpu') samples.addCpu(atMs, host, value);
  else if (metric.kind === 'memory') samples.addMemory(atMs, host, value * metric.mbEach);
  else hosts.addMeasure(host, metric, value);
  return null;
}

function finish(
  recorder: Recorder,
  account: FileAccount,
  samples: ResourceSamples,
  hosts: PerfmonHosts,
): void {
  recorder.cpuScale = 'host';
  if (hosts.count > 1)
    account.warn(
      'several-hosts',
      `The readings are of ${hosts.count} hosts: CPU is averaged over them, memory is shown for each. Host names are not stored.`,
    );
  for (const measure of hosts.measures()) recorder.measure(measure);
  samples.finish(recorder, account);
}
