/** A change that is called: a regression or an improvement. */
export type Called<Change> = Change & { readonly verdict: 'worse' | 'better' };

/** True for a regression or an improvement. */
export const isCalled = <Change extends { readonly verdict: string }>(
  change: Change,
): change is Called<Change> => change.verdict === 'worse' || change.verdict === 'better';
