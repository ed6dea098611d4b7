import type { Digest, EndpointDigest } from '../../model/documents/digest.ts';
import { usersTogether } from '../../ingest/record/generators.ts';
import { isSummaryOf } from '../../ingest/across-files/repeated-summaries.ts';
import { mergeEndpointDigests } from '../../ingest/record/merge-digests.ts';
import {
  agreeing,
  pooledRow,
  isSampled,
  spanOf,
  totalOf,
  type Test,
  type TestTotal,
} from '../../ingest/record/test-totals.ts';

/** An endpoint's digest with the files it comes from. */
export interface GatheredEndpoint {
  readonly digest: EndpointDigest;
  readonly files: readonly string[];
  /** Rows of those files that could not be read: each may have been a request of this endpoint. */
  readonly rejected: number;
}

/** One scenario's metrics: samples where there are any, else what tools printed. */
export interface GatheredScenario {
  readonly id: string;
  readonly endpoints: readonly GatheredEndpoint[];
  /** All its requests together: its samples, or the tool's own row of all; null if nothing tells of all of them. */
  readonly pooled: GatheredEndpoint | null;
  readonly transactions: readonly GatheredEndpoint[];
  /** Printed rows of a test whose samples are there: compared, never counted. */
  readonly doubles: readonly {
    readonly printed: GatheredEndpoint;
    readonly counted: GatheredEndpoint | null;
  }[];
  /** All its requests: count, errors, rate and the duration that they belong to. */
  readonly total: TestTotal;
  /** The requests whose failures are known: those of `total`, or of rows beside samples that tell no failures. */
  readonly failures: Pick<TestTotal, 'count' | 'errors'>;
  /** Of several tests with an endpoint each, those whose tool states the rate; absent if there is only one test. */
  readonly ownRates?: readonly GatheredEndpoint[];
}

/** What one digest holds of a scenario. */
interface PartOfDigest extends Test {
  readonly pooled: EndpointDigest | null;
  readonly transactions: readonly EndpointDigest[];
  readonly files: readonly string[];
  readonly rejected: number;
}

/** Brings the digests of a run together by scenario; requests of one test are never counted twice. */
export function gather(digests: readonly Digest[]): GatheredScenario[] {
  const ids = new Set(digests.flatMap(({ endpoints }) => endpoints.map(({ scenario }) => scenario ?? '')));
  return [...ids].map((id) =>
    gatherScenario(
      id,
      digests.map((digest) => partOf(digest, id)),
    ),
  );
}

function partOf(digest: Digest, id: string): PartOfDigest {
  const own = (rows: readonly EndpointDigest[]): EndpointDigest[] =>
    rows.filter(({ scenario }) => (scenario ?? '') === id);
  const endpoints = own(digest.endpoints);
  const pooled = pooledRow(own(digest.pooled));
  return {
    endpoints,
    whole: pooled ?? printedTotal(endpoints),
    pooled,
    transactions: own(digest.transactions),
    times: timesOf(digest, endpoints),
    files: digest.sources.map(({ file }) => file),
    rejected: digest.sources.reduce((sum, { refused }) => sum + refused.count, 0),
  };
}

/** When the scenario's own requests ran; as the tool states it if they have no times. */
function timesOf(digest: Digest, endpoints: readonly EndpointDigest[]): Test['times'] {
  const span = spanOf(endpoints);
  if (span === null) return digest;
  const { isRelativeTime, isTogether } = digest;
  return {
    isRelativeTime,
    startedAtMs: span.startMs,
    durationSeconds: span.seconds,
    ...(isTogether === undefined ? {} : { isTogether }),
  };
}

/** The one row of all requests that a tool printed among its endpoints. */
function printedTotal(endpoints: readonly EndpointDigest[]): EndpointDigest | null {
  const totals = endpoints.filter((row) => row.endpoint === '*' && !isSampled(row));
  return totals.length === 1 ? (totals[0] ?? null) : null;
}

function gatherScenario(id: string, parts: readonly PartOfDigest[]): GatheredScenario {
  const tests = parts.filter(({ endpoints }) => endpoints.length > 0);
  const sampled = tests.filter(({ endpoints }) => endpoints.some(isSampled));
  return sampled.length === 0 ? ofPrinted(id, tests, parts) : ofSamples(id, sampled, tests, parts);
}

function ofPrinted(
  id: string,
  tests: readonly PartOfDigest[],
  parts: readonly PartOfDigest[],
): GatheredScenario {
  const [only] = tests;
  const total = agreeing(totalOf(tests));
  const whole = tests.length === 1 ? (only?.whole ?? null) : null;
  return {
    id,
    endpoints: tests.flatMap((test) => withFiles(test, withoutTotal(test))),
    // Of several tests none printed a row of all.
    pooled: whole === null || only === undefined ? null : { digest: whole, files: only.files, rejected: 0 },
    transactions: transactionsOf(parts),
    doubles: [],
    total,
    failures: total,
    ...ownRatesOf(tests),
  };
}

/**
 * Endpoints with a test of their own, so that the rate in the file is theirs. Endpoints that one test measured together
 * share its rate, which is that of the scenario.
 */
