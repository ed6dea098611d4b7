import { describe, expect, it } from 'vitest';
import type { RunReport, TargetResult } from '../../../src/model/run-report.ts';
import {
  hasTail,
  judgedPercentile,
  stripDomain,
  targetsOfRow,
} from '../../../src/report/sections/response-columns.ts';
import { columns, hasScenarios, layoutOf } from '../../../src/report/sections/response-layout.ts';
import { pictureNote } from '../../../src/report/sections/response-notes.ts';
import { makeReports, makeRun } from '../../history/make-run.ts';

const [load] = makeReports([makeRun({ day: 1 })]) as [RunReport];
const [row] = load.measures.response as [RunReport['measures']['response'][number]];
const bounded = (bound: TargetResult['bound'], scope: Partial<TargetResult['scope']> = {}): TargetResult =>
  ({ metric: 'response.p95', bound, scope: { scenario: null, endpoint: null, ...scope } }) as TargetResult;

/** A benchmark's report whose row is of so many samples. */
const benchmark = (samples: number): RunReport => {
  const response = [{ ...row, timedCount: samples, count: samples }];
  return { ...load, measures: { ...load.measures, kind: 'benchmark', response } };
};
const layout = (report: RunReport): ReturnType<typeof layoutOf> => layoutOf(report, report.measures.response);
const labels = (report: RunReport): string[] => columns(layout(report)).map(({ label }) => label);

describe('the columns of response times', () => {
  it('are headed by the 95th percentile for requests, by the median for benchmarks', () => {
    expect(labels(load)).toEqual([
      'Endpoint/Function',
      'Scenario',
      '95th',
      'Median',
      'Minimum, median, 95th and maximum',
      'Count',
      'Min',
      'Average',
      'Max',
      'Errors',
    ]);
    // 1 - 0.95^n reaches 0.975 at n = 72.
    expect(labels(benchmark(72))).toEqual([
      'Benchmark',
      'Median',
      '95th',
      'Average',
      '±',
      'Minimum, median, 95th and maximum',
      'Samples',
      'Min',
      'Max',
    ]);
    expect(labels(benchmark(71))).toEqual([
      'Benchmark',
      'Median',
      'Average',
      '±',
      'Minimum, median and maximum',
      'Samples',
      'Min',
      'Max',
    ]);
  });

  it('have errors if a benchmark failed, and its scenarios if there are several', () => {
    const report = benchmark(9);
    const { measures } = report;
    const failing = {
      ...report,
      measures: { ...measures, response: [{ ...measures.response[0]!, errors: 1 }] },
    };
    expect(labels(failing)).toContain('Errors');
    const scenarios = [...measures.scenarios, ...measures.scenarios];
    expect(hasScenarios({ measures })).toBe(false);
    expect(hasScenarios({ measures: { ...measures, scenarios } })).toBe(true);
    expect(hasScenarios(load)).toBe(true);
  });

  it('have no strip without minimum and maximum', () => {
    const latencyMs = { ...row.latencyMs!, min: null, max: null };
    const report = benchmark(9);
    const without = { ...report, measures: { ...report.measures, response: [{ ...row, latencyMs }] } };
    expect(labels(without)).not.toContain('Minimum, median and maximum');
    expect(pictureNote(layout(without))).not.toContain('Strip');
  });
});

describe('the note on strips', () => {
  it('explains the marks that there are', () => {
    expect(pictureNote(layout(load))).toBe('Strip: line from minimum to maximum, box from median to 95th.');
    expect(pictureNote(layout(benchmark(71)))).toContain('maximum, mark at the median.');
    const targets = [bounded({ op: 'below', value: 500 })];
    expect(pictureNote(layout({ ...load, targets }))).toContain(
      'box from median to 95th, dashed the target.',
    );
    const [, second] = makeReports([
      makeRun({ day: 1 }),
      makeRun({ day: 2, endpoints: { pay: { p50: 300 } } }),
    ]) as [RunReport, RunReport];
    expect(pictureNote(layout(second))).toMatch(/box from median to 95th, triangle the median of .*run-001/);
  });
});

describe('the percentile that targets judge', () => {
  it('is that of the first target on one', () => {
    const target = (metric: string): TargetResult => ({ ...bounded({ op: 'below', value: 1 }), metric });
    const judged = (...metrics: readonly string[]): string =>
      judgedPercentile({ ...load, targets: metrics.map(target) });
    expect(judged('errors.rate', 'response.p99', 'response.p50')).toBe('p99');
    expect([judged('response.p98'), judged()]).toEqual(['p95', 'p95']);
    expect(judgedPercentile(benchmark(9))).toBe('p50');
  });

  it('has the upper bounds of its scenario and endpoint, the strictest first', () => {
    const targets = [
      bounded({ op: 'below', value: 500 }),
      bounded({ op: 'atMost', value: 300 }, { endpoint: 'pay', scenario: 'shop' }),
      bounded({ op: 'below', value: 1 }, { endpoint: 'list' }),
      bounded({ op: 'below', value: 2 }, { scenario: 'night' }),
      bounded({ op: 'above', value: 3 }),
    ];
    const report = { ...load, targets };
    expect(targetsOfRow(report, row).map(({ bound }) => bound.value)).toEqual([300, 500]);
    const transactions = { ...report, measures: { ...load.measures, transactions: [row] } };
    expect(targetsOfRow(transactions, row).map(({ bound }) => bound.value)).toEqual([300]);
  });
});

describe('the range of strips', () => {
  it('reaches up to a bound that is less than 20 times as far', () => {
    // The strip of makeRun: 25 to 600 ms.
    expect(stripDomain([row], [11_999])).toEqual([25, 11_999]);
    expect(stripDomain([row], [12_000])).toEqual([25, 600]);
    expect(stripDomain([row], [500, 700])).toEqual([25, 700]);
    expect(stripDomain([row], [20])).toEqual([25, 600]);
  });
});

describe('the tail of a row', () => {
  it('is that of any request, and of benchmarks with 72 samples', () => {
    const of = (timedCount: number | null, kind: 'load' | 'benchmark'): boolean =>
      hasTail({ ...row, timedCount }, kind);
    expect([of(1, 'load'), of(72, 'benchmark'), of(71, 'benchmark'), of(null, 'benchmark')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const unknown = { ...row, latencyMs: { ...row.latencyMs!, p95: null } };
    expect([hasTail(unknown, 'load'), hasTail({ ...row, latencyMs: null }, 'load')]).toEqual([false, false]);
  });
});
