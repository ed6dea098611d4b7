import { formatChange, formatNumber } from '../../model/text/format.ts';

/**
 * The room that a value leaves to its bound, as a share of it: "+90%", "−36%". Beyond twice the bound it says how many
 * times the bound the value is, since "−2,163%" of an error rate tells nobody anything.
 */
export const marginText = (margin: number): string =>
  margin < -1 && Number.isFinite(margin) ? `${formatNumber(1 - margin)} × target` : formatChange(margin);
