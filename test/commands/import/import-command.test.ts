import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { perfolio } from '../perfolio.ts';

let top = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'perfolio-import-test-'));
  write('shop/data/project.json', '{"name": "Shop"}');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), text);
}

/** Twenty requests, one a second. */
function samples(path: string, from = '2024-05-01T10:00:00Z'): void {
  const rows = Array.from(
    { length: 20 },
    (_, i) => `${new Date(Date.parse(from) + i * 1_000).toISOString()},checkout,${20 + i},true`,
  );
  write(path, ['timestamp,endpoint,duration_ms,ok', ...rows, ''].join('\n'));
}

/** A file without clock and date. */
const clockless = (path: string): void =>
  write(path, '{"throughput": [{"count": 1200, "requestsPerSecond": 20}]}');

const imported = (...argv: readonly string[]) => perfolio(join(top, 'shop'), ['import', '../old', ...argv]);
const manifestOf = (id: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(top, 'shop/data', id, 'run.json'), 'utf8')) as Record<string, unknown>;
const runsWritten = (): string[] =>
  readdirSync(join(top, 'shop/data')).filter((name) => name !== 'project.json');

describe('import', { timeout: 60_000 }, () => {
  it('lists runs and all problems, and writes nothing without --write', async () => {
    samples('old/2024-05-01-1.4.0/browse/requests.csv');
    samples('old/2024-06-01-1.5.0/requests.csv', '2024-06-21T10:00:00Z');
    write('old/2024-05-01-1.4.0/notes.txt', 'It rained.\n');
    write('old/2024-07-01-2.0/result.json', '{"metrics": {"a": [1,');
    write('old/2024-08-01-2.1/log.txt', 'nothing\n');
    write('old/summary.txt', 'x\n');
    const { code, out } = await imported('--pattern', '{date}-{version}/**');
    expect(code).toBe(1);
    expect(
      out
        .split('\n')
        .slice(0, 5)
        .map((line) => line.replace(/ +/g, ' ')),
    ).toEqual([
      'run date version files formats problems',
      '2024-05-01-1.4.0 2024-05-01 10:00 1.4.0 1 tidy-requests –',
      '2024-06-01-1.5.0 2024-06-21 10:00 1.5.0 1 tidy-requests 1 warning',
      '2024-07-01-2.0 – – – – 1 error',
      '2024-08-01-2.1 – – – – 1 error',
    ]);
    expect(out).toContain('../old/2024-07-01-2.0/result.json: Unrecognised format. The JSON ends early');
    expect(out).toContain('The id says 2024-06-01, but the samples begin on 2024-06-21.');
    expect(out).toContain('2 files are not results and were left out: ../old/2024-05-01-1.4.0/notes.txt');
    expect(out).toContain('1 file does not match the pattern: summary.txt');
    expect(out).toContain('2 runs to write; 2 cannot be imported.\nNothing was written.');
    expect(runsWritten()).toEqual([]);
  });

  it('writes runs with what their paths state, and passes check', async () => {
    samples('old/v1.4.0/browse_2024-05-01.csv');
    samples('old/v1.4.0/order_2024-05-01.csv', '2024-05-01T10:10:00Z');
    const { code, out } = await imported('--pattern', 'v{version}/{scenario}_{date}.csv', '--write');
    expect(code).toBe(0);
    expect(out).toContain('Wrote 1 run.');
    expect(runsWritten()).toEqual(['2024-05-01-1.4.0']);
    const folder = join(top, 'shop/data/2024-05-01-1.4.0');
    expect(existsSync(join(folder, 'browse/browse_2024-05-01.csv'))).toBe(true);
    expect(manifestOf('2024-05-01-1.4.0')).toMatchObject({
      startedAt: '2024-05-01T10:00:00.000Z',
      version: '1.4.0',
      scenarios: [{ id: 'browse' }, { id: 'order' }],
    });
    expect((await perfolio(join(top, 'shop'), ['check'])).code).toBe(0);
  });

  it('dates files without a clock by their path, and warns if nothing dates them', async () => {
    clockless('old/20240501/1030/abc1234/main/summary.json');
    clockless('old/undated/summary.json');
    const dated = await imported('--pattern', '{date}/{time}/{commit}/{branch}/*', '--write');
    expect(dated.code).toBe(0);
    expect(manifestOf('2024-05-01-103000-main-abc1234')).toMatchObject({
      startedAt: '2024-05-01T10:30:00Z',
      commit: 'abc1234',
      branch: 'main',
    });
    const { out } = await imported('--pattern', '{id}/summary.json');
    expect(out).toContain('Nothing states the date of the run "undated", so trends leave it out.');
  });

  it('leaves existing runs as they are, and adds those that are missing', async () => {
    samples('old/a/requests.csv');
    write('shop/data/a/run.json', '{"title": "Mine"}');
    samples('shop/data/a/requests.csv');
    samples('old/b/requests.csv');
    const { code, out } = await imported('--write');
    expect(code).toBe(0);
    expect(out).toContain('Wrote 1 run; 1 already exists and stays unchanged.');
    expect(manifestOf('a')).toEqual({ title: 'Mine' });
    expect(runsWritten()).toEqual(['a', 'b']);
  });

  it('prints one JSON document', async () => {
    samples('old/2024-05-01-1.4.0/requests.csv');
    write('old/2024-05-01-1.4.0/notes.txt', 'It rained.\n');
    const { out } = await imported('--pattern', '{date}-{version}', '--json');
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      written: false,
      runs: [
        {
          id: '2024-05-01-1.4.0',
          status: 'new',
          version: '1.4.0',
          commit: null,
          files: [{ target: 'requests.csv', format: 'tidy-requests' }],
          leftOut: ['../old/2024-05-01-1.4.0/notes.txt'],
        },
      ],
      unmatched: [],
      problems: [],
    });
  });

  it.each([
    ['{dat}/**', 'Unknown placeholder {dat} in --pattern.\n  Did you mean `date`?\n'],
    ['{date}/{date}/**', '{date} appears twice in --pattern.\n'],
    ['{scenario}/**', 'The pattern does not state which files belong to one run.\n'],
  ])('refuses the pattern %s', async (pattern, message) => {
    samples('old/2024-05-01/requests.csv');
    const { code, err } = await imported('--pattern', pattern);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('refuses the data folder, a file and a pattern that matches nothing', async () => {
    samples('old/requests.csv');
    const from = (...argv: string[]) => perfolio(join(top, 'shop'), ['import', ...argv]);
    expect(await from('data')).toMatchObject({ code: 2 });
    expect(await from('../old/requests.csv')).toMatchObject({ code: 2 });
    const { code, err } = await imported('--pattern', '{date}/**');
    expect(code).toBe(1);
    expect(err).toContain('No file of ../old matches {date}/**.');
  });
});
