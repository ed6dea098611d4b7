import type { Digest, EndpointDigest, IngestWarning } from '../../model/documents/digest.ts';

/** What files say of one name in one scenario. */
interface Methods {
  readonly known: ReadonlySet<string>;
  /** True if every row of the name states its method. */
  readonly isComplete: boolean;
}

const keyOf = ({ scenario, endpoint }: EndpointDigest): string => `${scenario ?? ''}\0${endpoint}`;

/**
 * Puts the method before a name that has requests of several (`GET /cart`, `POST /cart`). With one method the name stays
 * as it is. If another file has the name without a method, such as the summary of the same test, nothing says which
 * requests that is about, so the requests stay together and a warning says so.
 */
export function withMethods(digests: readonly Digest[]): Digest[] {
  const rows = Map.groupBy(
    digests.flatMap(({ endpoints }) => endpoints),
    keyOf,
  );
  const methods = new Map([...rows].map(([key, same]) => [key, methodsOf(same)]));
  return digests.map((digest) => {
    if (digest.endpoints.every(({ method }) => method === undefined)) return digest;
    const endpoints = digest.endpoints.map(({ method, ...row }) => {
      const { known, isComplete } = methods.get(keyOf(row)) ?? { known: new Set(), isComplete: false };
      const isSplit = method !== undefined && isComplete && known.size > 1;
      return isSplit ? { ...row, endpoint: `${method} ${row.endpoint}` } : row;
    });
    return warned({ ...digest, endpoints }, joinedNames(digest, methods));
  });
}

const methodsOf = (rows: readonly EndpointDigest[]): Methods => ({
  known: new Set(rows.flatMap(({ method }) => method ?? [])),
  isComplete: rows.every(({ method }) => method !== undefined),
});

/** Names whose requests stay together although they are of several methods. */
function joinedNames(
  { endpoints }: Digest,
  methods: ReadonlyMap<string, Methods>,
): (readonly [name: string, methods: readonly string[]])[] {
  const all = new Map(endpoints.map((row) => [row.endpoint, methods.get(keyOf(row))] as const));
  return [...all].flatMap(([name, found]) =>
    found === undefined || found.isComplete || found.known.size < 2 ? [] : [[name, [...found.known].sort()]],
  );
}

function warned(digest: Digest, names: ReturnType<typeof joinedNames>): Digest {
  if (names.length === 0) return digest;
  const which = names.map(([name, methods]) => `"${name}" (${methods.join(', ')})`).join(', ');
  const warning: IngestWarning = {
    code: 'several-methods',
    message: `Requests of several methods are counted together, because another file has the name without a method: ${which}.`,
  };
  return {
    ...digest,
    sources: digest.sources.map((source, i) =>
      i === 0 ? { ...source, warnings: [...source.warnings, warning] } : source,
    ),
  };
}
