/** Share of readings at or above 90% of what was allowed (percent on the scale of the readings); NaN for none. */
export function busyShare(cpuPercents: readonly number[], allowedPercent: number): number {
  return cpuPercents.filter((percent) => percent >= 0.9 * allowedPercent).length / cpuPercents.length;
}
