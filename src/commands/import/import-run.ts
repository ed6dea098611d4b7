import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../../model/documents/manifest.ts';
import { problem, type Problem } from '../../model/problem.ts';
import { Refusal } from '../../project/refusal.ts';
import type { Paths } from '../../store/paths.ts';
import { draftRun } from '../new/draft-run.ts';
import { rejectClashes } from '../new/raw-sources.ts';
import { sortedSources } from '../new/usable-sources.ts';
import type { PlannedRun } from './plan-import.ts';

/** How runs are imported. */
export interface ImportOptions {
  readonly isDryRun: boolean;
  readonly acceptRejected: boolean;
}

/** A run of the past, and what became of it. */
export interface ImportedRun {
  readonly id: string;
  /** `new`: a dry run would write it. `exists`: a run of this id is there and stays as it is. */
  readonly status: 'new' | 'written' | 'exists' | 'invalid';
  readonly manifest: Manifest | null;
  readonly files: readonly { readonly path: string; readonly target: string; readonly format: string }[];
  /** Files that are no results, as the user knows them. */
  readonly leftOut: readonly string[];
  readonly problems: readonly Problem[];
}

/** Imports one run, or says what importing it would do. Problems are returned, none is thrown. */
export async function importRun(
  planned: PlannedRun,
  options: ImportOptions,
  paths: Paths,
): Promise<ImportedRun> {
  const { id, startedAt, stated } = planned.facts;
  const empty = { id, manifest: null, files: [], leftOut: [], problems: [] };
  if (await exists(join(paths.data, id))) return { ...empty, status: 'exists' };
  const { results, others } = await sortedSources(planned.sources);
  const leftOut = others.map(({ path }) => path);
  const [first] = planned.sources;
  const place = first?.shownPath ?? id;
  if (results.length === 0) return { ...empty, leftOut, status: 'invalid', problems: [noResults(place)] };
  try {
    rejectClashes(results);
    const past = { sources: results, stated, startedAt, isDryRun: options.isDryRun };
    const request = { id, from: [], useThisMachine: false, acceptRejected: options.acceptRejected, past };
    const drafted = await draftRun(request, paths);
    const shownPaths = new Map(results.map(({ target, shownPath }) => [target, shownPath]));
    const files = drafted.files.map(({ file, format }) => ({
      path: shownPaths.get(file) ?? file,
      target: file,
      format,
    }));
    const notes = drafted.notes.map((note) => problem('warning', place, note));
    return {
      id,
      status: options.isDryRun ? 'new' : 'written',
      manifest: drafted.manifest,
      files,
      leftOut,
      problems: [...undated(drafted.manifest, id, place), ...notes, ...drafted.problems],
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const reasons =
      error.problems.length > 0
        ? error.problems
        : [problem('error', place, error.message, { hint: error.hint })];
    return { ...empty, leftOut, status: 'invalid', problems: reasons };
  }
}

const exists = async (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

const noResults = (place: string): Problem =>
  problem('error', place, 'None of these files is a result that Perfolio reads.', {
    hint: 'Use a pattern that does not match them.',
  });

/** A run without a date is in no trend. */
const undated = ({ startedAt }: Manifest, id: string, place: string): Problem[] =>
  startedAt !== undefined
    ? []
    : [
        problem('warning', place, `Nothing states the date of the run "${id}", so trends leave it out.`, {
          hint: 'Add {date} to the pattern, or set "startedAt" in its run.json.',
        }),
      ];
