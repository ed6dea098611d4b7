import { isCalled } from '../metrics/called.ts';
/** A metric compared, in a diff or in a report. */
interface Compared {
  readonly relative: number | null;
  readonly verdict: string;
  readonly interval:
    readonly [number, number] | { readonly lower: number | null; readonly upper: number | null } | null;
}

/** Printed below changes of which an interval contains 0. */
const note =
  'An interval that contains 0 beside a reported change is of the change as measured. The verdict leaves out what the run did to all endpoints.';

/** Printed below changes that are an end of their own interval. */
const endNote =
  'Intervals compare the means of all repeats. One that ends exactly at the change was widened to include it, because this run or its baseline is far from the mean.';

/** The ends of the interval of a called change. */
function endsOf(change: Compared): readonly [number | null, number | null] {
  const { interval } = change;
  if (!isCalled(change) || interval === null) return [null, null];
  return 'lower' in interval ? [interval.lower, interval.upper] : interval;
}

function endsAtChange(change: Compared): boolean {
  const [lower, upper] = endsOf(change);
  return change.relative !== null && lower !== upper && [lower, upper].includes(change.relative);
}

function containsZero(change: Compared): boolean {
  const [lower, upper] = endsOf(change);
  return lower !== null && upper !== null && lower < 0 && upper > 0;
}

/** What is odd about the interval of a called change: it contains 0, or ends at the change. Null where none does. */
export function intervalNote(changes: readonly Compared[]): string | null {
  const notes = [
    ...(changes.some(containsZero) ? [note] : []),
    ...(changes.some(endsAtChange) ? [endNote] : []),
  ];
  return notes.length === 0 ? null : notes.join(' ');
}
