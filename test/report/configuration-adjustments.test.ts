import { expect, it } from 'vitest';
import { noFiles } from '../../src/report/sections/section-rule.ts';
import { configurationAdjustments } from '../../src/report/sections/configuration-adjustments.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import { commentarySchema } from '../../src/model/documents/commentary.ts';
import { makeReports, makeRun } from '../history/make-run.ts';

it('an error rate that was expected to halve shows how much of it went, not by how many points', () => {
  const run = (day: number, errors: number, pool: number) => ({
    id: `run-${day}`,
    day,
    manifest: { commit: `c${day}`, environment: { pool } },
    endpoints: { list: { p50: 100, errors } },
  });
  // 400 of 2,000 requests fail, then 100: 20% and 5%, which is -75%.
  const runs = [...Array.from({ length: 6 }, (_, day) => run(day, 400, 1)), run(9, 100, 4)];
  const words = commentarySchema.parse({
    adjustments: [
      {
        key: 'environment.pool',
        expectedImpact: { metric: 'errors.rate', endpoint: 'list', change: -0.5 },
      },
    ],
  });
  const report = { ...makeReports(runs.map(makeRun)).at(-1)!, commentary: words };
  const [table] = configurationAdjustments.blocks({ report, project: defaultProject, files: noFiles });
  const row = table?.kind === 'table' ? table.rows[0]! : {};
  expect(row.measured?.text.replace(/\s/g, ' ')).toBe('−75%');
});

it('a setting that differs from the baseline’s shows what was expected of it and what was measured', () => {
  const history = Array.from({ length: 6 }, (_, i) => ({
    id: `run-${i}`,
    day: i,
    manifest: { commit: `c${i}`, environment: { pool: 1 } },
    endpoints: { list: { p50: 100 + i } },
  }));
  const head = {
    id: 'head',
    day: 9,
    manifest: { commit: 'h', environment: { pool: 4 } },
    endpoints: { list: { p50: 50 } },
  };
  const words = commentarySchema.parse({
    adjustments: [
      {
        key: 'environment.pool',
        rationale: 'One connection is too few.',
        expectedImpact: { metric: 'response.p50', endpoint: 'list', change: -0.4 },
      },
    ],
  });
  const report = { ...makeReports([...history, head].map(makeRun)).at(-1)!, commentary: words };
  const [table] = configurationAdjustments.blocks({ report, project: defaultProject, files: noFiles });
  const row = table?.kind === 'table' ? table.rows[0]! : {};
  expect([row.key?.text, row.from?.text, row.to?.text]).toEqual(['environment.pool', '1', '4']);
  // 105 ms in the baseline (run-5), 50 ms here: 50 / 105 - 1 = -52.4%.
  expect(row.measured?.text.replace(/\s/g, ' ')).toBe('−52%');
  expect(row.measured?.note).toContain('improvement');
});
