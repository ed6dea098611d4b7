import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byParameter } from '../../src/charts/by-parameter.ts';
import { ChartDrawer, noCache } from '../../src/charts/vega/chart-drawer.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { openWorkspace, type Workspace } from '../../src/project/workspace.ts';
import { checkoutPaths } from '../../src/store/paths.ts';

/** Two results of Go per benchmark, 2 % apart, whose mean is `ns`. */
const twice = (name: string, ns: number): string =>
  [0.99, 1.01].map((by) => `Benchmark${name}-8 \t 100\t ${ns * by} ns/op\n`).join('');

describe('benchmarks whose names carry parameters', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perfolio-parameters-'));
  let workspace: Workspace;
  beforeAll(async () => {
    const runs = {
      parameters: [
        ...[1, 10, 100].flatMap((n) => [twice(`Sort/std/${n}`, 100 * n), twice(`Sort/radix/${n}`, 50 * n)]),
        ...[4, 8].map((n) => twice(`Copy/size=${n}`, 10 * n)),
      ].join(''),
      plain: twice('Parse2', 10) + twice('Parse3', 20),
    };
    for (const [run, text] of Object.entries(runs)) {
      mkdirSync(join(folder, 'data', run), { recursive: true });
      writeFileSync(join(folder, 'data', run, 'bench.txt'), `goos: linux\n${text}`);
    }
    const [data, content] = ['data', 'content'].map((name) => join(folder, name)) as [string, string];
    workspace = await openWorkspace(checkoutPaths({ shownFrom: folder, data, content }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const reportOf = (id: string): RunReport => {
    const found = workspace.reports.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no run ${id}`);
    return found;
  };
  const markdownOf = (id: string): string => workspace.twinMarkdown(reportOf(id)).replaceAll('\u00a0', ' ');

  it('are set side by side over the parameter, with their ratio', () => {
    const markdown = markdownOf('parameters');
    expect(markdown).toContain('| parameter | std (µs) | radix (µs) | radix : std |');
    // Deviation of each 1 ± 0.01: 0.01414 of its mean; of the ratio t(0.975, 2) sqrt(2 * 0.0001) = 0.0608.
    expect(markdown).toContain('| 10 | 1 | 0.500 | 0.500 × (0.470 to 0.531) |');
    expect(markdown).toContain('| size | Time per iteration (ns) | Ratio to size = 4 |');
    expect(markdown).toMatch(/\| 8 \| 80 \| 2 × \(1\.88 to 2\.13\) \|/);
  });

  it('have a picture, and the same numbers beneath', async () => {
    const reading = byParameter.read(reportOf('parameters'));
    expect(reading?.panels.map(({ template }) => template)).toEqual(['log', 'linear']);
    expect(reading?.table.rows).toContainEqual(['BenchmarkSort', 'radix', 'parameter', '100', '5', 'µs']);
    const drawn = await new ChartDrawer(noCache).render('by-parameter', reportOf('parameters'));
    expect(drawn?.panels[0]?.svg).toContain('var(--line-95)');
  });

  it('are not made up from other names', () => {
    expect(markdownOf('plain')).not.toContain('by parameter');
    expect(byParameter.read(reportOf('plain'))).toBeNull();
  });
});
