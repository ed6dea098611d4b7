import { describe, expect, it } from 'vitest';
import { baselineOf } from '../../src/history/compare/baseline.ts';
import type { Manifest } from '../../src/model/documents/manifest.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { metricValuesOf } from '../../src/report/measure/metric-values.ts';
import { reportHead } from '../../src/report/words/report-head.ts';
import { testOverview } from '../../src/report/sections/test-overview.ts';
import { makeReports, makeRun } from './make-run.ts';

const load = (day: number): RunMeasures => makeRun({ day, scenario: 'default' });

/** Benchmarks are in the scenario without a name, like the requests of a file in no folder. */
function benchmarks(day: number, name = 'sort', manifest: Manifest = {}): RunMeasures {
  const run = { ...makeRun({ day, manifest, scenario: 'default', endpoints: { [name]: { p50: 1 } } }) };
  const measured = { ...run, kind: 'benchmark' as const, throughput: [] };
  return { ...measured, metricValues: metricValuesOf(measured) };
}

const chosen = (head: RunMeasures, ...earlier: RunMeasures[]): ReturnType<typeof baselineOf> =>
  baselineOf(head, earlier, defaultProject, []);

describe('the baseline among runs of two kinds', () => {
  it('is the latest run with a metric in common', () => {
    expect(chosen(benchmarks(3), benchmarks(1), load(2)).run?.id).toBe('run-001');
    expect(chosen(load(3), load(1), benchmarks(2)).run?.id).toBe('run-001');
    expect(chosen(benchmarks(3), benchmarks(1), benchmarks(2, 'other')).run?.id).toBe('run-001');
  });

  it('is no run of another kind, and the reason says so', () => {
    const alone = chosen(benchmarks(2), load(1));
    expect([alone.run, alone.why]).toEqual([
      null,
      'the one comparable earlier run on the main line, run-001, has no metric in common with this run',
    ]);
    expect(chosen(benchmarks(3), load(1), load(2)).why).toBe(
      'none of the 2 comparable earlier runs on the main line has a metric in common with this run (the latest is run-002)',
    );
  });

  it('is a run of the same kind whose benchmarks all have other names: those may have been lost', () => {
    expect(chosen(benchmarks(3, 'renamed'), benchmarks(1), load(2)).run?.id).toBe('run-001');
  });

  it('is the latest run for one without any value, which should have measured the same', () => {
    expect(chosen({ ...load(2), metricValues: [] }, benchmarks(1)).run?.id).toBe('run-001');
  });
});

describe('a report without a metric of its baseline', () => {
  const facts = (...runs: RunMeasures[]): string[] => reportHead(makeReports(runs).at(-1)!).facts as string[];
  const overview = (...runs: RunMeasures[]): string =>
    JSON.stringify(
      testOverview.blocks({ report: makeReports(runs).at(-1)!, project: defaultProject } as never),
    );

  it('is announced as compared with nothing if the baseline is of another kind', () => {
    expect(facts(load(1), benchmarks(2)).join()).not.toContain('compared with');
    expect(facts(benchmarks(1), benchmarks(2))).toContain('compared with run-001');
  });

  it('says at its head and in its overview that a baseline named in run.json has nothing in common', () => {
    const named = benchmarks(2, 'sort', { baseline: 'run-001' });
    expect(facts(load(1), named)).toContain('no metric in common with run-001');
    expect(overview(load(1), named)).toContain('no metric in common, so nothing can be compared');
  });

  it('says that a baseline named in run.json is of another environment', () => {
    const other = benchmarks(2, 'sort', { baseline: 'run-001', system: { cpu: 'B' } });
    expect(facts(benchmarks(1), other)).toContain('not comparable with run-001');
    expect(overview(benchmarks(1), other)).toContain('not comparable, so nothing can be compared');
  });

  it('has no heading on inconclusive changes', () => {
    const named = benchmarks(2, 'sort', { baseline: 'run-001' });
    expect(reportHead(makeReports([load(1), named]).at(-1)!).headline).not.toContain('inconclusive');
  });
});
