import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { documentLimits } from '../../../src/ingest/files/document-limits.ts';
import { firstFault } from '../../../src/ingest/files/first-fault.ts';
import { parseDocument } from '../../../src/ingest/files/json-document.ts';
import { openRawFile, openRawStream, type RawFile } from '../../../src/ingest/files/raw-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'perfolio-limits-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Passes a unit again and again, up to so many megabytes. */
function passed(unit: string, megabytes: number): void {
  const check = documentLimits();
  const chunk = Buffer.from(unit.repeat(1_000_000 / unit.length));
  for (let i = 0; i < megabytes; i++) check(chunk);
}

const bomb = (unit: string, megabytes: number): string => {
  const path = join(folder, 'bomb.json.gz');
  writeFileSync(path, gzipSync(`{"benchmarks":[${unit.repeat((megabytes * 1e6) / unit.length)}0]}`));
  return path;
};

describe('a document that is parsed as a whole', () => {
  it.each([
    [
      'Google Benchmark',
      '    {\n      "name": "BM_Sort/1024",\n      "real_time": 1.2345e+02,\n      "time_unit": "ns"\n    },\n',
    ],
    ['Prometheus', '[1700000000,"1234"],'],
    [
      'k6 handleSummary',
      '"http_req_duration":{"type":"trend","contains":"time","values":{"avg":117.3,"p(95)":210.9}},',
    ],
    ['Artillery', '"http.response_time": {\n "min": 1, "max": 9, "p95": 7\n},\n"http.codes.200": 12345,\n'],
    [
      'a JUnit-like XML',
      '<testcase name="sorts a list of names" classname="Sort" time="0.123"></testcase>\n',
    ],
  ])('of 100 MB of %s is within the limits', (_, unit) => {
    expect(() => passed(unit, 100)).not.toThrow();
  });

  it.each([
    ['arrays', '[],'],
    ['objects', '{},'],
    ['elements of XML', '<a/>'],
    ['lines', 'a\n'],
  ])('may not consist of ever more %s', (_, unit) => {
    expect(() => passed(unit, 100)).toThrow(
      'The values of the document would take more than 640 MiB of memory.',
    );
  });

  it('may have 256 MiB', () => {
    const check = documentLimits();
    const chunk = Buffer.alloc(64 * 1024 ** 2);
    for (let i = 0; i < 4; i++) check(chunk);
    expect(() => check(chunk.subarray(0, 1))).toThrow('The document is larger than 256 MiB');
  });

  it('is not read to its end from a stream that has none', async () => {
    let sent = 0;
    const chunk = Buffer.alloc(1024 ** 2, ' ');
    chunk[0] = 0x5b;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (; ; sent++) yield await Promise.resolve(chunk);
    }
    await expect(openRawStream(endless(), '-')).rejects.toThrow('The document is larger than 256 MiB');
    expect(sent).toBeLessThan(260);
  });

  it('is refused before it is parsed', async () => {
    await expect(openRawFile(bomb('[],', 30))).rejects.toThrow('The values of the document');
  });

  it('is refused by its ratio early', async () => {
    await expect(openRawFile(bomb('x', 80))).rejects.toThrow(
      'The file expands to more than 400 times its size and more than 64 MiB.',
    );
  });
});

it('ends with the first wrong element: millions of them would take gigabytes', () => {
  let looked = 0;
  const schema = z.object({
    rows: z.array(
      z.unknown().refine(() => {
        looked++;
        return false;
      }),
    ),
  });
  const file = { head: { json: { rows: Array(100_000).fill(0) } } } as unknown as RawFile;
  expect(() => parseDocument(file, schema)).toThrow('The file does not match the format');
  expect(looked).toBe(1);
});

describe('firstFault', () => {
  const schema = z.object({ rows: z.array(z.object({ name: z.string() })).optional() });
  const good = Array.from({ length: 2_000 }, () => ({ name: 'a' }));

  it('names the first wrong element of a long list, and no other', () => {
    const { issues } = firstFault(schema, { rows: [...good, {}, {}, 7] }) ?? { issues: [] };
    expect(issues.map(({ path }) => path)).toEqual([['rows', 2_000, 'name']]);
  });

  it('finds it in a list within a list', () => {
    const { issues } = firstFault(z.object({ all: z.array(schema) }), { all: [{ rows: [...good, {}] }] }) ?? {
      issues: [],
    };
    expect(issues.map(({ path }) => path)).toEqual([['all', 0, 'rows', 2_000, 'name']]);
  });

  it('finds it in a document that is a list', () => {
    const { issues } = firstFault(z.array(z.string()), [...good.map(({ name }) => name), 7]) ?? {
      issues: [],
    };
    expect(issues.map(({ path }) => path)).toEqual([[2_000]]);
  });

  it('finds none in a list without faults', () => {
    expect(firstFault(schema, { rows: good })).toBeNull();
    expect(firstFault(schema, {})).toBeNull();
  });
});
