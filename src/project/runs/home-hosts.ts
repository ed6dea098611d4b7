import { orderRuns } from '../../history/runs/order.ts';
import type { RunMeasures } from '../../model/run-measures.ts';

/** By id of a run with several hosts, the one that its latest earlier run had; runs without such a host are left out. */
export function homeHosts(runs: readonly RunMeasures[]): ReadonlyMap<string, string> {
  // The latest comes last.
  const seen = new Set<string>();
  const homes = new Map<string, string>();
  for (const { id, hosts } of orderRuns(runs, (run) => run).dated) {
    if (hosts === undefined) continue;
    const known = [...seen].findLast((origin) => hosts.origins.includes(origin));
    const home = hosts.home ?? known ?? null;
    if (home === null) continue;
    if (hosts.home === null) homes.set(id, home);
    seen.delete(home);
    seen.add(home);
  }
  return homes;
}
