import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultProject } from '../../src/model/documents/project.ts';
import { folderCache } from '../../src/store/cache.ts';
import { readRun } from '../../src/project/runs/read-run.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'perfolio-kept-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Requests counted in a run of one file with so many rows, each of 40 bytes. */
async function countRows(rows: number): Promise<number | null> {
  const run = { id: 'run', folder: join(folder, 'run'), files: ['requests.csv'], isSingleFile: false };
  mkdirSync(run.folder, { recursive: true });
  const row = '2026-11-20T10:00:00.000Z,search,20,true\n';
  const text = `timestamp,endpoint,duration_ms,ok\n${row.repeat(rows)}`;
  writeFileSync(join(run.folder, 'requests.csv'), text);
  const cache = folderCache(join(folder, 'cache'), '1');
  const { digests } = await readRun(run, {}, { project: defaultProject, cache, shown: (path) => path });
  return digests[0]!.endpoints[0]!.count;
}

const keptDigests = (): number => {
  const kept = join(folder, 'cache/digests');
  return existsSync(kept) ? readdirSync(kept).length : 0;
};

it('keeps the digest of 256 KiB of raw files and more, and makes smaller ones again', async () => {
  expect(await countRows(6_500)).toBe(6_500);
  expect(keptDigests()).toBe(0);
  // 33 + 40 x 6,554 bytes are just more than 262,144.
  expect(await countRows(6_554)).toBe(6_554);
  expect(keptDigests()).toBe(1);
  expect(await countRows(6_554)).toBe(6_554);
  expect(keptDigests()).toBe(1);
});
