import { isBenchmarkFormat } from '../ingest/format-registry.ts';
import type { Digest } from '../model/documents/digest.ts';
import type { RunKind } from '../model/run-kind.ts';

const isOfBenchmarks = ({ sources }: Digest): boolean =>
  sources.length > 0 && sources.every(({ format }) => isBenchmarkFormat(format));

/** Benchmarks where a benchmark tool measured and no load tool did; samplers of memory or CPU may run beside either. */
export function kindOf(digests: readonly Digest[]): RunKind {
  const hasLoad = digests.some(
    ({ endpoints, ...digest }) => endpoints.length > 0 && !isOfBenchmarks({ ...digest, endpoints }),
  );
  return !hasLoad && digests.some(isOfBenchmarks) ? 'benchmark' : 'load';
}
