/** A closed interval of plausible values, in the unit of the number it belongs to. A missing side is infinite. */
export interface Interval {
  lower: number;
  upper: number;
}
