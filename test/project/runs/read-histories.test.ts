import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultProject } from '../../../src/model/project.ts';
import { folderCache } from '../../../src/store/cache.ts';
import { readHistories, type ReadHistories } from '../../../src/project/runs/read-histories.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perfolio-history-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

const read = (cache = folderCache(join(folder, 'cache'), '1')): Promise<ReadHistories> =>
  readHistories(folder, { project: defaultProject, cache, shown: (path) => path.slice(folder.length + 1) });

/** A data.js of one benchmark, as the action writes it. */
const dataJs = (values: readonly (number | string)[]): string =>
  `window.BENCHMARK_DATA = ${JSON.stringify({
    entries: {
      Suite: values.map((value, day) => ({
        commit: { id: `c${day}` },
        date: Date.UTC(2026, 0, 1 + day),
        tool: 'cargo',
        benches: [{ name: 'parse', value, unit: 'ns/iter' }],
      })),
    },
  })};`;

describe('the histories of a project', () => {
  it('are one a folder, called after it', async () => {
    await write('history/Old benches/data.js', dataJs([100, 101, 99]));
    await write('history/README.md', 'not data');
    const { histories, problems } = await read();
    expect(problems).toEqual([]);
    expect(histories).toMatchObject([
      { name: 'Old benches', tools: ['github-action-benchmark'], trends: [{ name: 'Suite / parse' }] },
    ]);
    expect(histories[0]!.slug).toMatch(/^old-benches-[0-9a-f]{6}$/);
    expect(histories[0]!.files).toEqual([{ file: 'Old benches/data.js', rows: 3, refused: 0 }]);
  });

  it('may be a file by itself', async () => {
    await write('history/parser.js', dataJs([1, 2]));
    expect((await read()).histories.map(({ name }) => name)).toEqual(['parser']);
  });

  it('tell of what they could not read, and show the rest', async () => {
    await write('history/a/data.js', dataJs([1, 'many', 3]));
    await write('history/b/data.js', 'window.BENCHMARK_DATA = {');
    const { histories, problems } = await read();
    expect(histories.map(({ name }) => name)).toEqual(['a']);
    expect(problems.map(({ severity, file }) => [severity, file])).toEqual([
      ['warning', 'history/a/data.js'],
      ['error', 'history/b/data.js'],
    ]);
  });

  it('are no place for the results of one run', async () => {
    await write(
      'history/wrong/requests.csv',
      'timestamp,endpoint,duration_ms,ok\n1767225600000,pay,12,true\n',
    );
    const { histories, problems } = await read();
    expect(histories).toEqual([]);
    expect(problems).toMatchObject([{ severity: 'error', file: 'history/wrong' }]);
    expect(problems[0]!.message).toContain('hold no history');
  });

  it('are read once', async () => {
    await write('history/a/data.js', dataJs([1, 2]));
    const cache = folderCache(join(folder, 'cache'), '1');
    const first = await read(cache);
    expect(await read(cache)).toEqual(first);
    expect([cache.hits, cache.misses]).toEqual([1, 1]);
  });

  it('are none where there is no folder', async () => {
    expect(await read()).toEqual({ histories: [], problems: [] });
  });
});
