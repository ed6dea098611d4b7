import { IngestError } from '../../files/ingest-error.ts';
import { allEndpoints } from '../../record/run-names.ts';
import type { ReportedLatency } from '../../record/reported-row.ts';
import { cleanText } from '../../fields/text.ts';
import type { TidyErrors, TidyResponseTime, TidyThroughput } from './tidy-summary-schema.ts';

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

/** Rows by scenario and endpoint: what several lists say of one of them becomes one row. */
export class TidySummaryRows {
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
  const known = ascending.flatMap((key) =>
    typeof figures[key] === 'number' ? { key, ms: figures[key] } : [],
  );
  known.forEach(({ key, ms }, i) => {
    const before = known[i - 1];
    if (before === undefined || before.ms <= ms) return;
    throw new IngestError(
      'contradiction',
      `\`${place}.${key}\` (${ms}) is less than \`${before.key}\` (${before.ms}).`,
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

/** What a row of responseTime says of its endpoint. */
export function fromResponseTime(row: TidyResponseTime): Row {
  const { min, max, mean, stddev, p50, p90, p95, p99, p999, latencyMs } = row;
  return {
    ...emptyRow(row.scenario, row.endpoint),
    count: row.count ?? null,
    errors: row.errors ?? null,
    errorTypes: errorTypesOf(row),
    latency: valuesOf({ ...defined({ min, max, mean, stddev, p50, p90, p95, p99, p999 }), ...latencyMs }),
    latencyOk: row.latencyOkMs === undefined || row.latencyOkMs === null ? null : valuesOf(row.latencyOkMs),
    requestsPerSecond: row.requestsPerSecond ?? null,
  };
}

/** What a row of throughput says of its scenario. */
export const fromThroughput = (row: TidyThroughput): Row => ({
  ...emptyRow(row.scenario, allEndpoints),
  count: row.count ?? null,
  requestsPerSecond: row.requestsPerSecond ?? null,
  maxUsers: row.maxUsers ?? null,
});

/** What a row of errors says of its endpoint, or of its scenario. */
export const fromErrors = (row: TidyErrors): Row => ({
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
function valuesOf({ min, max, mean, stddev, p50, p90, p95, p99, p999 }: Figures): ReportedLatency {
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
