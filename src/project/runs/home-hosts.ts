import { orderRuns } from '../../history/runs/order.ts';
import type { RunMeasures } from '../../model/run-measures.ts';

/**
 * By id of a run with a scenario of several hosts, those that earlier runs had, the latest last; runs without such a host
 * are left out.
 */
export function homeHosts(runs: readonly RunMeasures[]): ReadonlyMap<string, readonly string[]> {
  // The latest comes last.
  const seen = new Set<string>();
  const homes = new Map<string, readonly string[]>();
  for (const { id, hosts } of orderRuns(runs, (run) => run).dated) {
    if (hosts === undefined) continue;
    const known = [...seen].filter((origin) => hosts.undecided.includes(origin));
    if (known.length > 0) homes.set(id, known);
    for (const home of [...hosts.homes, ...known.slice(-1)]) {
      seen.delete(home);
      seen.add(home);
    }
  }
  return homes;
}
