import { unnamedOperation } from '../../ingest/record/resource-rows.ts';
import type { Digest } from '../../model/documents/digest.ts';

/**
 * Memory readings without an operation belong to the run as a whole. If several files have such readings (a profiler's
 * of one process, a sampler's of the machine), name each after its file, so that they are never mixed.
 */
export function distinguishFiles(digests: readonly Digest[]): readonly Digest[] {
  const unnamed = digests.filter(hasUnnamed);
  if (unnamed.length < 2) return digests;
  return digests.map((digest) => {
    if (!unnamed.includes(digest)) return digest;
    const operation = `${unnamedOperation} (${fileOf(digest)})`;
    return {
      ...digest,
      memoryReadings: digest.memoryReadings.map((one) => ({ ...one, operation: one.operation ?? operation })),
    };
  });
}

const hasUnnamed = ({ memoryReadings }: Digest): boolean =>
  memoryReadings.some(({ operation }) => operation === null);

/** The file that readers know a digest by. */
export const fileOf = ({ sources }: Pick<Digest, 'sources'>): string => sources[0]?.file ?? 'no file';
