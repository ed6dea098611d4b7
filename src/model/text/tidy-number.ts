/**
 * A computed number without the dust of binary fractions: 0.3 / 0.1 - 1 is 2, not 1.9999999999999996. A difference of two
 * values loses digits, so twelve are left: more than any measurement has.
 */
export const tidyNumber = (value: number): number => Number(value.toPrecision(12));

/** Both bounds of an interval, each as `tidyNumber`. */
export const tidyPair = ([lower, upper]: readonly [number, number]): [lower: number, upper: number] => [
  tidyNumber(lower),
  tidyNumber(upper),
];
