/** A called change, in a diff or in a report. */
interface Called {
  readonly verdict: string;
  readonly interval:
    readonly [number, number] | { readonly lower: number | null; readonly upper: number | null } | null;
}

/** Printed below changes of which an interval contains 0. */
const note =
  'An interval that contains 0 beside a reported change is of the change as measured. The verdict leaves out what the run did to all endpoints.';

function containsZero({ verdict, interval }: Called): boolean {
  if ((verdict !== 'worse' && verdict !== 'better') || interval === null) return false;
  const [lower, upper] = 'lower' in interval ? [interval.lower, interval.upper] : interval;
  return lower !== null && upper !== null && lower < 0 && upper > 0;
}

/** Why the interval of a called change contains 0; null where none does. */
export const intervalNote = (changes: readonly Called[]): string | null =>
  changes.some(containsZero) ? note : null;
