import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Digest } from '../../src/model/documents/digest.ts';
import type { Inspection } from '../../src/model/documents/inspection.ts';
import { perfolio } from '../commands/perfolio.ts';
import { expectEqual } from '../commands/digest/sql/expect-equal.ts';
import { digestByRecorder, rowsOf, someSamples } from '../commands/digest/sql/samples.ts';
import { installClickhouse } from './clickhouse.ts';

const samples = someSamples();
const table = `CREATE TABLE samples (scenario Nullable(String), endpoint String, started_ms Int64,
  duration_ms Nullable(Float64), ok Bool, error Nullable(String), users Nullable(Int32)) ENGINE = Memory`;
const insert = `INSERT INTO samples VALUES ${rowsOf(samples)}`;
let folder = '';
let clickhouse: (...statements: readonly string[]) => string;
let own: Digest;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-clickhouse-'));
  clickhouse = installClickhouse(folder);
  own = await digestByRecorder(samples);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The query that `digest --sql clickhouse` prints, without the line that says how to run it. */
async function query(...options: readonly string[]): Promise<string> {
  const { out } = await perfolio(folder, ['digest', '--sql', 'clickhouse', ...options]);
  const [how = '', ...statement] = out.split('\n');
  expect(how).toBe('-- clickhouse-client --queries-file query.sql > results.digest.json');
  return statement.join('\n');
}

test('the query for ClickHouse gives the same digest as reading the samples, to the last bucket', async () => {
  const text = clickhouse(table, insert, await query());
  expectEqual(JSON.parse(text) as Digest, own);
  writeFileSync(join(folder, 'results.digest.json'), text);
  const { out } = await perfolio(folder, ['inspect', 'results.digest.json', '--json']);
  expect((JSON.parse(out) as Inspection).total.count).toBe(6_000);
});

test('the query for ClickHouse quotes names, and takes timestamps', async () => {
  const view = `CREATE VIEW \`load test\`.\`a"b; --\` AS SELECT endpoint AS \`url'\`,
    fromUnixTimestamp64Milli(started_ms) AS at, duration_ms AS ms, error FROM samples`;
  const named = await query(
    ...['--table', 'load test.a"b; --', '--slice-seconds', '60', '--column', "endpoint=url'"],
    ...['--column', 'started_at=at', '--column', 'duration_ms=ms', '--column', 'ok='],
    ...['--column', 'users=', '--column', 'scenario='],
  );
  const text = clickhouse(table, insert, 'CREATE DATABASE `load test`', view, named);
  const { endpoints } = JSON.parse(text) as Digest;
  for (const [i, row] of endpoints.entries()) {
    const ours = own.endpoints.toSorted((a, b) => (a.endpoint < b.endpoint ? -1 : 1))[i]!;
    expect(row).toMatchObject({ count: ours.count, errors: ours.errors, maxUsers: null });
    expect(row.latency!.histogram).toEqual(ours.latency!.histogram);
    expect(row.slices!.widthMs).toBe(64_000);
  }
});

test('the query for ClickHouse reads Parquet files', async () => {
  const path = join(folder, "it's.parquet");
  const write = `INSERT INTO FUNCTION file('${path.replaceAll("'", "\\'")}') SELECT * FROM samples`;
  const text = clickhouse(table, insert, write, await query('--file', path));
  expectEqual(JSON.parse(text) as Digest, own);
});