function ownRatesOf(tests: readonly PartOfDigest[]): Pick<GatheredScenario, 'ownRates'> {
  const apart = tests.filter(
    ({ endpoints, times }) => endpoints.length === 1 || times.activeSeconds !== undefined,
  );
  const rows = apart.flatMap((test) => withFiles(test, test.endpoints));
  const rated = rows.filter(
    ({ digest }) => digest.reportedRequestsPerSecond !== null && digest.endpoint !== '*',
  );
  return rows.length < 2 || rated.length === 0 ? {} : { ownRates: rated };
}

/** Rows of endpoints; a total that stands among its own parts is none. */
function withoutTotal({ endpoints }: Test): readonly EndpointDigest[] {
  const named = endpoints.filter(({ endpoint }) => endpoint !== '*');
  return named.length === 0 ? endpoints : named;
}

function ofSamples(
  id: string,
  sampled: readonly PartOfDigest[],
  tests: readonly PartOfDigest[],
  parts: readonly PartOfDigest[],
): GatheredScenario {
  const rows = mergeByName(sampled.flatMap((test) => withFiles(test, test.endpoints.filter(isSampled))));
  const transactions = transactionsOf(parts);
  const known = new Map([...transactions, ...rows].map((one) => [one.digest.endpoint, one] as const));
  const isDouble = (test: PartOfDigest): boolean =>
    test.endpoints.some(({ endpoint }) => endpoint === '*' || known.has(endpoint));
  const printed = tests.map(onlyPrinted).filter(({ endpoints }) => endpoints.length > 0);
  const rest = printed.filter((test) => !isDouble(test));
  // Rows without samples in a file that has some for others are of the same test.
  const apart = rest.filter(({ files }) => !sampled.some((test) => test.files === files));
  const others = apart.filter((test) => !isOfSamplesAgain(test, rows));
  const again = printed.filter((test) => !others.includes(test));
  const counted = agreeing(totalOf([...sampled, ...others]));
  const summary = again.length === 0 ? null : agreeing(totalOf(again));
  const total = withRateOf(summary, counted);
  const all = merged(sampled.flatMap((test) => withFiles(test, poolOfSamples(test)))) ?? null;
  return {
    id,
    endpoints: [...rows, ...rest.flatMap((test) => withFiles(test, withoutTotal(test)))],
    pooled: others.length === 0 ? all : null,
    transactions,
    doubles: printed.filter(isDouble).flatMap((test) =>
      withFiles(test, test.endpoints).map((one) => ({
        printed: one,
        counted: one.digest.endpoint === '*' ? all : (known.get(one.digest.endpoint) ?? null),
      })),
    ),
    total,
    failures: total.errors === null && summary !== null ? summary : total,
  };
}

/** Samples without start times (ab -g, hey) have no rate: the tool's own, of just as many requests, is theirs. */
const withRateOf = (summary: TestTotal | null, total: TestTotal): TestTotal =>
  summary === null || total.requestsPerSecond !== null || summary.count !== total.count
    ? total
    : {
        ...total,
        requestsPerSecond: summary.requestsPerSecond,
        durationSeconds: total.durationSeconds ?? summary.durationSeconds,
        isReportedRate: true,
      };

/**
 * True for rows of requests whose samples are there. Samples that distinguish no endpoints (ab's) are all requests;
 * where the manifest names them, one printed row with their count and values is the same requests under its own name.
 */
function isOfSamplesAgain({ endpoints }: PartOfDigest, rows: readonly GatheredEndpoint[]): boolean {
  const [only] = endpoints;
  return rows.some(
    ({ digest }) =>
      digest.endpoint === '*' || (only !== undefined && endpoints.length === 1 && isSummaryOf(only, digest)),
  );
}

const onlyPrinted = (test: PartOfDigest): PartOfDigest => ({
  ...test,
  endpoints: test.endpoints.filter((row) => !isSampled(row)),
});

const poolOfSamples = ({ pooled }: PartOfDigest): EndpointDigest[] =>
  pooled !== null && isSampled(pooled) ? [pooled] : [];

/** Rejected rows of printed results are no requests. */
const withFiles = ({ files, rejected }: PartOfDigest, rows: readonly EndpointDigest[]): GatheredEndpoint[] =>
  rows.map((digest) => ({ digest, files, rejected: isSampled(digest) ? rejected : 0 }));

/** Transactions of all files; those of samples merge by name. */
function transactionsOf(parts: readonly PartOfDigest[]): GatheredEndpoint[] {
  const all = parts.flatMap((part) => withFiles(part, part.transactions));
  const isOfSamples = ({ digest }: GatheredEndpoint): boolean => isSampled(digest);
  const sampled = mergeByName(all.filter(isOfSamples));
  return sampled.length === 0 ? all : sampled;
}

const mergeByName = (rows: readonly GatheredEndpoint[]): GatheredEndpoint[] =>
  [...Map.groupBy(rows, ({ digest }) => digest.endpoint).values()].flatMap((same) => merged(same) ?? []);

function merged(rows: readonly GatheredEndpoint[]): GatheredEndpoint | undefined {
  if (rows.length <= 1) return rows[0];
  return {
    digest: mergeEndpointDigests(
      rows.map((row) => row.digest),
      usersTogether,
    ),
    files: [...new Set(rows.flatMap((row) => row.files))],
    rejected: rows.reduce((sum, row) => sum + row.rejected, 0),
  };
}
