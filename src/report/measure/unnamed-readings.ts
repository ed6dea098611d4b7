import { fileLabels } from '../../ingest/across-files/stable-file-names.ts';
import { unnamedOperation } from '../../ingest/record/resource-rows.ts';
import type { Digest } from '../../model/documents/digest.ts';

/**
 * Memory readings without an operation belong to the run as a whole. If several files have such readings (a profiler's
 * of one process, a sampler's of the machine), name each after its file, so that they are never mixed. The name is
 * that of the next run's file too: mprof writes the time into it.
 */
export function distinguishFiles(digests: readonly Digest[]): readonly Digest[] {
  const unnamed = digests.filter(hasUnnamed);
  if (unnamed.length < 2) return digests;
  const label = fileLabels(unnamed);
  return digests.map((digest) => {
    if (!unnamed.includes(digest)) return digest;
    const operation = `${unnamedOperation} (${label(digest)})`;
    return {
      ...digest,
      memoryReadings: digest.memoryReadings.map((one) => ({ ...one, operation: one.operation ?? operation })),
    };
  });
}

const hasUnnamed = ({ memoryReadings }: Digest): boolean =>
  memoryReadings.some(({ operation }) => operation === null);
