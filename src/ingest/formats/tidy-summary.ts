import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { showFound } from '../../model/problem.ts';
import type { Adapter } from '../adapter.ts';
import { IngestError } from '../ingest-error.ts';
import { parseDocument } from '../json-document.ts';
import type { RawFile } from '../raw-file.ts';
import { allEndpoints, type Recorder } from '../recorder.ts';
import type { ReportedLatency } from '../reported-row.ts';
import { coresUsed } from '../resource-rows.ts';
import { cleanText } from '../text.ts';
import {
  tidySummaryKeys,
  tidySummarySchema,
  tidySummarySections,
  type TidyErrors,
  type TidyResponseTime,
  type TidySummary,
  type TidyThroughput,
} from '../tidy-summary-schema.ts';

/** Our own document for results that only exist as aggregates. */
export const tidySummary: Adapter = {
  id: 'tidy-summary',
  tool: 'Perfolio',
  title: 'summary.json',
  identifiedBy: `A JSON object with lists named ${tidySummarySections.join(', ')}, of which some may be left out.`,
  sourceClass: 'reported',
  notes: [
    'Rows have the field names that `inspect --json` prints; a figure that is not known is left out or null.',
    'responseTime: scenario, endpoint, count, errors, errorTypes, requestsPerSecond, and response times in milliseconds: min, max, mean, stddev, p50, p90, p95, p99, p999, either in the row itself or in an object latencyMs; latencyOkMs for the successful requests alone.',
    'throughput: scenario, count, requestsPerSecond, maxUsers. They stand for the whole scenario and never add to responseTime.',
    'errors: scenario, endpoint, count, errors, errorTypes; without endpoint for the whole scenario.',
    'memory: operation, baseMb, peakMb, finalMb, deltaMb, gcRecoveredMb (MB of 2^20 bytes). cpu: scenario, scale (core, which is the default, or host), averagePercent, peakPercent, coresUsed, busiestPercent, cores.',
    'startedAt (ISO 8601) and durationSeconds of the test may stand beside the lists. Every figure counts as reported, whatever a pasted row says of its source. Each row of a list is a row.',
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
  lists.length === 1 && Object.keys(document).every((key) => tidySummaryKeys['']!.includes(key));

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
    `\`${showFound(place)}\` is no field of this format.`,
    suggestion(key, known),
  );
}

function suggestion(key: string, known: readonly string[]): string {
  const nearest = known.length === 0 ? '' : closest(key, known);
  return nearest !== '' && distance(key.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, key.length / 3)
    ? `Did you mean \`${nearest}\`?`
    : `Fields here are ${known.join(', ')}.`;
}

/** A row of one endpoint, or of a whole scenario, as it comes together from the lists. */
interface Row {
  scenario: string | null;
  endpoint: string;
  count: number | null;
  errors: number | null;
  errorTypes: readonly { readonly type: string; readonly count: number }[];
  latency: ReportedLatency | null;
  latencyOk: ReportedLatency | null;
  requestsPerSecond: number | null;
  maxUsers: number | null;
}

