import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runJsonSchema } from '../../src/report/run-json.ts';
import { perfolio } from '../commands/perfolio.ts';

const folder = join(import.meta.dirname, '../fixtures/written-by');
const versions = readdirSync(folder);

interface Row {
  readonly endpoint: string;
  readonly count: number;
  readonly errors: number;
  readonly latencyMs: { readonly min: number; readonly max: number; readonly p95: number };
}

/** What numpy finds in the JTL file that every version's digest was made from: percentiles of Hyndman-Fan 7. */
const expected = [
  { endpoint: 'POST /cart, "now"', count: 200, errors: 2, latencyMs: { min: 10, max: 170, p95: 117.15 } },
  { endpoint: 'GET /items', count: 400, errors: 9, latencyMs: { min: 10, max: 319, p95: 129 } },
];

it('there are files of former versions', () => expect(versions).toContain('0.1.0'));

describe.each(versions)('files of %s', (version) => {
  it('include a digest that is read without loss', async () => {
    const { out, code } = await perfolio(join(folder, version), [
      'inspect',
      'results.jtl.digest.json',
      '--json',
    ]);
    expect(code).toBe(0);
    const rows = (JSON.parse(out) as { endpoints: Row[] }).endpoints;
    expect(rows.map(({ endpoint, count, errors }) => ({ endpoint, count, errors }))).toEqual(
      expected.map(({ endpoint, count, errors }) => ({ endpoint, count, errors })),
    );
    for (const [i, { latencyMs }] of expected.entries()) {
      expect(rows[i]?.latencyMs.min).toBe(latencyMs.min);
      expect(rows[i]?.latencyMs.max).toBe(latencyMs.max);
      expect(rows[i]?.latencyMs.p95).toBeCloseTo(latencyMs.p95, 9);
    }
  });

  it('include a public document that today’s schema accepts', () => {
    const twin: unknown = JSON.parse(readFileSync(join(folder, version, 'run.json'), 'utf8'));
    const read = runJsonSchema.parse(twin);
    expect(read.id).toBe('run-2');
    expect(read.response.map(({ endpoint }) => endpoint)).toContain('GET /items');
  });
});
