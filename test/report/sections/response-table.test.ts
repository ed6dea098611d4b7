import { describe, expect, it } from 'vitest';
import { projectSchema } from '../../../src/model/documents/project.ts';
import type { MetricChange } from '../../../src/model/run-report.ts';
import { reachOf } from '../../../src/report/sections/response-change.ts';
import { sharesOf } from '../../../src/report/sections/response-layout.ts';
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

  it('divides the requests of a row by how they fared against its target', () => {
    const report = reportOf({ pay: { p50: 100 } }, [{ id: 'tail', metric: 'response.p95', atMost: 900 }]);
    const row = at(report.measures.response, 0, 'one endpoint is one row');
    const within = [{ target: 'tail', scenario: 'shop', endpoint: 'pay', share: 0.9, okShare: 0.7 }];
    const shares = (rest: Partial<typeof row>) =>
      sharesOf({ ...report, measures: { ...report.measures, within } }, { ...row, ...rest });
    // Of 200 requests 20 failed and 140 were in time.
    const mark = shares({ count: 200, errors: 20 });
    expect(mark).toMatchObject({ within: 0.7, failed: 0.1 });
    expect(mark?.slow).toBeCloseTo(0.2, 12);
    for (const unknown of [{ count: null }, { errors: null }, { count: 0, errors: 0 }])
      expect(shares({ count: 200, errors: 20, ...unknown })).toBeNull();
  });

  it('draws changes on an axis as far as the farthest, up to four times', () => {
    const change = (relative: number | null) => ({ relative }) as MetricChange;
    const reach = (...relatives: (number | null)[]): number => Math.exp(reachOf(relatives.map(change)));
    expect(reach(0.2, -0.1)).toBeCloseTo(1.5, 12);
    expect(reach(0.2, -0.4)).toBeCloseTo(2, 12);
    expect(reach(9, null)).toBeCloseTo(4, 12);
  });

  it('labels the ends of a scale without a power of ten', () => {
    const ms = { perMs: 1, isInCells: false };
    expect(stripScale([1.4, 3.2], [], ms).ticks).toEqual([
      { at: 0, label: '1.40' },
      { at: 1, label: '3.20' },
    ]);
    expect(stripScale([1.4, 32], [], ms).ticks.map(({ label }) => label)).toEqual(['10']);
    const wide = stripScale([5e-4, 20], [], { perMs: 1, isInCells: true });
    expect(wide.ticks.map(({ label }) => label.replace(/\s/, ' '))).toEqual([
      '1 µs',
      '10 µs',
      '100 µs',
      '1 ms',
      '10 ms',
    ]);
  });
});
