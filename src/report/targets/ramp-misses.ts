import type { EndpointDigest, SliceDigest } from '../../model/documents/digest.ts';
import { fixed, formatDuration } from '../../model/text/format.ts';
import { at } from '../../model/checked.ts';
import type { RampMisses } from '../../model/run-measures.ts';
import { largest } from '../../model/long-lists.ts';
import { histogramCount, shareAtMost } from '../../stats/histogram.ts';

/** So near to all users, the ramp is over. */
const allUsers = 0.95;
/** With more of the users at once than this, a load has no ramp. */
const fewUsers = 0.8;
/** A longer ramp is the test itself: load steps, or a load that rises throughout. */
const longestRamp = 0.3;
/** Smallest share of the misses that lies in the ramp, and smallest number of misses that shows it. */
const mostMisses = 0.9;
const fewestMisses = 5;

/** The slices before nearly all users had started, and how many users that are; null where nothing shows such a start. */
function rampOf(items: readonly SliceDigest[]): { readonly end: number; readonly users: number } | null {
  const users = items.map((slice) => slice.users ?? NaN);
  const most = largest(users.filter((one) => !Number.isNaN(one)));
  const end = users.findIndex((one) => one >= allUsers * most);
  const isRamp = end > 0 && at(users, 0) <= fewUsers * most && end <= longestRamp * users.length;
  return isRamp ? { end, users: most } : null;
}

const missesIn = (items: readonly SliceDigest[], limitMs: number): number =>
  items.reduce((sum, { histogram }) => {
    const count = histogramCount(histogram);
    return count === 0 ? sum : sum + count * (1 - shareAtMost(histogram, limitMs));
  }, 0);

/** The samples beyond a limit, if nearly all of them fell into the ramp; else null. */
export function rampMisses({ slices }: Pick<EndpointDigest, 'slices'>, limitMs: number): RampMisses | null {
  const ramp = rampOf(slices?.items ?? []);
  if (slices === null || ramp === null) return null;
  const { items, widthMs } = slices;
  const inRamp = Math.round(missesIn(items.slice(0, ramp.end), limitMs));
  const all = inRamp + Math.round(missesIn(items.slice(ramp.end), limitMs));
  if (all < fewestMisses || inRamp < mostMisses * all) return null;
  const seconds = ((at(items, ramp.end).index - at(items, 0).index) * widthMs) / 1_000;
  return { all, inRamp, seconds, users: ramp.users };
}

/** Where the misses are, and how to leave them out. */
export const rampText = ({ all, inRamp, seconds, users }: RampMisses): string =>
  `${inRamp === all ? 'All' : `${fixed(inRamp, 0)} of the`} ${fixed(all, 0)} samples beyond the bound are in the first ${formatDuration(seconds)}, before all ${fixed(users, 0)} users had started. If the ramp-up should not count, set "warmupSeconds": ${Math.ceil(seconds)} in run.json.`;
