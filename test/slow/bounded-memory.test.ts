import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root, run, type Outcome } from './commands.ts';

const head = 'timestamp,endpoint,duration_ms,ok\n';
const startMs = 1_795_000_000_000;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-bounds-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file from many parts. `bytes` extends it by a hole, which takes no space on the disk. */
function write(name: string, parts: Iterable<string>, bytes = 0): void {
  const file = openSync(join(folder, name), 'w');
  for (const part of parts) writeSync(file, part);
  if (bytes > 0) ftruncateSync(file, bytes);
  closeSync(file);
}

/** What `inspect` says of a file with a heap of so many megabytes. */
const inspect = (name: string, megabytes = 256): Outcome =>
  run(
    folder,
    process.execPath,
    `--max-old-space-size=${megabytes}`,
    join(root, 'bin/perfolio.mjs'),
    'inspect',
    name,
  );

/** Rows of `count` requests, in parts of a thousand. */
function* rows(count: number, endpoint: (i: number) => string): Generator<string> {
  for (let from = 0; from < count; from += 1_000)
    yield Array.from({ length: Math.min(1_000, count - from) }, (_, i) => from + i)
      .map((i) => `${startMs + i},${endpoint(i)},${i % 1_000},true\n`)
      .join('');
}

describe('a heap of 256 MB is enough to', () => {
  test('reject 10 GB of zeros', () => {
    write('zeros.csv', [], 10 * 2 ** 30);
    const { code, out } = inspect('zeros.csv');
    expect([code, out]).toEqual([1, expect.stringContaining('Unrecognised format.')]);
  });

  test('reject 10 GB of zeros after a valid row', () => {
    write('requests.csv', [head, ...rows(1, () => 'a')], 10 * 2 ** 30);
    const { code, out } = inspect('requests.csv');
    expect([code, out]).toEqual([1, expect.stringContaining('A record is longer than 16 MiB.')]);
  });

  test('reject a line of 100 MB', () => {
    const line = [`${startMs},`, ...Array.from({ length: 100 }, () => 'x'.repeat(1e6)), ',10,true\n'];
    write('line.csv', [head, ...rows(100, () => 'a'), ...line, ...rows(100, () => 'a')]);
    const { code, out } = inspect('line.csv');
    expect([code, out]).toEqual([1, expect.stringContaining('A record is longer than 16 MiB.')]);
  });

  test('count requests of a million labels, most of them together', () => {
    write('labels.csv', [head, ...rows(1_000_000, (i) => `/users/${i}`)]);
    const { code, out } = inspect('labels.csv');
    expect(code).toBe(0);
    expect(out).toMatch(/^\(other endpoints\) +999,000 /m);
    expect(out).toContain('1,000,000 requests in total');
  });
});

/** Commits of a history of github-action-benchmark, in parts of a thousand. */
function* history(commits: number): Generator<string> {
  yield 'window.BENCHMARK_DATA = {"lastUpdate":1795000000000,"repoUrl":"","entries":{"Benchmark":[';
  for (let from = 0; from < commits; from += 1_000)
    yield Array.from({ length: 1_000 }, (_, i) => from + i)
      .map((i) => {
        const timestamp = new Date(startMs - i * 60_000).toISOString();
        const commit = { id: i.toString(16).padStart(40, '0'), message: 'm', timestamp, url: '' };
        const bench = { name: 'parse', value: 100 + (i % 7), unit: 'ms' };
        const entry = {
          commit,
          date: Date.parse(timestamp),
          tool: 'customSmallerIsBetter',
          benches: [bench],
        };
        return `${i === 0 ? '' : ','}${JSON.stringify(entry)}`;
      })
      .join('');
  yield ']}}';
}

test('a heap of 2 GB is enough to read a million commits of one history, 228 MB of JSON', () => {
  write('data.js', history(1_000_000));
  const { code, out } = inspect('data.js', 2_000);
  expect([code, out]).toEqual([0, expect.stringContaining('Benchmark / parse: 1,000,000 points (ms)')]);
});
