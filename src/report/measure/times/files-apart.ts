import type { Digest } from '../../../model/documents/digest.ts';
import { problem, type Problem } from '../../../model/problem.ts';
import { spanOfDigest } from './digest-span.ts';
import { dayMs, timesOf, type FileTimes } from './file-times.ts';
import { dayText } from '../../../model/text/format.ts';

/** Two times of a run, one after the other, with a pause between them. */
export interface Pause {
  readonly before: FileTimes;
  readonly after: FileTimes;
}

/** A campaign may take a weekend. Files further apart are mostly of different tests. */
const longPauseMs = 7 * dayMs;

/** The pauses of a run that are longer than `leastMs`. Files whose times are unknown, or offsets, have none. */
export function pausesOf(digests: readonly Digest[], leastMs: number): Pause[] {
  const spans = digests.flatMap(timesOf).toSorted((a, b) => a.fromMs - b.fromMs);
  const pauses: Pause[] = [];
  let last: FileTimes | null = null;
  for (const next of spans) {
    if (last !== null && next.fromMs - last.toMs > leastMs) pauses.push({ before: last, after: next });
    if (last === null || next.toMs > last.toMs) last = next;
  }
  return pauses;
}

function daysText(ms: number): string {
  const days = Math.floor(ms / dayMs);
  return days === 1 ? 'more than a day' : `${days} days`;
}

/** "The raw files are 122 days apart: one.jtl ends on 2026-06-01, two.jtl begins on 2026-10-01." */
export function pauseText({ before, after }: Pause): string {
  const apart = daysText(after.fromMs - before.toMs);
  const [end, begin] = [dayText(before.toMs), dayText(after.fromMs)];
  return before.files === after.files
    ? `The samples of ${before.files} are ${apart} apart: some end on ${end}, others begin on ${begin}.`
    : `The raw files are ${apart} apart: ${before.files} ends on ${end}, ${after.files} begins on ${begin}.`;
}

/** Warnings of files that explain a pause within a file by themselves: a damaged time, or several runs in one file. */
const explaining = new Set(['rows-far-apart', 'appended-runs']);

/** Pauses of more than a week, as sentences. Those within one file are left to the warnings of that file. */
export function longPauses(digests: readonly Digest[]): string[] {
  const known = new Set(
    digests.flatMap(({ sources }) =>
      sources
        .filter(({ warnings }) => warnings.some(({ code }) => explaining.has(code)))
        .map(({ file }) => file),
    ),
  );
  const explains = (files: string): boolean => files.split(', ').some((file) => known.has(file));
  // Readings far from all requests have a warning of their own.
  const ofRequests = digests.filter((digest) => spanOfDigest(digest) !== null);
  return pausesOf(ofRequests.length > 0 ? ofRequests : digests, longPauseMs)
    .filter(({ before, after }) => before.files !== after.files || !explains(before.files))
    .map(pauseText);
}

/** The warning about a long pause. */
export const pauseProblem = (text: string, folder: string): Problem =>
  problem('warning', folder, text, {
    hint: 'If they are of different tests, move the files of the other test to a run of their own. Throughput and duration cover both.',
  });
