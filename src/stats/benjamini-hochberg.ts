import { numberAt } from './numbers.ts';

/**
 * Benjamini & Hochberg's adjusted p values (J. R. Stat. Soc. B 57 (1995) 289-300), in the order given. Calling a
 * finding where the adjusted value is at most q keeps the expected share of false findings at q.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const count = pValues.length;
  const order = pValues.map((_, i) => i).sort((a, b) => numberAt(pValues, b) - numberAt(pValues, a));
  const adjusted = new Array<number>(count).fill(1);
  let least = 1;
  order.forEach((index, fromTop) => {
    least = Math.min(least, (numberAt(pValues, index) * count) / (count - fromTop));
    adjusted[index] = least;
  });
  return adjusted;
}
