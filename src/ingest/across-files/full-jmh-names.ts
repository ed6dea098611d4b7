import type { Digest } from '../../model/documents/digest.ts';

const formatOf = ({ sources }: Digest): string | undefined => sources[0]?.format;

/**
 * JMH's text leaves out the packages that all its benchmarks share. Beside the JSON or CSV of the same benchmarks, they go
 * by their full names, so that both are results of one benchmark.
 */
export function withFullJmhNames(digests: readonly Digest[]): readonly Digest[] {
  const full = new Set(
    digests
      .filter((digest) => ['jmh-json', 'jmh-csv'].includes(formatOf(digest) ?? ''))
      .flatMap(({ endpoints, measures }) => [
        ...endpoints.map(({ endpoint }) => endpoint),
        ...measures.flatMap(({ endpoint }) => endpoint ?? []),
      ]),
  );
  return digests.map((digest) => (formatOf(digest) === 'jmh-text' ? renamed(digest, [...full]) : digest));
}

function renamed(digest: Digest, full: readonly string[]): Digest {
  const nameOf = (short: string): string => {
    const found = full.filter((name) => name === short || name.endsWith(`.${short}`));
    return found.length === 1 ? (found[0] ?? short) : short;
  };
  return {
    ...digest,
    endpoints: digest.endpoints.map((row) => ({ ...row, endpoint: nameOf(row.endpoint) })),
    measures: digest.measures.map((one) =>
      one.endpoint === undefined || !one.name.startsWith(one.endpoint)
        ? one
        : {
            ...one,
            endpoint: nameOf(one.endpoint),
            name: `${nameOf(one.endpoint)}${one.name.slice(one.endpoint.length)}`,
          },
    ),
  };
}
