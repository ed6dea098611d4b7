import { changeFormOf } from '../../model/text/format.ts';
import type { DistributionShift } from '../../model/run-report.ts';
import { directionOf, type QuantileShift } from '../../stats/shift-function.ts';
import { largest, smallest } from '../../model/long-lists.ts';

/** "the median", "p95". */
const nameOf = (share: number): string =>
  share === 0.5 ? 'the median' : `p${Number((share * 100).toFixed(2))}`;

const verbs = { 1: 'rose', [-1]: 'fell' } as const;

/** Quantiles next to each other that moved the same way. */
function groupsOf(quantiles: readonly QuantileShift[]): QuantileShift[][] {
  const groups: QuantileShift[][] = [];
  for (const one of quantiles) {
    const open = groups.at(-1);
    const [first] = open ?? [];
    if (open !== undefined && first !== undefined && directionOf(first) === directionOf(one)) open.push(one);
    else groups.push([one]);
  }
  return groups;
}

function rangeOf(group: readonly QuantileShift[], all: readonly QuantileShift[]): string {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined) return '';
  if (group.length === all.length) return 'every percentile';
  if (first === last) return nameOf(first.share);
  if (last === all.at(-1)) return `${nameOf(first.share)} and above`;
  return first === all[0]
    ? `${nameOf(last.share)} and below`
    : `${nameOf(first.share)} to ${nameOf(last.share)}`;
}

function sizeOf(group: readonly QuantileShift[]): string {
  const sizes = group.map(({ relative }) => relative);
  const ends = [smallest(sizes), largest(sizes)];
  const show = changeFormOf(...ends);
  const [least, most] = ends.map((size) => show(size));
  return least === most ? `${least}` : `${least} to ${most}`;
}

/** "p95 and above rose (+40% to +52%); no change detected in p90 and below". */
export function shiftSentence({ quantiles }: Pick<DistributionShift, 'quantiles'>): string {
  const groups = groupsOf(quantiles);
  const moved = groups.flatMap((group) => {
    const [first] = group;
    const direction = first === undefined ? 0 : directionOf(first);
    return direction === 0 ? [] : `${rangeOf(group, quantiles)} ${verbs[direction]} (${sizeOf(group)})`;
  });
  const still = groups.filter((group) => group[0] !== undefined && directionOf(group[0]) === 0);
  const rest = still.map((group) => rangeOf(group, quantiles)).join(', ');
  return [...moved, ...(rest === '' ? [] : [`no change detected in ${rest}`])].join('; ');
}
