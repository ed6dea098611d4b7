import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../../src/project/workspace.ts';
import { boundText } from '../../src/report/targets/targets.ts';
import { checkoutPaths } from '../../src/store/paths.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'perfolio-two-'))));
afterEach(() => rmSync(folder, { recursive: true }));

async function projectWith(name: string, rule: object): Promise<Workspace> {
  const write = (path: string, content: object): void => {
    mkdirSync(dirname(join(folder, name, path)), { recursive: true });
    writeFileSync(join(folder, name, path), JSON.stringify(content));
  };
  const target = { id: 'score', metric: 'measure.score', below: 5 };
  write('data/project.json', { measures: [{ match: 'score', ...rule }], targets: [target] });
  write('data/r1/run.json', { startedAt: '2026-11-01T10:00:00Z' });
  write('data/r1/score.json', [{ name: 'score', unit: 'points', value: 7 }]);
  const [data, content] = ['data', 'content'].map((part) => join(folder, name, part)) as [string, string];
  return openWorkspace(checkoutPaths({ shownFrom: folder, data, content }));
}

/** The bound of the only target, in the unit of its metric. */
function boundOf({ reports }: Workspace): string | undefined {
  const target = reports[0]?.targets[0];
  return target && boundText(target.bound, target);
}

it('two projects in one process each speak of a measure as they say', async () => {
  const one = await projectWith('one', { label: 'Score of one', direction: 'higher' });
  const two = await projectWith('two', { label: 'Score of two', direction: 'lower', unit: 'stars' });
  const shown = (of: Workspace): (string | undefined)[] => [
    of.trends[0]?.metricLabel,
    of.trends[0]?.unit,
    of.trends[0]?.direction,
    boundOf(of),
  ];
  expect(shown(one)).toEqual(['Score of one', 'points', 'higher', 'below 5\u00a0points']);
  expect(shown(two)).toEqual(['Score of two', 'stars', 'lower', 'below 5\u00a0stars']);
  // What is printed later is not what was read last.
  const report = one.reports[0];
  expect(report === undefined ? '' : one.twinMarkdown(report)).toContain('Score of one');
});
