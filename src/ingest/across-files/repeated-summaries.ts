import type { Digest, EndpointDigest, IngestWarning, Measure } from '../../model/documents/digest.ts';
import { isSampled } from '../record/test-totals.ts';

/** Share by which two printed values of one thing may differ where both have decimals. */
const rounding = 0.001;
/** Values that must be there in both to tell that two rows are of the same requests. */
const fewestValues = 2;
/** The same for rows whose names differ: by chance, so many values do not agree. */
const fewestWithoutName = 4;

/** Leaves out a printed summary of a test of which another file prints the same (JMeter's table and its dashboard). */
export function withoutRepeatedSummaries(digests: readonly Digest[]): Digest[] {
  const counted: Digest[] = [];
  const result = new Map<Digest, Digest>();
  // The summary with the most rows stays; of equal ones, that whose requests have a name.
  const richness = ({ endpoints }: Digest): number =>
    endpoints.length + (endpoints.some(({ endpoint }) => endpoint !== '*') ? 0.5 : 0);
  for (const digest of digests.toSorted((a, b) => richness(b) - richness(a))) {
    const twin = counted.find((other) => isSameTest(digest, other));
    if (twin !== undefined) result.set(digest, leftOut(digest, twin));
    else if (isPrinted(digest)) counted.push(digest);
  }
  return digests.map((digest) => result.get(digest) ?? digest);
}

/** True for a file of nothing but what its tool printed. */
export const isPrinted = ({ endpoints }: Digest): boolean =>
  endpoints.length > 0 && !endpoints.some(isSampled);

/** True if all rows of the same name agree: the count exactly, every value of time and rate within its rounding. */
function isSameTest(a: Digest, b: Digest): boolean {
  if (!isPrinted(a) || !isPrinted(b)) return false;
  const rows = rowsByName(b);
  const pairs = [...rowsByName(a)].flatMap(([name, row]) => {
    const other = rows.get(name);
    return other === undefined ? [] : [[row, other] as const];
  });
  return pairs.length > 0
    ? pairs.every(([row, other]) => agree(row, other, fewestValues))
    : isSameUnderOtherNames(a, b);
}

/** True if the manifest named one of two files of a test, its endpoint or its scenario: then only values can tell. */
function isSameUnderOtherNames(a: Digest, b: Digest): boolean {
  const [row, other] = [a, b].map(rowOfAll);
  return (
    toolOf(a) !== undefined &&
    toolOf(a) === toolOf(b) &&
    row != null &&
    other != null &&
    agree(row, other, fewestWithoutName) &&
    valuePairs(row, other).filter(isTelling).length >= fewestWithoutName
  );
}

/** The row of all requests: the tool's own, else the only one. */
export const rowOfAll = ({ endpoints, pooled }: Digest): EndpointDigest | null =>
  pooled[0] ?? (endpoints.length === 1 ? (endpoints[0] ?? null) : null);

const rowsByName = ({ endpoints, pooled }: Digest): Map<string, EndpointDigest> =>
  new Map([...pooled, ...endpoints].map((row) => [`${row.scenario ?? ''}\0${row.endpoint}`, row]));

function agree(a: EndpointDigest, b: EndpointDigest, fewest: number): boolean {
  if (a.count === null || a.count !== b.count) return false;
  if (a.errors !== null && b.errors !== null && a.errors !== b.errors) return false;
  const pairs = valuePairs(a, b);
  return pairs.length >= fewest && pairs.every(([x, y]) => isRounded(x, y));
}

/** The values that both rows have. */
function valuePairs(a: EndpointDigest, b: EndpointDigest): (readonly [number, number])[] {
  const values = valuesOf(a);
  return [...valuesOf(b)].flatMap(([name, value]) => {
    const other = values.get(name);
    return other === undefined ? [] : [[value, other] as const];
  });
}

/** Two digits at least: of smaller whole numbers, those of two tests agree by chance. */
const isTelling = ([x, y]: readonly [number, number]): boolean =>
  (!Number.isInteger(x) && !Number.isInteger(y)) || Math.min(x, y) >= 10;

/**
 * True if a printed row is of the requests of a sampled one, whatever their names: fastest, mean and slowest agree. Tools
 * compute percentiles in different ways, so those are not compared.
 */
export function isSummaryOf(printed: EndpointDigest, sampled: EndpointDigest): boolean {
  const [a, b] = [withoutPercentiles(printed), withoutPercentiles(sampled)];
  return agree(a, b, 3) && valuePairs(a, b).filter(isTelling).length >= 2;
}

const withoutPercentiles = (row: EndpointDigest): EndpointDigest => ({
  ...row,
  latency: row.latency === null ? null : { ...row.latency, quantiles: [] },
});

