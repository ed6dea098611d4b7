import { at } from '../../model/checked.ts';
import type { Curve } from '../percentile-curves.ts';

/** Cells of a density per factor of ten: each a fifth wider than the one before. */
const perDecade = 12;

/** The share of requests between two response times. */
export interface DensityCell {
  /** Lower bound in the unit of the curve; the upper one is that of the next cell. */
  readonly from: number;
  readonly share: number;
}

const edge = (cell: number): number => 10 ** (cell / perDecade);

/** The share of requests at or below `value`: between the points of the curve on a straight line of log(value). */
function shareUpTo(value: number, points: Curve['points']): number {
  const next = points.findIndex(({ ms }) => ms > value);
  if (next < 0) return 1;
  if (next === 0) return 0;
  const [low, high] = [at(points, next - 1), at(points, next)];
  if (low.ms <= 0) return low.share;
  return low.share + (high.share - low.share) * (Math.log(value / low.ms) / Math.log(high.ms / low.ms));
}

/**
 * The density of response times in cells of equal width on a log axis, read off a percentile curve that reaches from the
 * minimum to the maximum. Empty where the curve does not: a few percentiles give no density.
 */
export function densityOf({ points }: Pick<Curve, 'points'>): DensityCell[] {
  const [least, most] = [points[0], points.at(-1)];
  if (least?.share !== 0 || most?.share !== 1 || points.length < 8) return [];
  const positive = points.find(({ ms }) => ms > 0);
  if (positive === undefined) return [];
  const first = Math.floor(Math.log10(positive.ms) * perDecade + 1e-9);
  const last = Math.floor(Math.log10(most.ms) * perDecade + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const below = i === 0 ? 0 : shareUpTo(edge(first + i), points);
    const upTo = i === last - first ? 1 : shareUpTo(edge(first + i + 1), points);
    return { from: edge(first + i), share: upTo - below };
  });
}

/** The upper bound of a cell. */
export const cellEnd = ({ from }: DensityCell): number => from * edge(1);
