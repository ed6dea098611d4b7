import type { Digest, EndpointDigest, SlicesDigest } from '../../model/documents/digest.ts';
import { highestUsers } from '../record/generators.ts';
import { joinedSlices } from '../record/merge-digests.ts';
import { packSlices } from './packed-slices.ts';

/** How coarse the slices of a digest are. */
export interface SliceBounds {
  /** The slices are at least so long. */
  readonly leastWidthMs?: number;
  /** Bytes of the whole document, which coarser slices keep it below. */
  readonly mostBytes?: number;
}

/** Below the largest text that reviewers, editors and code hosts show without complaint. */
const defaultMostBytes = 4_900_000;

/** Slices get this share of the document even if the rest of it is large. */
const leastShare = 0.25;

/**
 * The digest with slices that are no finer than asked and small enough for the document. All endpoints get slices of the
 * same least length. The slices of all requests of a scenario, which charts show, stay fine as long as possible.
 */
export function withBoundedSlices(
  digest: Digest,
  { leastWidthMs = 0, mostBytes = defaultMostBytes }: SliceBounds = {},
): Digest {
  const room = Math.max(mostBytes - sizeOf(withoutSlices(digest)), mostBytes * leastShare);
  let bounded = widened(digest, leastWidthMs, leastWidthMs);
  for (let widthMs = narrowest(bounded); sliceBytes(bounded) > room; widthMs *= 2) {
    const isDone = rowsOf(bounded).every(({ slices }) => (slices?.items.length ?? 0) <= 1);
    if (isDone) break;
    const isPooledAlone = [...bounded.endpoints, ...bounded.transactions].every(
      ({ slices }) => (slices?.items.length ?? 0) <= fewSlices,
    );
    bounded = widened(bounded, widthMs * 2, isPooledAlone ? widthMs * 2 : leastWidthMs);
  }
  return bounded;
}

/** Endpoints with so few slices leave the rest of the saving to the scenario's. */
const fewSlices = 8;

const rowsOf = ({ endpoints, pooled, transactions }: Digest): EndpointDigest[] => [
  ...endpoints,
  ...pooled,
  ...transactions,
];

/** The length of the finest slices of any endpoint. */
const narrowest = (digest: Digest): number =>
  rowsOf(digest).reduce((least, { slices }) => Math.min(least, slices?.widthMs ?? Infinity), Infinity);

function widened(digest: Digest, widthMs: number, pooledWidthMs: number): Digest {
  const wider = (rows: readonly EndpointDigest[], least: number): EndpointDigest[] =>
    rows.map((row) => ({ ...row, slices: widerSlices(row.slices, least) }));
  return {
    ...digest,
    endpoints: wider(digest.endpoints, widthMs),
    pooled: wider(digest.pooled, pooledWidthMs),
    transactions: wider(digest.transactions, widthMs),
  };
}

const widerSlices = (slices: SlicesDigest | null, widthMs: number): SlicesDigest | null =>
  slices === null || slices.widthMs >= widthMs ? slices : joinedSlices([slices], highestUsers, widthMs);

const withoutSlices = (digest: Digest): Digest => {
  const without = (rows: readonly EndpointDigest[]): EndpointDigest[] =>
    rows.map((row) => ({ ...row, slices: null }));
  return {
    ...digest,
    endpoints: without(digest.endpoints),
    pooled: without(digest.pooled),
    transactions: without(digest.transactions),
  };
};

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

const sliceBytes = (digest: Digest): number =>
  rowsOf(digest).reduce((sum, { slices }) => sum + (slices === null ? 0 : sizeOf(packSlices(slices))), 0);
