import { median } from './robust.ts';

/** Repeats joined to runs: one value per build, and where each build begins in the given values. */
export interface BuildRuns {
  /** Median of each build's values, in order of first appearance. */
  values: number[];
  /** 0-based index of each build's first value. */
  starts: number[];
}

/** Joins repeats of one build to one run, their median; `builds` names the build of each value. */
export function runsOfBuilds(values: readonly number[], builds: readonly unknown[]): BuildRuns {
  const groups = new Map<unknown, { start: number; members: number[] }>();
  values.forEach((value, i) => {
    const group = groups.get(builds[i]);
    if (group === undefined) groups.set(builds[i], { start: i, members: [value] });
    else group.members.push(value);
  });
  const ordered = [...groups.values()];
  return { values: ordered.map(({ members }) => median(members)), starts: ordered.map(({ start }) => start) };
}
