import type { Digest, EndpointDigest } from '../model/digest.ts';
import { mergeEndpointDigests } from '../ingest/record/merge-digests.ts';

/** An endpoint's digest with the files it comes from. */
export interface GatheredEndpoint {
  readonly digest: EndpointDigest;
  readonly files: readonly string[];
}

/** One scenario's figures: samples where there are any, else what tools printed. */
export interface GatheredScenario {
  readonly id: string;
  readonly endpoints: readonly GatheredEndpoint[];
  /** All its samples together; null where only printed figures are known and no total was printed. */
  readonly pooled: GatheredEndpoint | null;
  readonly transactions: readonly GatheredEndpoint[];
  /** Printed figures of a test whose samples are there: compared, never counted. */
  readonly doubles: readonly {
    readonly printed: GatheredEndpoint;
    readonly counted: GatheredEndpoint | null;
  }[];
}

/** True where the figures rest on samples (or a digest of samples), not on what a tool printed. */
export const isSampled = ({ latency, slices, firstStartMs }: EndpointDigest): boolean =>
  firstStartMs !== null || slices !== null || (latency !== null && latency.source !== 'reported');

/** Brings the digests of a run together by scenario; figures of one test are never counted twice. */
export function gather(digests: readonly Digest[]): GatheredScenario[] {
  const all = collect(digests, (digest) => digest.endpoints);
  const pooled = collect(digests, (digest) => digest.pooled);
  const transactions = collect(digests, (digest) => digest.transactions);
  const byScenario = Map.groupBy(all, ({ digest }) => digest.scenario ?? '');
  return [...byScenario].map(([id, endpoints]) =>
    gatherScenario(id, endpoints, ofScenario(pooled, id), ofScenario(transactions, id)),
  );
}

const ofScenario = (all: readonly GatheredEndpoint[], id: string): GatheredEndpoint[] =>
  all.filter(({ digest }) => digest.scenario === id);

function collect(
  digests: readonly Digest[],
  pick: (digest: Digest) => readonly EndpointDigest[],
): GatheredEndpoint[] {
  return digests.flatMap((digest) => {
    const files = digest.sources.map((source) => source.file);
    return pick(digest).map((one) => ({ digest: one, files }));
  });
}

function gatherScenario(
  id: string,
  endpoints: readonly GatheredEndpoint[],
  pooled: readonly GatheredEndpoint[],
  transactions: readonly GatheredEndpoint[],
): GatheredScenario {
  const sampled = mergeByName(endpoints.filter(({ digest }) => isSampled(digest)));
  const printed = endpoints.filter(({ digest }) => !isSampled(digest));
  const all = merged(pooled) ?? null;
  if (sampled.length === 0) {
    const totals = printed.filter(({ digest }) => digest.endpoint === '*');
    return {
      id,
      endpoints: printed.filter((one) => !totals.includes(one) || !hasParts(one, printed)),
      // Of several tools none printed a total of all.
      pooled:
        totals.length === 1 && printed.every(({ files }) => sharesFile(files, totals[0]!))
          ? totals[0]!
          : null,
      transactions,
      doubles: [],
    };
  }
  const counted = new Map(sampled.map((one) => [one.digest.endpoint, one]));
  const isDouble = ({ digest }: GatheredEndpoint): boolean =>
    digest.endpoint === '*' || counted.has(digest.endpoint);
  return {
    id,
    endpoints: [...sampled, ...printed.filter((one) => !isDouble(one))],
    pooled: all,
    transactions: mergeByName(transactions),
    doubles: printed.filter(isDouble).map((one) => ({
      printed: one,
      counted: one.digest.endpoint === '*' ? all : (counted.get(one.digest.endpoint) ?? null),
    })),
  };
}

const sharesFile = (files: readonly string[], other: GatheredEndpoint): boolean =>
  files.some((file) => other.files.includes(file));

/** True where a printed total stands beside its own parts. */
const hasParts = (total: GatheredEndpoint, printed: readonly GatheredEndpoint[]): boolean =>
  printed.some(({ digest, files }) => digest.endpoint !== '*' && sharesFile(files, total));

function mergeByName(parts: readonly GatheredEndpoint[]): GatheredEndpoint[] {
  return [...Map.groupBy(parts, ({ digest }) => digest.endpoint).values()].map((same) => merged(same)!);
}

function merged(parts: readonly GatheredEndpoint[]): GatheredEndpoint | undefined {
  if (parts.length <= 1) return parts[0];
  return {
    digest: mergeEndpointDigests(parts.map((part) => part.digest)),
    files: [...new Set(parts.flatMap((part) => part.files))],
  };
}
