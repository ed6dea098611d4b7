import { resolve } from 'node:path';
import { inspectFiles } from '../../src/ingest/inspect.ts';
import type { Inspection } from '../../src/model/documents/inspection.ts';

const fixtures = resolve(import.meta.dirname, '../fixtures/raw');

/** Inspects fixture files, given as paths below test/fixtures/raw, as one call of `inspect` does. */
export async function inspectFixture(...paths: string[]): Promise<Inspection> {
  return inspectFiles(
    paths.map((path) => ({ diskPath: resolve(fixtures, path), shownPath: path, format: null })),
    { timeZone: null, startedAtMs: null },
  );
}
