import type { Digest } from '../../model/documents/digest.ts';
import type { RunHosts } from '../../model/run-hosts.ts';
import { urlName, type UrlName } from '../../model/text/url-name.ts';

/** What the project says of names. */
export interface HostRules {
  /** True for a name that project.json states, which stays as it is. */
  readonly isStated: (name: string) => boolean;
  /** The endpoint of a name without host. */
  readonly endpointOf: (plain: string) => string;
  /** The host that earlier runs had; null if unknown. */
  readonly home: string | null;
}

/**
 * Takes scheme and host out of the names of endpoints, so that a run against another host continues the history. Hosts
 * that differ within a run stay, except the one that earlier runs had.
 */
export function withoutHosts(
  digests: readonly Digest[],
  rules: HostRules,
): { digests: Digest[]; hosts: RunHosts } {
  const names = new Set(digests.flatMap(namesOf));
  const urls = [...names].flatMap((name): [string, UrlName][] => {
    const url = rules.isStated(name) ? null : urlName(name);
    return url === null ? [] : [[name, url]];
  });
  const origins = [...new Set(urls.map(([, { origin }]) => origin))].sort();
  const home = homeOf(origins, rules.home);
  if (home === null) return { digests: [...digests], hosts: { origins, home, former: [] } };
  const own = urls.filter(([, { origin }]) => origin === home);
  const count = Map.groupBy(own, ([, { plain }]) => plain);
  const renamed = new Map(
    own
      .filter(([, { plain }]) => count.get(plain)?.length === 1 && !names.has(plain))
      .map(([name, { plain }]) => [name, rules.endpointOf(plain)]),
  );
  const former = [...renamed].map(([name, endpoint]) => [endpoint, name] as const);
  return { digests: digests.map((digest) => rename(digest, renamed)), hosts: { origins, home, former } };
}

const homeOf = (origins: readonly string[], known: string | null): string | null =>
  origins.length === 1 ? (origins[0] ?? null) : known !== null && origins.includes(known) ? known : null;

const namesOf = ({ endpoints, transactions, timeline, measures }: Digest): string[] => [
  ...[...endpoints, ...transactions, ...timeline].map(({ endpoint }) => endpoint),
  ...measures.flatMap(({ endpoint }) => endpoint ?? []),
];

function rename(digest: Digest, names: ReadonlyMap<string, string>): Digest {
  if (names.size === 0) return digest;
  const named = <Row extends { readonly endpoint: string }>(row: Row): Row => {
    const endpoint = names.get(row.endpoint);
    return endpoint === undefined ? row : { ...row, endpoint };
  };
  return {
    ...digest,
    endpoints: digest.endpoints.map(named),
    transactions: digest.transactions.map(named),
    timeline: digest.timeline.map(named),
    measures: digest.measures.map((one) => {
      const endpoint = one.endpoint === undefined ? undefined : names.get(one.endpoint);
      return endpoint === undefined ? one : { ...one, endpoint };
    }),
  };
}
