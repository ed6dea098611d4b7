import { median } from './robust.ts';

/** Slices of equal length; index by index the same slice. */
export interface LoadSlices {
  /** Concurrent users (or offered requests per second). */
  users: readonly number[];
  /** Finished requests. */
  counts: readonly number[];
  /** Median (or p95) latency in ms; NaN without requests. */
  latenciesMs: readonly number[];
}

/** Medians of all slices at about one load. */
export interface LoadLevel {
  users: number;
  count: number;
  latencyMs: number;
  slices: number;
}

/** The load beyond which more users brought no more throughput. */
export interface Saturation {
  /** Load at which throughput stopped rising. */
  users: number;
  /** The higher load it is compared with. */
  beyondUsers: number;
  /** Throughput and latency there against here, as shares: 0.01 is 1 % more. */
  throughputChange: number;
  latencyChange: number;
}

/** Loads within 5 % of each other are one level. Levels of fewer than 3 slices are left out. Ascending by load. */
export function loadLevels({ users, counts, latenciesMs }: LoadSlices): LoadLevel[] {
  const order = users.map((_, i) => i).filter((i) => users[i]! > 0 && !Number.isNaN(latenciesMs[i]!));
  order.sort((a, b) => users[a]! - users[b]!);
  const levels: number[][] = [];
  for (const i of order) {
    const current = levels.at(-1);
    if (current !== undefined && users[i]! <= users[current[0]!]! * 1.05) current.push(i);
    else levels.push([i]);
  }
  return levels
    .filter((level) => level.length >= 3)
    .map((level) => ({
      users: median(level.map((i) => users[i]!)),
      count: median(level.map((i) => counts[i]!)),
      latencyMs: median(level.map((i) => latenciesMs[i]!)),
      slices: level.length,
    }));
}

/**
 * Saturation: the lowest load level after which every higher one brings at most 2 % more throughput although load
 * grows by at least 10 %, while latency rises by at least 10 %. null when throughput still grows at the highest load
 * or there are fewer than two levels.
 */
export function findSaturation(slices: LoadSlices): Saturation | null {
  const levels = loadLevels(slices);
  for (const [i, level] of levels.entries()) {
    const higher = levels.slice(i + 1).filter(({ users }) => users >= 1.1 * level.users);
    const last = higher.at(-1);
    if (last === undefined) return null;
    const isFlat = higher.every(({ count }) => count <= 1.02 * level.count);
    if (isFlat && last.latencyMs >= 1.1 * level.latencyMs) {
      return {
        users: level.users,
        beyondUsers: last.users,
        throughputChange: last.count / level.count - 1,
        latencyChange: last.latencyMs / level.latencyMs - 1,
      };
    }
  }
  return null;
}

/** Share of readings at or above 90 % of what was allowed (percent on the scale of the readings); NaN for none. */
export function busyShare(cpuPercents: readonly number[], allowedPercent: number): number {
  return cpuPercents.filter((percent) => percent >= 0.9 * allowedPercent).length / cpuPercents.length;
}
