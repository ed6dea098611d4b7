import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Digest } from '../../../src/model/documents/digest.ts';
import type { Inspection } from '../../../src/model/documents/inspection.ts';
import { uniformStream } from '../../bench/random.ts';
import { perfolio, type Ran } from '../perfolio.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-digest-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A log of JMeter, large enough to be streamed: past 256 KiB. */
function jtl(rows: number, seed: number): string {
  const uniform = uniformStream(seed);
  const lines = Array.from({ length: rows }, (_, i) => {
    const code = uniform() < 0.03 ? '500,Server error' : '200,OK';
    const elapsed = Math.round(5 + 900 * uniform() ** 4);
    return `${1_795_514_400_000 + i * 20},${elapsed},page ${i % 3},${code},t 1-1,${code === '200,OK'},${1 + (i % 9)}`;
  });
  return `timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,allThreads\n${lines.join('\n')}\n`;
}

async function* piped(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += 65_536) {
    await Promise.resolve();
    yield bytes.subarray(i, i + 65_536);
  }
}

const write = (name: string, content: string | Uint8Array): void =>
  writeFileSync(join(folder, name), content);
const read = (name: string): Digest => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Digest;
const digest = async (...argv: readonly string[]): Promise<Ran> => perfolio(folder, ['digest', ...argv]);

async function inspected(...files: readonly string[]): Promise<Inspection> {
  const { out } = await perfolio(folder, ['inspect', ...files, '--json']);
  return { ...(JSON.parse(out) as Inspection), files: [] };
}

