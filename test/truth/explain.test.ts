import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RunReport } from '../../src/model/run-report.ts';
import { explainer, type Called } from './explain.ts';
import type { Plan } from './plan.ts';
import { badVersions } from './states.ts';
import { readTruth } from './truth.ts';

const change = { what: 'a change', scenario: 'browse', direction: 'worse' } as const;

const plan: Plan = {
  runs: [
    { run: 'a1', version: 'a' },
    { run: 'b1', version: 'b' },
    { run: 'b2', version: 'b' },
    { run: 'b3', version: 'b', environment: 'one core' },
    { run: 'c1', version: 'c' },
  ],
  changes: [
    { ...change, run: 'b1', version: 'b', endpoint: 'list', metric: 'response.p50' },
    { ...change, run: 'c1', version: 'c', endpoint: null, metric: 'errors.rate' },
    {
      ...change,
      run: 'c1',
      version: 'c',
      endpoint: 'list',
      metric: 'response.p50',
      direction: 'better',
    },
  ],
  sideEffects: [
    { run: 'b1', metric: 'cpu.*', scenario: '*', endpoint: '*', direction: 'worse', because: 'more to do' },
    {
      run: 'b1',
      metric: 'memory.peak',
      scenario: 'browse',
      endpoint: 'sort',
      direction: 'worse',
      because: 'copies',
    },
  ],
};

const scenarios = [{ id: 'browse', loadModel: 'closed' }];
const explain = explainer(plan, [{ measures: { scenarios } } as unknown as RunReport]);
const called = (
  run: string,
  metric: string,
  endpoint: string | null,
  rest: Partial<Called> = {},
): Called => ({
  run,
  metric,
  scenario: 'browse',
  endpoint,
  verdict: 'worse',
  ...rest,
});

it('knows what was planted, in every run of the version and in its environment only', () => {
  expect(explain(called('b1', 'response.p50', 'list'))).toBe('planted');
  expect(explain(called('b2', 'response.p50', 'list'))).toBe('planted');
  expect(explain(called('b3', 'response.p50', 'list'))).toBeNull();
  expect(explain(called('c1', 'errors.rate', '*'))).toBe('planted');
});

it('knows what follows by definition, and what the plan foresaw', () => {
  expect(explain(called('b1', 'response.p99', 'list'))).toBe('follows');
  expect(explain(called('b1', 'apdex', '*'))).toBe('follows');
  expect(explain(called('b1', 'throughput.requestsPerSecond', null))).toBe('follows');
  expect(explain(called('c1', 'errors.rate', 'list'))).toBe('follows');
  expect(explain(called('c1', 'users.sustained', null))).toBe('follows');
  expect(explain(called('b1', 'cpu.average', null, { scenario: 'other' }))).toBe('wildcard');
  expect(explain(called('b1', 'memory.peak', 'sort'))).toBe('side effect');
});

it('calls everything else a false alarm', () => {
  expect(explain(called('a1', 'response.p50', 'list'))).toBeNull();
  expect(explain(called('b1', 'response.p50', 'list', { verdict: 'better' }))).toBeNull();
  expect(explain(called('b1', 'response.p50', 'pay'))).toBeNull();
  expect(explain(called('b1', 'response.p50', 'list', { scenario: 'other' }))).toBeNull();
  expect(explain(called('b1', 'memory.peak', 'list'))).toBeNull();
  expect(explain(called('c1', 'cpu.average', null))).toBeNull();
});

it('takes a version for bad until the change is undone', () => {
  expect([...badVersions(plan, 'response.p50')]).toEqual(['b']);
  expect([...badVersions(plan, 'errors.rate')]).toEqual(['c']);
});

it('says why there is nothing to test where the demo is gone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perfolio-truth-'));
  expect(readTruth(folder)).toEqual({ plan: null, why: 'docs/demo.md is not here' });
  mkdirSync(join(folder, 'docs'));
  writeFileSync(join(folder, 'docs/demo.md'), `\`\`\`json truth\n${JSON.stringify(plan)}\n\`\`\`\n`);
  const why = 'none of the runs that docs/demo.md names is in data/';
  expect(readTruth(folder)).toEqual({ plan: null, why });
  mkdirSync(join(folder, 'data/a1'), { recursive: true });
  expect(readTruth(folder)).toMatchObject({ missing: ['b1', 'b2', 'b3', 'c1'] });
  rmSync(folder, { recursive: true });
});
