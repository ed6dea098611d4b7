import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspectFiles } from '../../src/ingest/inspect.ts';

/** Real result files that are kept beside the checkout, where there are any. */
const folder = resolve(import.meta.dirname, '../../../shared/samples');
const script = resolve(import.meta.dirname, '../reference-scripts/load_tool_samples.py');

type Figures = Record<string, number | null> & { ok?: Record<string, number> };

const expected = (): Record<string, Figures[]> =>
  JSON.parse(execFileSync('python3', [script, folder], { encoding: 'utf8' })) as Record<string, Figures[]>;

const hasSamples = existsSync(folder);
if (!hasSamples) console.log('Skipped: no real result files of load tools beside the checkout.');

describe.skipIf(!hasSamples)('real files of load tools', () => {
  const files = hasSamples ? Object.entries(expected()) : [];

  test.each(files)('%s reads as an independent reading has it', async (file, endpoints) => {
    const found = await inspectFiles([{ diskPath: resolve(folder, file), shownPath: file, format: null }], {
      timeZone: null,
      startedAtMs: null,
    });
    expect(found.files[0]!.error).toBeNull();
    expect(found.files[0]!.refused.count).toBe(0);
    expect(found.endpoints).toHaveLength(endpoints.length);
    endpoints.forEach(({ ok = {}, ...figures }, i) => {
      const row = found.endpoints[i]!;
      const all = { ...row.latencyMs, ...row } as unknown as Record<string, number | null>;
      for (const [name, value] of Object.entries(figures)) expectFigure(name, all[name], value);
      const successes = row.latencyOkMs as unknown as Record<string, number | null>;
      for (const [name, value] of Object.entries(ok)) expectFigure(`ok ${name}`, successes[name], value);
    });
  });
});

function expectFigure(name: string, found: number | null | undefined, wanted: number | null): void {
  if (wanted === null) expect(found, name).toBeNull();
  else {
    expect(found, name).toBeTypeOf('number');
    expect(Math.abs(found! - wanted), `${name}: ${found} instead of ${wanted}`).toBeLessThan(
      1e-9 * Math.max(1, Math.abs(wanted)),
    );
  }
}
