import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultProject } from '../../../src/model/documents/project.ts';
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
    expect(problems[0]!.message).toContain('contain no history');
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

  it('of a folder of saved pytest-benchmark runs has a point for each file', async () => {
    const saved = (day: number, median: number): string =>
      JSON.stringify({
        machine_info: { system: 'Linux' },
        datetime: `2026-02-0${day}T10:00:00+00:00`,
        version: '5.1.0',
        benchmarks: [
          {
            name: 'test_parse',
            fullname: 'tests/test_parse.py::test_parse',
            stats: { min: median, max: median, mean: median, stddev: 0, median, rounds: 5, iterations: 1 },
          },
        ],
      });
    const commit = 'b87b9aae14ff14a7887a6bbaa9731b9a8760555d';
    const below = 'history/parser/.benchmarks/Linux-CPython-3.12-64bit';
    await write(`${below}/0001_${commit}_20260201_100000.json`, saved(1, 0.25));
    await write(`${below}/0002_after.json`, saved(2, 0.5));
    await write(`${below}/0003_cut.json`, saved(3, 0.5).slice(0, 80));
    const { histories, problems } = await read();
    expect(histories).toMatchObject([{ name: 'parser', tools: ['pytest-benchmark'] }]);
    const [trend] = histories[0]?.trends ?? [];
    expect(trend).toMatchObject({ name: 'tests/test_parse.py::test_parse', unit: 's', direction: 'lower' });
    expect(trend?.points.map(({ value, commit: hash }) => [value, hash])).toEqual([
      [0.25, commit],
      [0.5, null],
    ]);
    // One cut file among others is reported, and does not stop a build.
    expect(problems.map(({ severity }) => severity)).toEqual(['warning']);
  });
});
