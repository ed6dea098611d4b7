import { basename, isAbsolute } from 'node:path';
import type { ReadOptions } from '../../ingest/adapter.ts';
import { perfolioDigest } from '../../ingest/formats/perfolio-digest.ts';
import {
  groupFiles,
  readSet,
  type FileSet,
  type FileToRead,
  type UnreadFile,
} from '../../ingest/read-files.ts';
import type { IngestError } from '../../ingest/files/ingest-error.ts';
import type { RawFile } from '../../ingest/files/raw-file.ts';
import { usersTogether } from '../../ingest/record/generators.ts';
import type { RecorderOptions } from '../../ingest/record/recorder.ts';
import { mergeDigests } from '../../ingest/record/merge-digests.ts';
import { isSampled } from '../../ingest/record/test-totals.ts';
import { repeatsAmong, setWithout, withLeftOut, type Repeats } from '../../ingest/repeats/without-repeats.ts';
import { settledDigests } from '../../ingest/across-files/settled-digests.ts';
import type { Digest, SourceFile } from '../../model/documents/digest.ts';
import { commandLine } from '../../model/text/command-line.ts';
import { Refusal } from '../../project/refusal.ts';
import { append } from '../../model/long-lists.ts';

/** What to digest, and how. */
export interface DigestRequest {
  readonly files: readonly FileToRead[];
  readonly timeZone: string | null;
  /** The scenario of all samples; null for the one that a file names. */
  readonly scenario: string | null;
  /** Is called before the files are read: once to find rows that several of them hold, once for the digest. */
  readonly onStage: (stage: 'comparing' | 'reading') => void;
}

/** One digest of all files. Throws a Refusal that names every file that cannot be read or contains no samples. */
export async function readDigest(request: DigestRequest): Promise<Digest> {
  const { sets, unread } = await groupFiles(request.files);
  refuseFiles([
    ...unread.map(unreadText),
    ...sets.filter(({ adapter }) => adapter === perfolioDigest).flatMap(mergeTexts),
  ]);
  const repeats = await repeatsIn(sets, request);
  const remaining = sets.flatMap((set) => setWithout({ set }, repeats) ?? []);
  request.onStage('reading');
  const read: Digest[] = [];
  const failed: string[] = [];
  for (const { set } of remaining)
    try {
      const digest = await readSet(set, optionsOf(request), namesOf(request));
      if (digest.endpoints.some(isSampled)) read.push(digest);
      else append(failed, set.files.map(sampleText));
    } catch (error) {
      // `readSet` throws nothing else.
      append(
        failed,
        set.files.map(({ path }) => unreadText({ path, error: error as IngestError })),
      );
    }
  refuseFiles(failed);
  const merged = mergeDigests(withLeftOut(settledDigests(read), repeats), usersTogether);
  return { ...merged, sources: merged.sources.map(withoutFolder) };
}

const optionsOf = ({ timeZone }: DigestRequest): ReadOptions => ({ timeZone, startedAtMs: null });

const namesOf = ({ scenario }: DigestRequest): RecorderOptions =>
  scenario === null ? {} : { names: { scenario: () => scenario, endpoint: (label) => label } };

/** The files that others repeat. A stream cannot be compared, because it is read once. */
async function repeatsIn(sets: readonly FileSet[], request: DigestRequest): Promise<Repeats> {
  const files = sets.flatMap((set) => set.files);
  if (files.length < 2 || files.some(({ isOnce }) => isOnce)) return { leftOut: [], warnings: [] };
  request.onStage('comparing');
  return repeatsAmong(
    sets.map((set) => ({ set, options: optionsOf(request), ...namesOf(request), place: '' })),
  );
}

/** A digest is committed: folders of the machine that made it are not part of it. */
const withoutFolder = (source: SourceFile): SourceFile =>
  isAbsolute(source.file) ? { ...source, file: basename(source.file) } : source;

const unreadText = ({ path, error }: UnreadFile): string =>
  `${path}: ${error.message}${error.hint === null ? '' : ` ${error.hint}`}`;

const mergeTexts = ({ files }: FileSet): string[] =>
  files.map(({ path }) => `${path}: This is a digest. Merge digests with: ${commandLine('merge')}`);

const sampleText = ({ path }: RawFile): string =>
  `${path}: The file contains no individual samples. Commit it unchanged.`;

/** Throws a Refusal that lists what is wrong with each file. */
export function refuseFiles(texts: readonly string[]): void {
  if (texts.length > 0) throw new Refusal(texts.join('\n'), 'Nothing was written.');
}
