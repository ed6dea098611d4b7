import { isBenchmarkFormat, isResourceFormat } from '../ingest/format-registry.ts';
import type { Digest } from '../model/documents/digest.ts';
import type { RunKind } from '../model/run-kind.ts';

const isOfAll = ({ sources }: Pick<Digest, 'sources'>, isOf: (format: string) => boolean): boolean =>
  sources.length > 0 && sources.every(({ format }) => isOf(format));

/**
 * Benchmarks where a benchmark tool measured and no load tool did; samplers of memory or CPU may run beside either. Resources
 * where nothing but such samplers ran.
 */
export function kindOf(digests: readonly Digest[]): RunKind {
  const isOfBenchmarks = (digest: Digest): boolean => isOfAll(digest, isBenchmarkFormat);
  if (digests.length > 0 && digests.every((digest) => isOfAll(digest, isResourceFormat))) return 'resource';
  const hasLoad = digests.some((digest) => digest.endpoints.length > 0 && !isOfBenchmarks(digest));
  return !hasLoad && digests.some(isOfBenchmarks) ? 'benchmark' : 'load';
}
