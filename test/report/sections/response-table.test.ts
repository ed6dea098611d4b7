import { describe, expect, it } from 'vitest';
import { projectSchema } from '../../../src/model/documents/project.ts';
import { stripScale, targetsOfRow } from '../../../src/report/sections/response-columns.ts';
import { responseTable } from '../../../src/report/sections/response-table.ts';
import { at } from '../../../src/model/checked.ts';
import { makeReports, makeRun } from '../../history/make-run.ts';

const reportOf = (endpoints: Record<string, { p50: number }>, targets: object[] = []) =>
  at(
    makeReports([makeRun({ day: 1, endpoints })], { project: projectSchema.parse({ targets }) }),
    0,
    'one run is one report',
  );

describe('the table of response times', () => {
  it('shows the 25 slowest and folds the faster ones', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`e${i}`, { p50: 10 + i }]));
    const report = reportOf(many);
    const { rows, folded } = responseTable('times', '', report.measures.response, report);
    expect(rows).toHaveLength(25);
    expect(rows[0]?.endpoint?.text).toBe('e29');
    expect(folded?.rows.map(({ endpoint }) => endpoint?.text)).toEqual(['e4', 'e3', 'e2', 'e1', 'e0']);
  });

  it('keeps the slowest in sight where another scenario has the very slowest', () => {
    const day = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`fast${i}`, { p50: 10 + i }]));
    const report = reportOf({ ...day, slowest: { p50: 1_000 } });
    const night = reportOf({ slow: { p50: 500 } }).measures.response.map((row) => ({
      ...row,
      scenario: 'night',
    }));
    const { rows } = responseTable('times', '', [...report.measures.response, ...night], report);
    expect(rows.map(({ endpoint }) => endpoint?.text)).toContain('slow');
  });

  it('draws the bound of the judged percentile alone', () => {
    const report = reportOf({ pay: { p50: 100 } }, [
      { id: 'tail', metric: 'response.p99', atMost: 900 },
      { id: 'median', metric: 'response.p50', atMost: 150 },
    ]);
    const row = at(report.measures.response, 0, 'one endpoint is one row');
    expect(targetsOfRow(report, row).map(({ id }) => id)).toEqual(['tail']);
  });

  it('labels the ends of a scale without a power of ten', () => {
    expect(stripScale([1.4, 3.2], [], 1).ticks).toEqual([
      { at: 0, label: '1.40' },
      { at: 1, label: '3.20' },
    ]);
    expect(stripScale([1.4, 32], [], 1).ticks.map(({ label }) => label)).toEqual(['10']);
  });
});
