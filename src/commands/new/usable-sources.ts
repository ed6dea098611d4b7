import { groupFiles, type UnreadFile } from '../../ingest/read-files.ts';
import { problem } from '../../model/problem.ts';
import { Refusal } from '../../project/refusal.ts';
import { unreadable } from './read-new-run.ts';
import type { RawSource } from './raw-sources.ts';

/** The files of a run to be, by the start of each. */
export interface SortedSources {
  /** Results, and files that look like damaged ones. */
  readonly results: readonly RawSource[];
  /** Files of folders that are no results: tools write logs and settings beside them, and people notes and scripts. */
  readonly others: readonly UnreadFile[];
  /** Files that cannot be used and may not be left out: damaged ones, and those that the user named. */
  readonly failed: readonly UnreadFile[];
}

/** Reads the start of each file, before anything is copied. */
export async function sortedSources(sources: readonly RawSource[]): Promise<SortedSources> {
  const { unread } = await groupFiles(
    sources.map(({ diskPath, shownPath }) => ({ diskPath, shownPath, format: null })),
  );
  const named = new Set(sources.flatMap((one) => (one.isFromFolder ? [] : one.shownPath)));
  const others = unread.filter(({ path, error }) => error.code === 'unknown-format' && !named.has(path));
  const leftOut = new Set(others.map(({ path }) => path));
  return {
    results: sources.filter(({ shownPath }) => !leftOut.has(shownPath)),
    others,
    failed: unread.filter((one) => !others.includes(one)),
  };
}

/** As `sortedSources`. Throws a Refusal that lists the files that failed, or if no file is a result. */
export async function usableSources(sources: readonly RawSource[]): Promise<SortedSources> {
  const sorted = await sortedSources(sources);
  const { results, others, failed } = sorted;
  if (failed.length > 0)
    throw unreadable(
      failed.map(({ path, error }) =>
        problem('error', path, error.message, { hint: error.hint, line: error.line }),
      ),
    );
  if (results.length === 0)
    throw new Refusal(
      'Nothing was written: none of these files is a result.',
      leftOutNotes(others).join(' '),
    );
  return sorted;
}

/** What files that are almost results lack is said of each; the others are listed. */
export function leftOutNotes(others: readonly UnreadFile[]): string[] {
  const nearMiss = ({ error }: UnreadFile): boolean => /\blooks like\b/.test(error.message);
  const plain = others.filter((one) => !nearMiss(one)).map(({ path }) => path);
  return [
    ...others.filter(nearMiss).map(({ path, error }) => `Left out: ${path}. ${error.message}`),
    ...(plain.length === 0
      ? []
      : [
          `Left out, because ${plain.length === 1 ? 'it is not a result' : 'they are not results'}: ${plain.join(', ')}.`,
        ]),
  ];
}
