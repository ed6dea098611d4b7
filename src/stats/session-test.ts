import { testDifference, type DifferenceTest } from './difference-test.ts';
import type { SessionFit } from './session-fit.ts';
import type { Variance } from './variance-prior.ts';

/**
 * The t test of a fit with its (moderated) variances. What else is known: no variance is below `least`, and a session of
 * the head has the variance `excess` beyond that of one of the base.
 */
export function testSessions(
  { difference, weight, repeatWeight, countHead }: SessionFit,
  sessions: Variance,
  repeats: Variance,
  { least = 0, excess = 0 }: { readonly least?: number; readonly excess?: number } = {},
): DifferenceTest {
  const spread = Math.max(least, sessions.variance) * weight + repeats.variance * repeatWeight;
  return testDifference(difference, spread + excess / countHead, sessions.df);
}

/**
 * The t test from repeats within sessions, where too few sessions show how sessions differ: `assumed` is the standard
 * deviation between sessions that is taken for granted.
 */
export function testRepeats(
  { difference, repeatsAlone, unknownSlope, countBase, countHead }: SessionFit,
  repeats: Variance,
  assumed: number,
  least = 0,
): DifferenceTest {
  const own = Math.max(least, repeats.variance) * repeatsAlone;
  const between = assumed ** 2 * (1 / countBase + 1 / countHead);
  return testDifference(difference, own + between + unknownSlope, repeats.df);
}
