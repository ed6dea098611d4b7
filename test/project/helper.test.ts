import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkoutPaths, type Paths } from '../../src/store/paths.ts';
import { startHelper } from '../../src/project/helper.ts';
import { openWorkspace, type Workspace } from '../../src/project/workspace.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'perfolio-helper-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A history of runs whose times rise by half in the middle, in a folder whose name is part of what results are kept under. */
function project(name: string, runs: number): Paths {
  const own = join(folder, name);
  for (let run = 0; run < runs; run++) {
    const data = join(own, 'data', `run-${String(run).padStart(3, '0')}`);
    mkdirSync(data, { recursive: true });
    const startMs = Date.UTC(2026, 0, 1 + run);
    const lines = Array.from({ length: 200 }, (_, i) => {
      const ms = (run < runs / 2 ? 100 : 150) + ((i * 37 + run * 11) % 40);
      return `${startMs + i * 250},${i % 2 === 0 ? 'home' : 'search'},${ms},${i % 50 !== run % 50}`;
    });
    writeFileSync(join(data, 'requests.csv'), `timestamp,endpoint,duration_ms,ok\n${lines.join('\n')}\n`);
    writeFileSync(join(data, 'run.json'), JSON.stringify({ version: `1.${run}`, commit: `c${run}` }));
  }
  return checkoutPaths({ shownFrom: tmpdir(), data: join(own, 'data'), content: join(own, 'content') });
}

const told = ({ reports, problems, twinJson, twinMarkdown }: Workspace): unknown => ({
  reports: structuredClone(reports),
  problems,
  twins: reports.map((report) => twinJson(report) + twinMarkdown(report)),
});

it('changes nothing of what is computed', async () => {
  const helped = await openWorkspace(project('helped', 48));
  const alone = await openWorkspace(project('alone', 48), undefined, { isHelper: true });
  expect(told(helped)).toEqual(told(alone));
  expect(helped.reports.some(({ context }) => context.changePoints.length > 0)).toBe(true);
  // 48 times measures and context: what the second thread made counts as made, not as found.
  for (const { cache } of [helped, alone]) expect(cache.misses).toBeGreaterThanOrEqual(96);
});

it('makes nothing for a project that is not there, and stops', async () => {
  const paths = checkoutPaths({ data: join(folder, 'none'), content: join(folder, 'none') });
  expect(await startHelper(paths, 'measures', 100).stop()).toBe(0);
});

it('costs nothing but time where its thread cannot start', async () => {
  const paths = { ...project('lost', 1), package: join(folder, 'no-code-here') };
  expect(await startHelper(paths, 'measures', 100).stop()).toBe(0);
});

it('is not asked for a few results', async () => {
  expect(await startHelper(project('few', 3), 'measures', 3).stop()).toBe(0);
});
