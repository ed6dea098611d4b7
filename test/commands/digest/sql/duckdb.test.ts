import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Digest } from '../../../../src/model/documents/digest.ts';
import type { Inspection } from '../../../../src/model/documents/inspection.ts';
import { perfolio } from '../../perfolio.ts';
import { expectEqual } from './expect-equal.ts';
import { digestByRecorder, rowsOf, someSamples } from './samples.ts';

const samples = someSamples();
let folder = '';
let connection: DuckDBConnection;
let own: Digest;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-duckdb-'));
  connection = await (await DuckDBInstance.create()).connect();
  await connection.run(
    'CREATE TABLE samples (scenario VARCHAR, endpoint VARCHAR, started_ms BIGINT, duration_ms DOUBLE, ok BOOLEAN, error VARCHAR, users INTEGER)',
  );
  await connection.run(`INSERT INTO samples VALUES ${rowsOf(samples)}`);
  own = await digestByRecorder(samples);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs what `digest --sql duckdb` prints; its export goes to a file of this test. */
async function exported(name: string, ...options: readonly string[]): Promise<string> {
  const { out, code } = await perfolio(folder, ['digest', '--sql', 'duckdb', ...options]);
  expect(code).toBe(0);
  const path = join(folder, name);
  expect(out).toContain(`TO 'results.digest.json'`);
  await connection.run(out.replace(`TO 'results.digest.json'`, `TO '${path}'`));
  return path;
}

async function inspected(path: string): Promise<Inspection> {
  const { out } = await perfolio(folder, ['inspect', path, '--json']);
  return JSON.parse(out) as Inspection;
}

/** The document that a query of this form makes, read from its export. */
const documentIn = (path: string): Digest =>
  (JSON.parse(readFileSync(path, 'utf8')) as { digest: Digest }).digest;

describe('the query for DuckDB', () => {
  test('gives the same digest as reading the samples, to the last bucket', async () => {
    expectEqual(documentIn(await exported('a.digest.json')), own);
  });

  test('is the one in docs/digest.md', async () => {
    const page = readFileSync(resolve(import.meta.dirname, '../../../../docs/digest.md'), 'utf8');
    const documented = /```sql\n([\s\S]+?)\n```/.exec(page)![1]!;
    const { out } = await perfolio(folder, ['digest', '--sql', 'duckdb']);
    expect(out).toContain(`COPY (\n${documented}\n) TO`);
    const result = await connection.runAndReadAll(documented);
    expectEqual(JSON.parse(result.getRowsJS()[0]![0] as string) as Digest, own);
  });

  test('takes other names of table and columns, a timestamp, and longer slices', async () => {
    await connection.run(`
      CREATE SCHEMA "load test";
      CREATE VIEW "load test"."the ""samples""; --" AS
        SELECT endpoint AS "url'", epoch_ms(started_ms) AS at, duration_ms AS ms, error AS "err or" FROM samples`);
    const path = await exported(
      'b.digest.json',
      ...['--table', 'load test.the "samples"; --', '--slice-seconds', '60'],
      ...['--column', "endpoint=url'", '--column', 'started_at=at', '--column', 'duration_ms=ms'],
      ...['--column', 'error=err or', '--column', 'ok=', '--column', 'users=', '--column', 'scenario='],
    );
    const { endpoints } = documentIn(path);
    for (const [i, row] of endpoints.entries()) {
      const ours = own.endpoints.toSorted((a, b) => (a.endpoint < b.endpoint ? -1 : 1))[i]!;
      expect(row).toMatchObject({ count: ours.count, errors: ours.errors, maxUsers: null });
      expect(row.latency!.histogram).toEqual(ours.latency!.histogram);
      expect(row.slices!.widthMs).toBe(64_000);
    }
  });

  test('reads Parquet files without a table', async () => {
    await connection.run(`COPY samples TO '${join(folder, "it''s.parquet")}' (FORMAT parquet)`);
    const path = await exported('c.digest.json', '--file', join(folder, "it's.parquet"));
    expectEqual(documentIn(path), own);
  });
});

