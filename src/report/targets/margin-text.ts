import { formatChange, formatNumber, leastFactor } from '../../model/text/format.ts';

/**
 * The room that a value leaves to its bound, as a share of it: "+90%", "−36%". As with changes, ten times the bound and more is a
 * factor: "22.6 × target".
 */
export function marginText(margin: number): string {
  const factor = 1 + Math.abs(margin);
  return factor >= leastFactor && Number.isFinite(margin)
    ? `${formatNumber(factor)} × target`
    : formatChange(margin);
}

/** How far a value is beyond its bound: "+36%", "22.6 × target". */
export const beyondText = (margin: number): string => marginText(margin).replace(/^\u2212/, '+');