function isRounded(a: number, b: number): boolean {
  const isWhole = Number.isInteger(a) || Number.isInteger(b);
  return Math.abs(a - b) <= Math.max(isWhole ? 0.5 : 0, rounding * Math.max(a, b));
}

function valuesOf({ latency, reportedRequestsPerSecond }: EndpointDigest): Map<string, number> {
  const named: [string, number | null][] = [
    ['rate', reportedRequestsPerSecond],
    ['mean', latency?.mean ?? null],
    ['min', latency?.min ?? null],
    ['max', latency?.max ?? null],
    ...(latency?.quantiles ?? []).map(({ p, value }): [string, number] => [`p${p}`, value]),
  ];
  return new Map(named.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));
}

/** What is left of the measures of a file whose test another one has as well: those that only it states. */
const ownMeasures = ({ measures }: Digest, twin: Digest): Digest['measures'] =>
  measures.filter((one) => !twin.measures.some((other) => isSameMeasure(one, other)));

const isSameMeasure = (a: Measure, b: Measure): boolean =>
  a.name === b.name && a.unit === b.unit && a.endpoint === b.endpoint && a.what === b.what;

/**
 * True for a measure of a summary that the log of the same test has. k6's older summaries state no units, its log does.
 * Logs of other scenarios are of other tests.
 */
const isOfLog = (one: Measure, logged: Measure): boolean =>
  isSameMeasure(one.unit === '' ? { ...one, unit: logged.unit } : one, logged) &&
  (one.scenario == null || one.scenario === (logged.scenario ?? null));

/** Leaves out measures that a tool's summary repeats from its log of the same test. */
export function withoutRepeatedMeasures(digests: readonly Digest[]): Digest[] {
  const logs = digests.filter(({ endpoints }) => endpoints.some(isSampled));
  return digests.map((digest) => {
    if (!isPrinted(digest) || digest.measures.length === 0) return digest;
    const known = logs
      .filter((log) => toolOf(log) !== undefined && toolOf(log) === toolOf(digest))
      .flatMap(({ measures }) => measures);
    const own = digest.measures.filter((one) => !known.some((logged) => isOfLog(one, logged)));
    return own.length === digest.measures.length ? digest : { ...digest, measures: own };
  });
}

/**
 * Leaves out a file of JMH of nothing but measures if another one has them all, with the values rounded: people keep the
 * text beside the JSON. Equal measures of other tools may be of two things (sizes of two packages).
 */
export function withoutRepeatedJmhResults(digests: readonly Digest[]): Digest[] {
  const readings = ({ measures }: Digest): number =>
    measures.reduce((sum, { readings: some }) => sum + (some?.length ?? 0), 0);
  const counted: Digest[] = [];
  const result = new Map<Digest, Digest>();
  for (const digest of digests.toSorted((a, b) => readings(b) - readings(a))) {
    const twin = counted.find((other) => hasMeasuresOf(other, digest));
    if (twin !== undefined) result.set(digest, leftOut(digest, twin));
    else if (isOfMeasures(digest)) counted.push(digest);
  }
  return digests.map((digest) => result.get(digest) ?? digest);
}

const isOfMeasures = ({ endpoints, measures }: Digest): boolean =>
  endpoints.length === 0 && measures.length > 0;

const hasMeasuresOf = (other: Digest, digest: Digest): boolean =>
  isOfMeasures(digest) &&
  toolOf(other) === 'JMH' &&
  toolOf(digest) === 'JMH' &&
  digest.measures.every((one) =>
    other.measures.some(
      (same) =>
        one.scenario === same.scenario && isSameMeasure(one, same) && isRounded(one.value, same.value),
    ),
  );

export const toolOf = ({ sources }: Digest): string | undefined => sources[0]?.tool;

const leftOut = (digest: Digest, twin: Digest): Digest => ({
  ...withoutRequests(digest, 'repeated-summary', [twin]),
  measures: ownMeasures(digest, twin),
});

/** A digest without its requests, because those of others are the same ones; a warning says so. */
export function withoutRequests(digest: Digest, code: string, others: readonly Digest[]): Digest {
  const fileOf = ({ sources }: Digest): string => sources[0]?.file ?? 'a file';
  const warning: IngestWarning = {
    code,
    message: `${fileOf(digest)} summarises the same test as ${others.map(fileOf).join(' and ')} and is not counted again.`,
  };
  return {
    ...digest,
    sources: digest.sources.map((source, i) =>
      i === 0 ? { ...source, warnings: [...source.warnings, warning] } : source,
    ),
    endpoints: [],
    pooled: [],
    transactions: [],
  };
}
