import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Digest, EndpointDigest } from '../../src/model/documents/digest.ts';
import { Recorder } from '../../src/ingest/record/recorder.ts';
import { uniformStream } from '../bench/random.ts';
import { inspectText } from './inspect-text.ts';

interface Sample {
  readonly endpoint: string;
  readonly startedMs: number;
  readonly durationMs: number | null;
  readonly error: string | null;
  readonly users: number;
}

/** Whole and fractional durations, zeros, failures, calls without duration; over 20 minutes. */
function someSamples(): Sample[] {
  const uniform = uniformStream(3);
  return Array.from({ length: 6_000 }, (_, i) => {
    const kind = uniform();
    const long = 5 + 400 * uniform() ** 3;
    const error = uniform() < 0.05 ? (uniform() < 0.5 ? '500' : 'timeout') : null;
    return {
      endpoint: ['GET /', 'POST /a "b"', 'idle'][Math.floor(uniform() * 3)]!,
      startedMs: 1_700_000_000_000 + i * 200 + Math.floor(uniform() * 150),
      durationMs: error === 'timeout' ? null : kind < 0.02 ? 0 : kind < 0.5 ? Math.round(long) : long,
      error,
      users: 1 + Math.floor(i / 600),
    };
  });
}

const text = (value: string | null): string => (value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`);

/** The document that the SQL of docs/digest.md makes of the samples. */
async function digestBySql(samples: readonly Sample[]): Promise<string> {
  const page = await readFile(resolve(import.meta.dirname, '../../docs/digest.md'), 'utf8');
  const sql = /```sql\n([\s\S]+?)```/.exec(page)?.[1];
  if (sql === undefined) throw new Error('docs/digest.md holds no SQL.');
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(
    'CREATE TABLE samples (scenario VARCHAR, endpoint VARCHAR, started_ms BIGINT, duration_ms DOUBLE, ok BOOLEAN, error VARCHAR, users INTEGER)',
  );
  const rows = samples.map(
    ({ endpoint, startedMs, durationMs, error, users }) =>
      `(NULL, ${text(endpoint)}, ${startedMs}, ${durationMs ?? 'NULL'}, ${error === null}, ${text(error)}, ${users})`,
  );
  await connection.run(`INSERT INTO samples VALUES ${rows.join(', ')}`);
  const result = await connection.runAndReadAll(sql);
  return result.getRowsJS()[0]![0] as string;
}

async function digestByRecorder(samples: readonly Sample[]): Promise<Digest> {
  const recorder = new Recorder();
  for (const { endpoint, startedMs, durationMs, error, users } of samples)
    recorder.requests(null, endpoint).add(startedMs, durationMs ?? NaN, error, users);
  return recorder.digest();
}

describe('the SQL of docs/digest.md', () => {
  const samples = someSamples();
  let document = '';
  let bySql: Digest;
  let own: Digest;
  const ownRow = (name: string): EndpointDigest => own.endpoints.find(({ endpoint }) => endpoint === name)!;

  beforeAll(async () => {
    document = await digestBySql(samples);
    bySql = JSON.parse(document) as Digest;
    own = await digestByRecorder(samples);
  });

  test('counts what Perfolio counts', () => {
    expect(bySql.endpoints.map(({ endpoint }) => endpoint)).toEqual(['GET /', 'POST /a "b"', 'idle']);
    for (const row of bySql.endpoints) {
      const { count, errors, errorTypes, firstStartMs, lastEndMs, maxUsers } = ownRow(row.endpoint);
      expect(row).toMatchObject({ count, errors, errorTypes, firstStartMs, lastEndMs, maxUsers });
    }
  });

  test('fills the same buckets and slices', () => {
    for (const row of bySql.endpoints)
      for (const part of ['latency', 'latencyOk', 'latencyFailed'] as const) {
        const [theirs, ours] = [row[part]!, ownRow(row.endpoint)[part]!];
        expect(theirs.histogram).toEqual(ours.histogram);
        expect([theirs.count, theirs.min, theirs.max]).toEqual([ours.count, ours.min, ours.max]);
        expect(theirs.mean! / ours.mean!).toBeCloseTo(1, 12);
        expect(theirs.m2! / ours.m2!).toBeCloseTo(1, 9);
      }
    for (const row of bySql.endpoints) expect(row.slices).toEqual(ownRow(row.endpoint).slices);
  });

  test('is read as a digest, with quantiles within half a percent', async () => {
    const inspection = await inspectText(document);
    expect(inspection.files[0]).toMatchObject({ format: 'perfolio-digest', rows: 6_000, error: null });
    for (const row of inspection.endpoints) {
      const exact = ownRow(row.endpoint).latency!.quantiles!.find(({ p }) => p === 0.95)!.value;
      expect(Math.abs(row.latencyMs!.p95! / exact - 1)).toBeLessThan(0.005);
      expect(row.latencyMs).toMatchObject({ source: 'histogram', relativeError: 0.005 });
    }
    expect(inspection.total.count).toBe(6_000);
  });
});
