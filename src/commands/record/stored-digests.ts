import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { withBoundedSlices } from '../../ingest/digest-file/bounded-slices.ts';
import { IngestError } from '../../ingest/files/ingest-error.ts';
import { openRawFile } from '../../ingest/files/raw-file.ts';
import { digestIn, perfolioDigest } from '../../ingest/formats/perfolio-digest.ts';
import { identifyReports } from '../../ingest/split-reports.ts';
import type { Digest } from '../../model/documents/digest.ts';
import { listFiles } from '../../project/read/discover.ts';
import { strictDisk } from '../../project/read/disk.ts';
import { Refusal } from '../../project/refusal.ts';
import { digestText } from '../digest/digest-text.ts';
import { mergedDigest } from '../digest/merged-digest.ts';

/** What engines export is JSON, whatever its name says of the digest in it. */
const json = /\.(?:json|ndjson|jsonl)(?:\.gz)?$/i;

/**
 * Rewrites the digests of a run as `digest` and `merge` write them: the export of an SQL engine is several times as large, and
 * a repository keeps it for ever. A file that would not get smaller stays as it is.
 */
export async function storeDigests(folder: string): Promise<void> {
  const files = listFiles(
    folder,
    strictDisk((path) => path),
  ).filter((file) => json.test(file) && file !== 'run.json');
  for (const file of files) await storeDigest(join(folder, file));
}

async function storeDigest(path: string): Promise<void> {
  const digest = await digestOf(path);
  if (digest === null) return;
  const text = digestText(withBoundedSlices(digest));
  const bytes = /\.gz$/i.test(path) ? gzipSync(text) : Buffer.from(text);
  if (bytes.length < (await readFile(path)).length) await writeFile(path, bytes);
}

/** The digest that a file is, several rows of an export as one; null for any other file, and for rows that cannot be added. */
async function digestOf(path: string): Promise<Digest | null> {
  try {
    const { adapter, files } = await identifyReports(await openRawFile(path, path), null);
    const [only] = files;
    if (adapter !== perfolioDigest || only === undefined) return null;
    return files.length === 1
      ? digestIn(only)
      : await mergedDigest([{ diskPath: path, shownPath: path, format: null }]);
  } catch (error) {
    // Other files of the run may be of no known format.
    if (error instanceof IngestError || error instanceof Refusal) return null;
    throw error;
  }
}