describe('digest', () => {
  it('writes what inspect shows of the raw file', async () => {
    write('results.jtl', jtl(8_000, 1));
    const { out, code } = await digest('results.jtl', '--out', 'results.digest.json');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^results\.jtl\n {2}\d+\skB, 8,?000 rows\nresults\.digest\.json\n .*3 endpoints, .*exact/,
    );
    expect(await inspected('results.digest.json')).toEqual(await inspected('results.jtl'));
    expect(readdirSync(folder).toSorted()).toEqual(['results.digest.json', 'results.jtl']);
  });

  it.each([
    ['plain text', (text: string) => Buffer.from(text)],
    ['gzip', (text: string) => gzipSync(text, { level: 1 })],
  ])('reads stdin as %s', async (_, encoded) => {
    const bytes = encoded(jtl(40_000, 2));
    expect(bytes.length).toBeGreaterThan(256 * 1024);
    write('results.jtl', bytes);
    const stdin = piped(bytes);
    const { code } = await perfolio(folder, ['digest', '-', '--out', 'a.digest.json'], null, stdin);
    expect(code).toBe(0);
    expect(await inspected('a.digest.json')).toEqual(await inspected('results.jtl'));
    // sha256sum and wc of the same bytes.
    await digest('results.jtl', '--out', 'b.digest.json');
    const [fromPipe, fromFile] = [read('a.digest.json').sources[0]!, read('b.digest.json').sources[0]!];
    expect(fromPipe).toEqual({ ...fromFile, file: 'stdin' });
    expect(fromPipe.bytes).toBe(bytes.length);
  });

  it('takes a scenario and a slice length, and compresses', async () => {
    write('results.jtl', jtl(8_000, 3));
    const { out } = await digest(
      ...['results.jtl', '--out', 'a.digest.json.gz', '--scenario', 'checkout', '--slice-seconds', '20'],
    );
    expect(out).toContain('time slices of 32\u00a0s');
    expect((await inspected('a.digest.json.gz')).endpoints.map(({ scenario }) => scenario)).toEqual([
      'checkout',
      'checkout',
      'checkout',
    ]);
  });

  it('adds up files, and counts a copy once', async () => {
    write('a.jtl', jtl(3_000, 4));
    write('b.jtl', jtl(3_000, 5));
    write('copy.jtl', jtl(3_000, 5));
    await digest('a.jtl', 'b.jtl', 'copy.jtl', '--out', 'all.digest.json');
    expect(await inspected('all.digest.json')).toMatchObject({ total: { count: 6_000, maxUsers: 18 } });
  });

  it('overwrites a file only with --force', async () => {
    write('results.jtl', jtl(100, 6));
    write('a.digest.json', 'precious');
    const refused = await digest('results.jtl', '--out', 'a.digest.json');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/^a\.digest\.json exists\.\n {2}Pass --force/);
    expect(readFileSync(join(folder, 'a.digest.json'), 'utf8')).toBe('precious');
    expect((await digest('results.jtl', '--out', 'a.digest.json', '--force')).code).toBe(0);
    expect(read('a.digest.json').endpoints).toHaveLength(3);
  });

  it('names every file that it cannot digest, and writes nothing', async () => {
    write('notes.txt', 'These are no results.\n');
    write('hey.txt', readFileSync('test/fixtures/raw/hey/report.txt'));
    write('good.jtl', jtl(100, 7));
    await digest('good.jtl', '--out', 'good.digest.json');
    const { err, code } = await digest('notes.txt', 'missing.jtl', 'good.digest.json', '--out', 'x.json');
    expect(code).toBe(1);
    expect(err).toMatch(/^notes\.txt: Unrecognised format\./);
    expect(err).toMatch(/^missing\.jtl: There is no such file\./m);
    expect(err).toMatch(/^good\.digest\.json: This is a digest\. .*-- merge$/m);
    expect((await digest('hey.txt', '--out', 'x.json')).err).toContain('contains no individual samples');
    expect(existsSync(join(folder, 'x.json'))).toBe(false);
  });

  it.each([
    ['no file', ['--out', 'x.json'], 'Which files?'],
    ['no --out', ['a.jtl'], '--out is missing.'],
    ['- without a pipe', ['-', '--out', 'x.json'], 'Nothing is piped into stdin.'],
    ['an impossible length', ['a.jtl', '--out', 'x.json', '--slice-seconds', 'long'], 'number of seconds'],
  ])('exits with 2 for %s', async (_, argv, message) => {
    const { err, code } = await digest(...argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe('merge', () => {
  const merge = async (...argv: readonly string[]): Promise<Ran> => perfolio(folder, ['merge', ...argv]);
  const made = async (name: string, seed: number): Promise<void> => {
    write(`${name}.jtl`, jtl(4_000, seed));
    await digest(`${name}.jtl`, '--out', `${name}.digest.json`);
  };

  it('gives the digest of all files together', async () => {
    await made('a', 11);
    await made('b', 12);
    expect((await merge('a.digest.json', 'b.digest.json', '--out', 'm.digest.json')).code).toBe(0);
    await digest('a.jtl', 'b.jtl', '--out', 'both.digest.json');
    const [merged, both] = [read('m.digest.json'), read('both.digest.json')];
    expect(merged.sources).toEqual(both.sources);
    for (const rows of ['endpoints', 'pooled'] as const)
      for (const [i, row] of merged[rows].entries()) {
        const other = both[rows][i]!;
        const { latency: a, latencyOk: _ok, latencyFailed: _failed, ...counts } = row;
        expect(other).toMatchObject(counts);
        expect(a).toMatchObject({ source: 'histogram', relativeError: 0.005, quantiles: null });
        for (const part of ['latency', 'latencyOk', 'latencyFailed'] as const)
          expect(row[part]!.histogram).toEqual(other[part]!.histogram);
      }
    const exact = await inspected('a.jtl', 'b.jtl');
    for (const [i, { latencyMs }] of (await inspected('m.digest.json')).endpoints.entries())
      expect(Math.abs(latencyMs!.p95! / exact.endpoints[i]!.latencyMs!.p95! - 1)).toBeLessThan(0.005);
    expect(merged.pooled[0]!.maxUsers).toBe(18);
  });

  it('writes a single digest again, with longer slices', async () => {
    await made('a', 13);
    const { out } = await merge('a.digest.json', '--out', 'b.digest.json', '--slice-seconds', '60');
    expect(out).toContain('exact, time slices of 1\u00a0min 4\u00a0s');
    expect(await inspected('b.digest.json')).toEqual(await inspected('a.jtl'));
  });

  it('refuses samples that would count twice', async () => {
    await made('a', 14);
    await made('b', 15);
    await merge('a.digest.json', 'b.digest.json', '--out', 'm.digest.json');
    const { err, code } = await merge('a.digest.json', 'm.digest.json', '--out', 'x.json');
    expect(code).toBe(1);
    expect(err).toContain('m.digest.json: It was made from a.jtl, which a.digest.json already includes.');
  });

  it('refuses another error, other times, and what is not a digest, all at once', async () => {
    await made('a', 16);
    const { endpoints, ...rest } = read('a.digest.json');
    const sources = rest.sources.map((one) => ({ ...one, sha256: '' }));
    const [row] = endpoints;
    const coarse = { ...row, latency: { ...row!.latency, source: 'histogram', relativeError: 0.02 } };
    write('coarse.json', JSON.stringify({ ...rest, sources, endpoints: [coarse] }));
    write('offsets.json', JSON.stringify({ ...rest, sources, endpoints, isRelativeTime: true }));
    write('reported.json', JSON.stringify({ ...rest, sources, endpoints: [{ endpoint: 'x', count: 3 }] }));
    const { err, code } = await merge(
      ...['a.digest.json', 'coarse.json', 'offsets.json', 'reported.json', 'a.jtl', '--out', 'x.json'],
    );
    expect(code).toBe(1);
    expect(err).toMatch(
      /^coarse\.json: Its buckets have a relative error of 0\.02, Perfolio's have 0\.005\./m,
    );
    expect(err).toMatch(
      /^offsets\.json: Its times are offsets without a date, those of a\.digest\.json dates\./m,
    );
    expect(err).toMatch(/^reported\.json: The values of "x" are reported by a tool/m);
    expect(err).toMatch(/^a\.jtl: This is not a digest\./m);
    expect(existsSync(join(folder, 'x.json'))).toBe(false);
  });
});
