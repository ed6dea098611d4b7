import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Digest } from '../../src/model/documents/digest.ts';
import type { Inspection } from '../../src/model/documents/inspection.ts';
import { perfolio } from '../commands/perfolio.ts';
import { expectEqual } from '../commands/digest/sql/expect-equal.ts';
import { digestByRecorder, rowsOf, someSamples } from '../commands/digest/sql/samples.ts';
import { startPostgresql, statements, type Server } from './postgresql.ts';

const samples = someSamples();
let folder = '';
let server: Server;
let own: Digest;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-postgresql-'));
  server = await startPostgresql(folder);
  const table =
    'CREATE TABLE samples (scenario text, endpoint text, started_ms bigint, duration_ms double precision, ok boolean, error text, users integer);';
  const insert = `INSERT INTO samples VALUES ${rowsOf(samples)};`;
  server.psql('--quiet', '--file', statements(folder, 'samples.sql', `${table}\n${insert}\n`));
  own = await digestByRecorder(samples);
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What psql prints for the query, run as its first line says. */
async function exported(...options: readonly string[]): Promise<string> {
  const { out } = await perfolio(folder, ['digest', '--sql', 'postgresql', ...options]);
  const [how = ''] = out.split('\n');
  expect(how).toBe('-- psql --quiet --no-align --tuples-only --file query.sql --output results.digest.json');
  const file = statements(folder, 'query.sql', out);
  return server.psql('--quiet', '--no-align', '--tuples-only', '--file', file);
}

test('the query for PostgreSQL gives the same digest as reading the samples, to the last bucket', async () => {
  const text = await exported();
  expectEqual(JSON.parse(text) as Digest, own);
  writeFileSync(join(folder, 'results.digest.json'), text);
  const { out } = await perfolio(folder, ['inspect', 'results.digest.json', '--json']);
  expect((JSON.parse(out) as Inspection).total.count).toBe(6_000);
});

test('the query for PostgreSQL quotes names, and takes timestamps', async () => {
  server.psql(
    '--command',
    `CREATE SCHEMA "load test"; CREATE VIEW "load test"."a""b; --" AS
       SELECT endpoint AS "url'", to_timestamp(started_ms / 1000.0) AS at, duration_ms AS ms, error FROM samples`,
  );
  const text = await exported(
    ...['--table', 'load test.a"b; --', '--slice-seconds', '60', '--column', "endpoint=url'"],
    ...['--column', 'started_at=at', '--column', 'duration_ms=ms', '--column', 'ok='],
    ...['--column', 'users=', '--column', 'scenario='],
  );
  const { endpoints } = JSON.parse(text) as Digest;
  expect(endpoints.map(({ count }) => count)).toEqual(
    own.endpoints.toSorted((a, b) => (a.endpoint < b.endpoint ? -1 : 1)).map(({ count }) => count),
  );
  expect(endpoints[0]!.slices!.widthMs).toBe(64_000);
});
