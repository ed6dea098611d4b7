/** A closed interval of plausible values, in the unit of the number it belongs to. A missing side is infinite. */
export interface Interval {
  lower: number;
  upper: number;
}

/** Why a sample says less than as many independent values, all of them seen, would. */
export interface Weakness {
  /** How many dependent values are worth one independent one; see variance-inflation.ts. Default 1. */
  inflation?: number;
  /** Values that exist and could not be read: each may be anything. Default 0. */
  unseen?: number;
}
