import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectFiles } from '../../src/ingest/inspect.ts';
import type { Inspection } from '../../src/model/documents/inspection.ts';

/** Inspects files of the given content (by name), as one call of `inspect` does. */
export async function inspectTexts(
  texts: Readonly<Record<string, string | Uint8Array>>,
  timeZone: string | null = null,
  format: string | null = null,
): Promise<Inspection> {
  const folder = await mkdtemp(join(tmpdir(), 'perfolio-inspect-'));
  try {
    await Promise.all(Object.entries(texts).map(async ([name, text]) => writeFile(join(folder, name), text)));
    return await inspectFiles(
      Object.keys(texts).map((name) => ({ diskPath: join(folder, name), shownPath: name, format })),
      { timeZone, startedAtMs: null },
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Inspects one file of the given content. */
export const inspectText = async (
  text: string | Uint8Array,
  timeZone: string | null = null,
): Promise<Inspection> => inspectTexts({ 'raw-file': text }, timeZone);

/** Inspects one file of the given content as a format, whatever its content is. */
export const inspectAs = async (text: string | Uint8Array, format: string | null): Promise<Inspection> =>
  inspectTexts({ 'raw-file': text }, null, format);
