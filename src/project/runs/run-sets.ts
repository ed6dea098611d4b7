import { join } from 'node:path';
import { groupFiles, type FileSet, type UnreadFile } from '../../ingest/read-files.ts';
import { at, entryOf } from '../../model/checked.ts';
import type { Manifest } from '../../model/documents/manifest.ts';
import { append } from '../../model/long-lists.ts';
import { hashOf } from '../../store/cache.ts';
import type { FoundRun } from '../read/discover.ts';
import { rawFilesOf, type FileFacts } from './file-facts.ts';

/** Files of a run that are read together, with what is known of all of them. */
export interface RunSet {
  readonly set: FileSet;
  readonly about: FileFacts;
}

/** The raw files of a run in the sets in which they are read. */
export async function runSets(
  run: FoundRun,
  manifest: Manifest,
): Promise<{ sets: RunSet[]; unread: UnreadFile[] }> {
  const facts = rawFilesOf(run, manifest);
  const sets: RunSet[] = [];
  const unread: UnreadFile[] = [];
  for (const files of Map.groupBy(facts.keys(), (file) => hashOf(facts.get(file))).values()) {
    const about = entryOf(facts, at(files, 0));
    const grouped = await groupFiles(
      files.map((file) => ({
        diskPath: join(run.folder, file),
        shownPath: file,
        format: about.stated?.format ?? null,
        encoding: about.stated?.encoding ?? null,
        together: about.stated?.together ?? false,
      })),
    );
    append(unread, grouped.unread);
    append(
      sets,
      grouped.sets.map((set) => ({ set, about: outsideOwnFolders(set, about, manifest) })),
    );
  }
  return { sets, unread };
}

/** The scenario is the first folder that the tool has not made itself: criterion has one for each benchmark. */
function outsideOwnFolders({ adapter, files }: FileSet, about: FileFacts, manifest: Manifest): FileFacts {
  const own = adapter.ownFolders?.(files);
  const place = `/${files[0].path}`;
  const end = own === undefined ? -1 : place.indexOf(`/${own}/`);
  const isNamed = manifest.scenarios?.some(({ id }) => id === about.scenario) === true;
  if (end < 0 || isNamed || about.stated?.scenario !== undefined) return about;
  return { ...about, scenario: place.slice(0, end).split('/')[1] ?? null };
}
