import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { groupFiles } from '../../../src/ingest/read-files.ts';
import { repeatsAmong } from '../../../src/ingest/repeats/without-repeats.ts';

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'perfolio-row-span-'))));
afterAll(async () => rm(folder, { recursive: true }));

/** A JTL file of `n` requests 10 ms apart. */
async function logFrom(name: string, fromMs: number, n: number): Promise<string> {
  const path = join(folder, name);
  const rows = Array.from({ length: n }, (_, i) => `${fromMs + i * 10},${20 + (i % 7)},Home,200,true`);
  await writeFile(path, `timeStamp,elapsed,label,responseCode,success\n${rows.join('\n')}\n`);
  return path;
}

/** How often each file is read while repeats are searched for. */
async function readsOf(paths: readonly string[]): Promise<number[]> {
  const { sets } = await groupFiles(paths.map((path) => ({ diskPath: path, shownPath: path, format: null })));
  const reads = new Map(paths.map((path) => [path, 0]));
  const options = { timeZone: null, startedAtMs: null };
  const counted = sets.map((set) => ({
    options,
    place: '',
    set: {
      ...set,
      adapter: {
        ...set.adapter,
        read: async (...args: Parameters<typeof set.adapter.read>) => {
          for (const { path } of args[0]) reads.set(path, (reads.get(path) ?? 0) + 1);
          return set.adapter.read(...args);
        },
      },
    },
  }));
  await repeatsAmong(counted);
  return [...reads.values()];
}

test('logs that follow each other are read once: their spans show that they share no row', async () => {
  const first = await logFrom('first.jtl', 1_767_000_000_003, 30);
  const second = await logFrom('second.jtl', 1_767_000_000_303, 31);
  expect(await readsOf([first, second])).toEqual([1, 1]);
});

test('logs of one time are read again for the hashes of their rows, and others are not', async () => {
  const first = await logFrom('a.jtl', 1_767_000_000_003, 30);
  const second = await logFrom('b.jtl', 1_767_000_000_293, 31);
  const later = await logFrom('c.jtl', 1_767_000_900_003, 32);
  expect(await readsOf([first, second, later])).toEqual([2, 2, 1]);
});
