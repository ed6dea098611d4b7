import { studentQuantile, studentTwoSided } from './distributions.ts';
import { roundingError } from './moments.ts';

/** A difference with its test. */
export interface DifferenceTest {
  readonly difference: number;
  /** The standard error of the difference. */
  readonly error: number;
  readonly df: number;
  /** Two-sided p value. */
  readonly p: number;
}

/**
 * The t test of a difference whose variance is known with `df` degrees of freedom: every test of a difference ends here.
 * A difference that rounding may have made has p = 1, even without any spread.
 */
export function testDifference(difference: number, variance: number, df: number): DifferenceTest {
  const error = Math.sqrt(variance);
  if (Math.abs(difference) <= roundingError) return { difference, error, df, p: 1 };
  return { difference, error, df, p: studentTwoSided(difference / error, df) };
}

/** Half the width of a 95% interval around a tested difference. */
export const halfWidth = ({ error, df }: DifferenceTest): number =>
  error === 0 ? 0 : studentQuantile(0.975, df) * error;
