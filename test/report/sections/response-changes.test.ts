import { describe, expect, it } from 'vitest';
import type { ResponseRow } from '../../../src/model/run-measures.ts';
import type { MetricChange, RunReport } from '../../../src/model/run-report.ts';
import {
  changeMark,
  changeTextCell,
  reachOf,
  responseChanges,
  rowChange,
} from '../../../src/report/sections/response-change.ts';
import { makeReports, makeRun } from '../../history/make-run.ts';

const change = (over: Partial<MetricChange> = {}): MetricChange => ({
  metric: 'response.p50',
  scenario: 'shop',
  endpoint: 'pay',
  base: 100,
  head: 150,
  relative: 0.5,
  interval: { lower: 0.4, upper: 0.6 },
  verdict: 'worse',
  certainty: 'confirmed',
  basis: { evidence: '' },
  ...over,
});
const [report] = makeReports([makeRun({ day: 1 })]) as [RunReport];
const [row] = report.measures.response as [ResponseRow];

describe('the change of a row', () => {
  const of = (...changes: readonly MetricChange[]): string | undefined =>
    rowChange(responseChanges({ ...report, context: { ...report.context, changes } }), row, 'p95')?.metric;
  const [p50, p90, p95] = (['response.p50', 'response.p90', 'response.p95'] as const).map(
    (metric) =>
      (over: Partial<MetricChange> = {}) =>
        change({ metric, ...over }),
  ) as [typeof change, typeof change, typeof change];
  const unproven = { verdict: 'no-change-shown', certainty: null } as const;

  it('is a confirmed one, then a suspected one', () => {
    expect(of(p95({ certainty: 'suspected' }), p90())).toBe('response.p90');
    expect(of(p95(unproven), p90({ certainty: 'suspected' }))).toBe('response.p90');
    expect(of(p95(unproven), p90({ verdict: 'better', certainty: 'suspected' }))).toBe('response.p90');
  });

  it('is else that of the judged percentile, then that of the median', () => {
    expect(of(p50(), p90(), p95())).toBe('response.p95');
    expect(of(p90(), p50())).toBe('response.p50');
    expect(of(p90(unproven), p50(unproven))).toBe('response.p50');
  });

  it('is none of another endpoint, of no percentile, or without a ratio', () => {
    expect(of(p95({ endpoint: 'list' }))).toBeUndefined();
    expect(of(p95({ scenario: 'other' }))).toBeUndefined();
    expect(of(change({ metric: 'response.max' }))).toBeUndefined();
    expect(of(p95({ relative: null }))).toBeUndefined();
  });
});

describe('the text of a change', () => {
  it('names its percentile if it is not the judged one', () => {
    expect(changeTextCell(change(), 'p50', 'load')).toEqual({ text: '+50%', tone: 'bad' });
    expect(changeTextCell(change(), 'p95', 'load').note).toBeTruthy();
    expect(changeTextCell(change({ metric: 'response.mean' }), 'p50', 'benchmark').note).toBeUndefined();
    expect(changeTextCell(change({ metric: 'response.mean' }), 'p50', 'load').note).toBeTruthy();
  });

  it('has the tone of its verdict, and says if it is only possible', () => {
    const of = (over: Partial<MetricChange>): unknown => changeTextCell(change(over), 'p50', 'load');
    expect(of({ certainty: 'suspected' })).toEqual({ text: '+50%', tone: 'bad', isPossible: true });
    expect(of({ verdict: 'better', relative: -0.5 })).toEqual({ text: '−50%', tone: 'good' });
    expect(of({ verdict: 'cannot-tell', certainty: null })).toEqual({ text: '+50%' });
    expect(changeTextCell(null, 'p50', 'load')).toEqual({ text: '–' });
    expect(of({ relative: null })).toEqual({ text: '–' });
  });
});

describe('the mark of a change', () => {
  it('is its interval on a logarithmic axis', () => {
    const reach = Math.log(2);
    expect(changeMark(change({ relative: 1, interval: { lower: 0, upper: 3 } }), reach).mark).toMatchObject({
      at: Math.log(2),
      lower: 0,
      upper: Math.log(4),
      reach,
    });
    expect(changeMark(change({ interval: { lower: -1, upper: null } }), reach).mark).toMatchObject({
      lower: null,
      upper: null,
    });
    expect(changeMark(change({ relative: -0.5, interval: null }), reach).mark).toMatchObject({
      at: -Math.log(2),
      lower: null,
    });
    // A tenth of a tenth is left: the logarithm exists.
    expect(changeMark(change({ relative: -0.99 }), reach).mark).toBeDefined();
  });

  it('is nothing where there is no ratio', () => {
    expect(
      [null, change({ relative: null }), change({ relative: -1 }), change({ isAbsolute: true })].map((one) =>
        changeMark(one, 1),
      ),
    ).toEqual([{}, {}, {}, {}]);
  });

  it('reaches as far as the farthest change, up to a factor of 4', () => {
    const reach = (...some: readonly (number | null)[]): number =>
      Math.round(Math.exp(reachOf(some.map((relative) => change({ relative })))) * 10) / 10;
    expect([reach(), reach(0.5), reach(0.51), reach(1), reach(1.1), reach(9)]).toEqual([
      1.5, 1.5, 2, 2, 4, 4,
    ]);
    expect([reach(-0.3), reach(-0.5), reach(-1), reach(null)]).toEqual([1.5, 2, 1.5, 1.5]);
  });
});
