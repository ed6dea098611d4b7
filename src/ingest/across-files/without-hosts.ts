import type { Digest } from '../../model/documents/digest.ts';
import type { KnownHomes, RunHosts } from '../../model/run-hosts.ts';
import { urlName, type UrlName } from '../../model/text/url-name.ts';

/** What the project says of names. */
export interface HostRules {
  /** True for a name that project.json states, which stays as it is. */
  readonly isStated: (name: string) => boolean;
  /** The endpoint of a name without host. */
  readonly endpointOf: (plain: string) => string;
  /** The hosts that earlier runs had. */
  readonly homes: KnownHomes;
}

/** What becomes of the names of one scenario. */
interface ScenarioNames {
  readonly origins: readonly string[];
  /** The host whose endpoints go by their paths; null if there are several, and none is known from earlier runs. */
  readonly home: string | null;
  /** By name in the files, the endpoint. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * Takes scheme and host out of the names of endpoints, so that a run against another host continues the history. Hosts
 * that differ within a scenario stay, except the one that earlier runs had in it. Other scenarios do not matter: a test of
 * a preview environment may lie beside one of this machine, and k6's `setup` often calls another service alone.
 */
export function withoutHosts(
  digests: readonly Digest[],
  rules: HostRules,
): { digests: Digest[]; hosts: RunHosts } {
  const homes = new Map(rules.homes);
  const scenarios = new Map(
    [...namesByScenario(digests)].map(([scenario, names]) => [
      scenario,
      scenarioNames(names, rules, homes.get(scenario) ?? []),
    ]),
  );
  const found = [...scenarios.values()];
  const distinct = (origins: readonly string[]): string[] => [...new Set(origins)].sort();
  const former = new Map(
    found.flatMap(({ renamed }) =>
      [...renamed].map(([name, endpoint]) => [`${endpoint}\0${name}`, [endpoint, name] as const]),
    ),
  );
  return {
    digests: digests.map((digest) => rename(digest, scenarios)),
    hosts: {
      origins: distinct(found.flatMap(({ origins }) => origins)),
      scenarios: [...scenarios].flatMap(([scenario, { origins, home }]) =>
        origins.length === 0 ? [] : [{ scenario, home, undecided: home === null ? distinct(origins) : [] }],
      ),
      former: [...former.values()],
    },
  };
}

function scenarioNames(
  names: ReadonlySet<string>,
  rules: HostRules,
  known: readonly string[],
): ScenarioNames {
  const urls = [...names].flatMap((name): [string, UrlName][] => {
    const url = rules.isStated(name) ? null : urlName(name);
    return url === null ? [] : [[name, url]];
  });
  const origins = [...new Set(urls.map(([, { origin }]) => origin))];
  const home = homeOf(origins, known);
  const own = urls.filter(([, { origin }]) => origin === home);
  const count = Map.groupBy(own, ([, { plain }]) => plain);
  const renamed = new Map(
    own
      .filter(([, { plain }]) => count.get(plain)?.length === 1 && !names.has(plain))
      .map(([name, { plain }]) => [name, rules.endpointOf(plain)]),
  );
  return { origins, home, renamed };
}

const homeOf = (origins: readonly string[], known: readonly string[]): string | null =>
  origins.length === 1 ? (origins[0] ?? null) : (known.findLast((host) => origins.includes(host)) ?? null);

/** The names of each scenario; those of what belongs to none are by themselves. */
function namesByScenario(digests: readonly Digest[]): Map<string | null, Set<string>> {
  const names = new Map<string | null, Set<string>>();
  for (const { endpoints, transactions, timeline, measures } of digests)
    for (const { scenario = null, endpoint } of [...endpoints, ...transactions, ...timeline, ...measures])
      if (endpoint !== undefined)
        names.set(scenario, (names.get(scenario) ?? new Set<string>()).add(endpoint));
  return names;
}

function rename(digest: Digest, scenarios: ReadonlyMap<string | null, ScenarioNames>): Digest {
  const newName = (scenario: string | null | undefined, name: string): string | undefined =>
    scenarios.get(scenario ?? null)?.renamed.get(name);
  const named = <Row extends { readonly scenario: string | null; readonly endpoint: string }>(
    row: Row,
  ): Row => {
    const endpoint = newName(row.scenario, row.endpoint);
    return endpoint === undefined ? row : { ...row, endpoint };
  };
  return {
    ...digest,
    endpoints: digest.endpoints.map(named),
    transactions: digest.transactions.map(named),
    timeline: digest.timeline.map(named),
    measures: digest.measures.map((one) => {
      const endpoint = one.endpoint === undefined ? undefined : newName(one.scenario, one.endpoint);
      return endpoint === undefined ? one : { ...one, endpoint };
    }),
  };
}
