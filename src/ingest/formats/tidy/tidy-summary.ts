import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { showFound } from '../../../model/problem.ts';
import type { Adapter } from '../../adapter.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { parseDocument } from '../../files/json-document.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { coresUsed } from '../../record/resource-rows.ts';
import { cleanText } from '../../fields/text.ts';
import { fromErrors, fromResponseTime, fromThroughput, TidySummaryRows } from './tidy-summary-rows.ts';
import {
  tidySummaryKeys,
  tidySummarySchema,
  tidySummarySections,
  type TidySummary,
} from './tidy-summary-schema.ts';

/** Our own document for results that only exist as aggregates. */
export const tidySummary: Adapter = {
  id: 'tidy-summary',
  tool: 'Perfolio',
  title: 'summary.json',
  identifiedBy: `A JSON object with lists named ${tidySummarySections.join(', ')}, of which some may be left out.`,
  sourceClass: 'reported',
  notes: [
    'Rows have the field names that `inspect --json` prints; a value that is unknown is left out or null.',
    'responseTime: scenario, endpoint, count, errors, errorTypes, requestsPerSecond, and response times in milliseconds: min, max, mean, stddev, p50, p90, p95, p99, p999, either in the row itself or in an object latencyMs; latencyOkMs for the successful requests alone.',
    'throughput: scenario, count, requestsPerSecond, maxUsers. They apply to the whole scenario and never add to responseTime.',
    'errors: scenario, endpoint, count, errors, errorTypes; without endpoint for the whole scenario.',
    'memory: operation, baseMb, peakMb, finalMb, deltaMb, gcRecoveredMb (MB of 2^20 bytes). cpu: scenario, scale (core, which is the default, or host), averagePercent, peakPercent, coresUsed, busiestPercent, cores.',
    'startedAt (ISO 8601) and durationSeconds of the test may be given beside the lists. Every value counts as reported, whatever source a pasted row states. The number of rows counts the entries of all lists.',
  ],
  sets: 'each',
  sniff: (head) => {
    if (typeof head.json !== 'object' || head.json === null || Array.isArray(head.json)) return false;
    const document = head.json as Record<string, unknown>;
    const lists = tidySummarySections.filter((section) => Array.isArray(document[section]));
    return lists.includes('responseTime') || lists.length >= 2 || isOnly(document, lists);
  },
  read: (files, recorder) => {
    for (const file of files) readFile(file, recorder);
    return Promise.resolve();
  },
};

/** True where the document is one of our lists and nothing that we do not know. */
const isOnly = (document: Readonly<Record<string, unknown>>, lists: readonly string[]): boolean =>
  lists.length === 1 && Object.keys(document).every((key) => tidySummaryKeys['']?.includes(key));

function readFile(file: RawFile, recorder: Recorder): void {
  refuseUnknownKeys(file.head.json);
  const document = parseDocument(file, tidySummarySchema);
  const account = recorder.file(file, tidySummary.id, tidySummary.tool);
  const rows = tidySummarySections.reduce((sum, section) => sum + (document[section]?.length ?? 0), 0);
  if (rows === 0) throw new IngestError('empty', 'Every list is empty.', 'Add rows, or remove the file.');
  recorder.startedAtMs =
    document.startedAt === undefined || document.startedAt === null ? null : Date.parse(document.startedAt);
  recorder.durationSeconds = document.durationSeconds ?? null;
  addRequests(document, recorder);
  addResources(document, recorder);
  account.accept(rows);
}

/** A key that the format does not have is most likely misspelt, and its figure would be lost in silence. */
function refuseUnknownKeys(document: unknown): void {
  const issue = tidySummarySchema
    .safeParse(document)
    .error?.issues.find((one): one is z.core.$ZodIssueUnrecognizedKeys => one.code === 'unrecognized_keys');
  if (issue === undefined) return;
  const [key = ''] = issue.keys;
  const parent = issue.path.findLast((part) => typeof part === 'string') ?? '';
  const known = tidySummaryKeys[parent === 'latencyOkMs' ? 'latencyMs' : parent] ?? [];
  const place = issue.path.map(String).concat(key).join('.');
  throw new IngestError(
    'unknown-key',
    `\`${showFound(place)}\` is not a field of this format.`,
    suggestion(key, known),
  );
}

function suggestion(key: string, known: readonly string[]): string {
  const nearest = known.length === 0 ? '' : closest(key, known);
  return nearest !== '' && distance(key.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, key.length / 3)
    ? `Did you mean \`${nearest}\`?`
    : `Fields here are ${known.join(', ')}.`;
}

function addRequests(document: TidySummary, recorder: Recorder): void {
  const endpoints = new TidySummaryRows();
  const scenarios = new TidySummaryRows();
  document.responseTime?.forEach((row, i) => endpoints.join(fromResponseTime(row), `responseTime.${i}`));
  document.throughput?.forEach((row, i) => scenarios.join(fromThroughput(row), `throughput.${i}`));
  document.errors?.forEach((row, i) => {
    const known = row.endpoint === undefined || row.endpoint === null ? scenarios : endpoints;
    known.join(fromErrors(row), `errors.${i}`);
  });
  const hasEndpoints = endpoints.all.length > 0;
  for (const row of endpoints.all) recorder.reported(row);
  // Beside rows of single endpoints those of whole scenarios say the same again.
  for (const row of scenarios.all) {
    if (hasEndpoints) recorder.reportedPooled(row);
    else recorder.reported(row);
  }
}

function addResources({ memory = [], cpu = [] }: TidySummary, recorder: Recorder): void {
  for (const { operation, baseMb, peakMb, finalMb, deltaMb, gcRecoveredMb } of memory)
    recorder.memoryRows.push({
      operation: cleanText(operation),
      baseMb: baseMb ?? null,
      peakMb: peakMb ?? null,
      finalMb: finalMb ?? null,
      deltaMb: deltaMb ?? null,
      gcRecoveredMb: gcRecoveredMb ?? null,
    });
  for (const { scenario, scale = 'core', averagePercent, peakPercent, cores, busiestPercent, ...row } of cpu)
    recorder.cpuRows.push({
      scenario: scenario === undefined || scenario === null ? null : cleanText(scenario),
      scale,
      averagePercent: averagePercent ?? null,
      peakPercent: peakPercent ?? null,
      coresUsed: row.coresUsed ?? coresUsed(averagePercent ?? null, scale, cores ?? 0),
      busiestPercent: busiestPercent ?? null,
      cores: cores ?? null,
    });
}
