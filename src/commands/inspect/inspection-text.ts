import { isBenchmarkFormat } from '../../ingest/format-registry.ts';
import type { EndpointRow, InspectedFile, Inspection } from '../../model/documents/inspection.ts';
import { formatBytes, formatDuration, formatValue, formatMoment, noValue } from '../../model/text/format.ts';
import { counted } from '../../model/text/counted.ts';
import { textTable } from '../terminal/text-table.ts';

/** An inspection as a person reads it in a terminal. */
export function inspectionText(inspection: Inspection): string {
  const { files, startedAt, durationSeconds, total, endpoints } = inspection;
  const when = [
    startedAt === null ? 'start not recorded' : `started ${formatMoment(startedAt)}`,
    durationSeconds === null ? 'duration not recorded' : formatDuration(durationSeconds),
  ].join(', ');
  const parts = [
    files.map(fileText).join(''),
    endpoints.length === 0 ? '' : `${when}\n\n${endpointTable(endpoints)}`,
    endpoints.length === 0 || total.count === null || isOfBenchmarks(files)
      ? ''
      : `${countedNoun(total.count, 'request')} in total\n`,
    transactionsText(inspection),
    measuresText(inspection),
    inspection.memory.length === 0 ? '' : memoryTable(inspection),
    inspection.cpu.length === 0 ? '' : cpuTable(inspection),
    inspection.history
      .map((one) => `${one.series}: ${counted(one.points.length, 'point')} (${one.unit})\n`)
      .join(''),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** Benchmarks send no requests, and unlike iterations have no total. */
const isOfBenchmarks = (files: readonly InspectedFile[]): boolean =>
  files.every(({ format }) => format !== null && isBenchmarkFormat(format));

/** A number with thousands separators and its noun. */
const countedNoun = (n: number, noun: string): string =>
  `${formatValue(n, 'count')} ${n === 1 ? noun : `${noun}s`}`;

function fileText(file: InspectedFile): string {
  if (file.error !== null)
    return `${file.path}\n  cannot be read: ${file.error.message} ${file.error.hint ?? ''}\n`;
  const rejected = file.refused.count === 0 ? '' : `, ${file.refused.count} rejected`;
  const tool = [file.tool, file.toolVersion].filter((one) => one !== null).join(' ');
  const lines = [
    file.path,
    `  ${tool} (${file.format ?? ''}), ${formatBytes(file.bytes ?? 0)}, ${counted(file.rows ?? 0, 'row')}${rejected}`,
    ...file.refused.first.map((row) => `  line ${row.line} rejected: ${row.reason}`),
    ...file.warnings.map((warning) => `  note: ${warning.message}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** The times of a table row, in the order of their columns. */
const shownTimes = ['min', 'mean', 'p50', 'p95', 'p99', 'max'] as const;

function endpointTable(rows: readonly EndpointRow[], what = 'endpoint'): string {
  const texts = rows.map(({ latencyMs }) =>
    shownTimes.map((name) => formatValue(latencyMs?.[name] ?? null, 'ms')),
  );
  // Times of benchmarks may be in other units: each then keeps its own.
  const isInMs = texts.flat().every((text) => text === noValue || /\sms$/.test(text));
  return textTable(
    [what, 'count', 'errors', isInMs ? 'min ms' : 'min', 'mean', 'p50', 'p95', 'p99', 'max', 'source'],
    rows.map(({ scenario, endpoint, count, errors, latencyMs }, i) => [
      scenario === null ? endpoint : `${scenario} / ${endpoint}`,
      formatValue(count, 'count'),
      formatValue(errors, 'count'),
      ...(texts[i] ?? []).map((text) => (isInMs ? text.replace(/\sms$/, '') : text)),
      latencyMs?.source ?? noValue,
    ]),
  );
}

/** Transactions: rows of the file that are not among its requests. */
function transactionsText({ transactions }: Inspection): string {
  if (transactions.length === 0) return '';
  const n = transactions.reduce((sum, { count }) => sum + (count ?? 0), 0);
  return `${countedNoun(n, 'transaction')}, not counted as ${n === 1 ? 'a request' : 'requests'}: ${n === 1 ? 'it spans' : 'they span'} other requests\n\n${endpointTable(transactions, 'transaction')}`;
}

function measuresText({ measures }: Inspection): string {
  if (measures.length === 0) return '';
  return textTable(
    ['measure', 'value', 'unit', 'better', 'n'],
    measures.map((one) => [
      one.name,
      formatValue(one.value, 'score'),
      one.unit,
      one.direction,
      String(one.n),
    ]),
  );
}

function memoryTable({ memory }: Inspection): string {
  const mb = (value: number | null): string => formatValue(value, 'score');
  return textTable(
    ['operation', 'base MB', 'peak', 'final', 'delta', 'gc recovered'],
    memory.map((row) => [
      row.operation,
      ...[row.baseMb, row.peakMb, row.finalMb, row.deltaMb, row.gcRecoveredMb].map(mb),
    ]),
  );
}

function cpuTable({ cpu }: Inspection): string {
  const percent = (value: number | null): string => formatValue(value, 'score');
  return textTable(
    ['scenario', 'scale', 'average %', 'peak %', 'cores used', 'busiest %', 'cores'],
    cpu.map((row) => [
      row.scenario ?? noValue,
      row.scale,
      ...[row.averagePercent, row.peakPercent, row.coresUsed, row.busiestPercent, row.cores].map(percent),
    ]),
  );
}
