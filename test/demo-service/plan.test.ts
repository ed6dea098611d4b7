import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { planOf } from '../truth/plan.ts';
import { findVersion } from './versions.ts';

const plan = planOf(readFileSync(new URL('../../docs/demo.md', import.meta.url), 'utf8'));

it('plans at least forty runs of at least six versions, six or more a level', () => {
  expect(plan.runs.length).toBeGreaterThanOrEqual(40);
  const levels = Map.groupBy(plan.runs, (run) => `${run.version} ${run.environment ?? ''}`);
  expect(new Set(plan.runs.map((run) => run.version)).size).toBeGreaterThanOrEqual(6);
  for (const runs of levels.values()) expect(runs.length).toBeGreaterThanOrEqual(6);
  expect(new Set(plan.runs.map((run) => run.run)).size).toBe(plan.runs.length);
});

it('plants each change with the first run of a version', () => {
  for (const change of plan.changes) {
    const first = plan.runs.find((run) => run.version === change.version && run.environment === undefined);
    expect(change.run).toBe(first?.run);
    expect(findVersion(change.version).expected.length).toBeGreaterThan(0);
  }
});

it('says so when the block is missing', () => {
  expect(() => planOf('# nothing')).toThrow(/json truth/);
});