function addRequests(document: TidySummary, recorder: Recorder): void {
  const endpoints = new Rows();
  const scenarios = new Rows();
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

/** Rows by scenario and endpoint: what several lists say of one of them becomes one row. */
class Rows {
  readonly #byKey = new Map<string, Row>();

  get all(): Row[] {
    return [...this.#byKey.values()];
  }

  join(row: Row, place: string): void {
    const key = JSON.stringify([row.scenario, row.endpoint]);
    const known = this.#byKey.get(key);
    this.#byKey.set(key, checked(known === undefined ? row : joined(known, row, place), place));
  }
}

function joined(known: Row, row: Row, place: string): Row {
  const either = <Value>(key: string, a: Value | null, b: Value | null): Value | null => {
    if (a !== null && b !== null && JSON.stringify(a) !== JSON.stringify(b))
      throw new IngestError(
        'contradiction',
        `\`${place}.${key}\` contradicts what another row says of "${row.endpoint}".`,
        'Keep the row that is right.',
      );
    return a ?? b;
  };
  return {
    scenario: row.scenario,
    endpoint: row.endpoint,
    count: either('count', known.count, row.count),
    errors: either('errors', known.errors, row.errors),
    errorTypes: known.errorTypes.length === 0 ? row.errorTypes : known.errorTypes,
    latency: either('latencyMs', known.latency, row.latency),
    latencyOk: either('latencyOkMs', known.latencyOk, row.latencyOk),
    requestsPerSecond: either('requestsPerSecond', known.requestsPerSecond, row.requestsPerSecond),
    maxUsers: either('maxUsers', known.maxUsers, row.maxUsers),
  };
}

/** The row; refused where it contradicts itself. */
function checked(row: Row, place: string): Row {
  if (row.count !== null && row.errors !== null && row.errors > row.count)
    throw new IngestError(
      'contradiction',
      `\`${place}.errors\` is larger than \`count\`.`,
      'Correct one of them.',
    );
  for (const figures of [row.latency, row.latencyOk]) if (figures !== null) checkOrder(figures, place);
  return row;
}

const ascending = ['min', 'p50', 'p90', 'p95', 'p99', 'p999', 'max'] as const;

function checkOrder(figures: ReportedLatency, place: string): void {
  const known = ascending.filter((key) => typeof figures[key] === 'number');
  known.forEach((key, i) => {
    const before = known[i - 1];
    if (before === undefined || figures[before]! <= figures[key]!) return;
    throw new IngestError(
      'contradiction',
      `\`${place}.${key}\` (${figures[key]!}) is less than \`${before}\` (${figures[before]!}).`,
      'Correct one of them.',
    );
  });
}

const emptyRow = (scenario: string | null | undefined, endpoint: string): Row => ({
  scenario: scenario === undefined || scenario === null ? null : cleanText(scenario),
  endpoint: cleanText(endpoint),
  count: null,
  errors: null,
  errorTypes: [],
  latency: null,
  latencyOk: null,
  requestsPerSecond: null,
  maxUsers: null,
});

function fromResponseTime(row: TidyResponseTime): Row {
  const { min, max, mean, stddev, p50, p90, p95, p99, p999, latencyMs } = row;
  return {
    ...emptyRow(row.scenario, row.endpoint),
    count: row.count ?? null,
    errors: row.errors ?? null,
    errorTypes: errorTypesOf(row),
    latency: figuresOf({ ...defined({ min, max, mean, stddev, p50, p90, p95, p99, p999 }), ...latencyMs }),
    latencyOk: row.latencyOkMs === undefined || row.latencyOkMs === null ? null : figuresOf(row.latencyOkMs),
    requestsPerSecond: row.requestsPerSecond ?? null,
  };
}

const fromThroughput = (row: TidyThroughput): Row => ({
  ...emptyRow(row.scenario, allEndpoints),
  count: row.count ?? null,
  requestsPerSecond: row.requestsPerSecond ?? null,
  maxUsers: row.maxUsers ?? null,
});

const fromErrors = (row: TidyErrors): Row => ({
  ...emptyRow(row.scenario, row.endpoint ?? allEndpoints),
  count: row.count ?? null,
  errors: row.errors ?? null,
  errorTypes: errorTypesOf(row),
});

const errorTypesOf = ({ errorTypes = [] }: TidyErrors | TidyResponseTime): Row['errorTypes'] =>
  errorTypes.map(({ type, count }) => ({ type: cleanText(type), count }));

type Figures = Partial<
  Record<Exclude<keyof ReportedLatency, 'source' | 'relativeError'>, number | null | undefined>
>;

const defined = (figures: Figures): Figures =>
  Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined));

/** The figures alone: what a pasted row says of its own source is not ours to repeat. */
function figuresOf({ min, max, mean, stddev, p50, p90, p95, p99, p999 }: Figures): ReportedLatency {
  const orNull = (value: number | null | undefined): number | null => value ?? null;
  return {
    min: orNull(min),
    max: orNull(max),
    mean: orNull(mean),
    stddev: orNull(stddev),
    p50: orNull(p50),
    p90: orNull(p90),
    p95: orNull(p95),
    p99: orNull(p99),
    p999: orNull(p999),
  };
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