describe('what engines export', () => {
  const expectRead = async (name: string, content: string | Uint8Array): Promise<void> => {
    writeFileSync(join(folder, name), content);
    const { files, endpoints, total } = await inspected(name);
    expect(files[0]).toMatchObject({ format: 'perfolio-digest', rows: 6_000, error: null });
    expect(total.count).toBe(6_000);
    for (const row of endpoints) {
      const { latency } = own.endpoints.find(({ endpoint }) => endpoint === row.endpoint)!;
      const exact = latency!.quantiles!.find(({ p }) => p === 0.95)!.value;
      expect(Math.abs(row.latencyMs!.p95! / exact - 1)).toBeLessThan(0.005);
    }
  };

  test('is read as it is', async () => {
    const path = await exported('e.digest.json');
    const row = readFileSync(path, 'utf8');
    const text = JSON.stringify(documentIn(path));
    await expectRead('duckdb.json', row);
    await expectRead('postgresql.json', `${text}\n`);
    await expectRead('array.json', `[\n${row}]\n`);
    await expectRead('bigquery.json', `${JSON.stringify([{ digest: text }], null, 2)}\n`);
    await expectRead('clickhouse.json', JSON.stringify({ meta: [], data: [{ digest: text }], rows: 1 }));
    await expectRead('spark.json', `${JSON.stringify({ digest: text })}\n`);
    await expectRead('row.json.gz', gzipSync(row));
  });

  test('is merged if there are several rows', async () => {
    const row = readFileSync(await exported('f.digest.json'), 'utf8');
    // Equal rows would be a file that was copied.
    writeFileSync(join(folder, 'rows.json'), row + row.replace('"bytes":0', '"bytes":1'));
    expect((await inspected('rows.json')).total.count).toBe(12_000);
    const { code } = await perfolio(folder, ['merge', 'rows.json', '--out', 'merged.digest.json']);
    expect(code).toBe(0);
    expect((await inspected('merged.digest.json')).total.count).toBe(12_000);
  });

  test('can be merged alone, and stays the same', async () => {
    const path = await exported('g.digest.json');
    await perfolio(folder, ['merge', path, '--out', 'short.digest.json']);
    expect({ ...(await inspected('short.digest.json')), files: [] }).toEqual({
      ...(await inspected(path)),
      files: [],
    });
  });

  test('is recorded as merge writes it where that is smaller', async () => {
    // Buckets of a real test lie close together, which is what the compact form is for.
    await connection.run(`CREATE TABLE dense AS SELECT NULL AS scenario, 'pay' AS endpoint, 1790000000000 + i * 10 AS started_ms,
      20 + (i * 7919) % 400 / 4 AS duration_ms, true AS ok, NULL AS error, 5 AS users FROM range(200000) AS t(i)`);
    const path = await exported('h.digest.json', '--table', 'dense');
    await perfolio(folder, ['merge', path, '--out', 'merge-of-h.digest.json']);
    const merged = readFileSync(join(folder, 'merge-of-h.digest.json'), 'utf8');
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data/project.json'), '{"name": "Shop"}');
    const { code } = await perfolio(folder, ['record', path, '--id', 'r1']);
    expect(code).toBe(0);
    const stored = readFileSync(join(folder, 'data/r1/h.digest.json'), 'utf8');
    expect(stored === merged).toBe(true);
    expect(stored.length).toBeLessThan(readFileSync(path, 'utf8').length);
    // The few samples of this test are larger with the pooled rows that merge adds.
    const sparse = await exported('i.digest.json');
    await perfolio(folder, ['record', sparse, '--id', 'r2']);
    const kept = readFileSync(join(folder, 'data/r2/i.digest.json'), 'utf8');
    expect(kept === readFileSync(sparse, 'utf8')).toBe(true);
  });
});
