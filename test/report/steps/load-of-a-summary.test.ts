import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workspaceOf } from '../two-runs.ts';

const summary = readFileSync(join(import.meta.dirname, '../../fixtures/raw/k6/handle-summary.json'), 'utf8');

/** The summary, with so many VUs at least. */
const withLeast = (vus: number): string =>
  summary.replace(/"min": 1,\s+"max": 20/, `"min": ${vus}, "max": 20`);

it.each([
  ['a ramp from 1 to 20', 1, []],
  ['17 of 20 at the end', 17, []],
  ['18 of 20 at the end', 18, [20]],
  ['20 all the time', 20, [20]],
])('a k6 summary is one load step if its VUs did not change: %s', async (name, least, users) => {
  const text = withLeast(least);
  expect(text).toContain(`"min": ${least}, "max": 20`);
  const { measures } = (await workspaceOf(name, [{ 'web/summary.json': text }])).reports[0]!;
  expect(measures.steps.map((step) => step.users)).toEqual(users);
  expect(measures.throughput[0]?.maxUsers).toBe(20);
});
