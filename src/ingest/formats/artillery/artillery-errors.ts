import type { FileAccount } from '../../record/file-account.ts';

/** How often each thing that failed was seen. */
export interface ErrorCount {
  readonly type: string;
  readonly count: number;
}

/** What is found wrong with a response after it came: its status may count as an error already. */
const afterResponse = /^failed (?:capture|match|expectation)/i;

/**
 * Requests that failed: errors without a response, and responses by status from 400 up. Failed captures and
 * expectations are left out, with a warning, since the file does not say how many of them failed by status as well.
 */
export function artilleryErrors(
  errors: ReadonlyMap<string, number>,
  codes: ReadonlyMap<string, number>,
  account: FileAccount,
): ErrorCount[] {
  const counts = (all: ReadonlyMap<string, number>): ErrorCount[] =>
    [...all].map(([type, count]) => ({ type, count })).filter((one) => one.count > 0);
  const checks = counts(errors).filter((one) => afterResponse.test(one.type));
  if (checks.length > 0)
    account.warn(
      'failed-checks',
      `${sumOf(checks)} failed captures or expectations are not counted as errors: the file does not say which of these requests failed by status already.`,
    );
  return [
    ...counts(errors).filter((one) => !afterResponse.test(one.type)),
    ...counts(codes).filter((one) => Number(one.type) >= 400),
  ].sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
}

/** How many there are of all types. */
export const sumOf = (counts: readonly ErrorCount[]): number =>
  counts.reduce((sum, one) => sum + one.count, 0);
