import { orderRuns } from '../../history/runs/order.ts';
import type { KnownHomes } from '../../model/run-hosts.ts';
import type { RunMeasures } from '../../model/run-measures.ts';

/**
 * By id of a run with a scenario of several hosts, those that the scenario had in earlier runs; runs without such a host
 * are left out. Hosts of other scenarios do not count: else runs of one script would get other names than its first run,
 * in which nothing was known yet.
 */
export function homeHosts(runs: readonly RunMeasures[]): ReadonlyMap<string, KnownHomes> {
  const seen = new Map<string | null, Set<string>>();
  const homes = new Map<string, KnownHomes>();
  for (const { id, hosts } of orderRuns(runs, (run) => run).dated) {
    const known: [string | null, string[]][] = [];
    for (const { scenario, home, undecided } of hosts?.scenarios ?? []) {
      const earlier = seen.get(scenario) ?? new Set<string>();
      seen.set(scenario, earlier);
      const own = [...earlier].filter((origin) => undecided.includes(origin));
      if (own.length > 0) known.push([scenario, own]);
      const latest = home ?? own.at(-1);
      if (latest === undefined) continue;
      // The latest comes last.
      earlier.delete(latest);
      earlier.add(latest);
    }
    if (known.length > 0) homes.set(id, known);
  }
  return homes;
}
