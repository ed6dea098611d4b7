import { describe, expect, it } from 'vitest';
import type { MetricChange, RunReport, TargetResult } from '../../src/model/run-report.ts';
import {
  headline,
  isInHeadline,
  largestChange,
  largestChanges,
  slowestRow,
} from '../../src/report/words/headline.ts';
import { makeReports, makeRun, type RunSpec } from '../history/make-run.ts';

const reportOf = (rest: Partial<RunReport> = {}, spec: Partial<RunSpec> = {}): RunReport => {
  const [report] = makeReports([
    makeRun({ day: 1, endpoints: { pay: { p50: 100, p95: 200 }, browse: { p50: 20, p95: 30 } }, ...spec }),
  ]) as [RunReport];
  return { ...report, verdict: 'not measured', ...rest };
};
const withContext = (context: Partial<RunReport['context']>, rest: Partial<RunReport> = {}): RunReport => {
  const report = reportOf(rest);
  return { ...report, context: { ...report.context, ...context } };
};
const text = (report: RunReport): string => headline(report).replaceAll('\u00a0', ' ');

const target = (rest: Partial<TargetResult> = {}): TargetResult =>
  ({
    id: 't',
    label: 'Fast',
    metric: 'response.p95',
    scenario: 'shop',
    endpoint: 'pay',
    bound: { op: 'below', value: 500 },
    achieved: 578,
    interval: null,
    margin: -0.156,
    verdict: 'not met',
    ...rest,
  }) as unknown as TargetResult;

const change = (rest: Partial<MetricChange> = {}): MetricChange => ({
  metric: 'response.p95',
  scenario: 'shop',
  endpoint: 'pay',
  base: 100,
  head: 130,
  relative: 0.3,
  interval: null,
  verdict: 'worse',
  certainty: 'confirmed',
  basis: { evidence: '' },
  ...rest,
});

describe('the heading of a report', () => {
  it('is about the missed target that is furthest beyond its bound', () => {
    const missed = { verdict: 'not met' as const };
    expect(text(reportOf({ ...missed, targets: [target()] }))).toBe(
      '95th percentile response time of pay is 578 ms (target: below 500 ms)',
    );
    const two = [target(), target({ endpoint: 'browse', achieved: 900, margin: -0.8 })];
    expect(text(reportOf({ ...missed, targets: two }))).toBe(
      '95th percentile response time of browse is 900 ms (target: below 500 ms); 1 more target not met',
    );
    expect(text(reportOf({ ...missed, targets: [...two, target({ margin: -0.1 })] }))).toContain(
      '; 2 more targets not met',
    );
    expect(text(reportOf({ ...missed, targets: [target({ endpoint: '*' })] }))).toBe(
      '95th percentile response time 578 ms (target: below 500 ms)',
    );
    expect(text(reportOf({ ...missed, targets: [target({ endpoint: null })] }))).toMatch(
      /^95th percentile response time 578 ms/,
    );
  });

  it('is the state of the targets otherwise', () => {
    const met = (count: number): RunReport =>
      reportOf({
        verdict: 'met',
        targets: Array.from({ length: count }, () => target({ verdict: 'met', margin: 0.5 })),
      });
    expect([1, 2, 3, 4].map((count) => text(met(count)))).toEqual([
      'Target met',
      'Both targets met',
      'All 3 targets met',
      'All 4 targets met',
    ]);
    const targets = [
      target({ verdict: 'met' }),
      target({ verdict: 'inconclusive' }),
      target({ verdict: 'not measured' }),
    ];
    expect(text(reportOf({ verdict: 'inconclusive', targets }))).toBe(
      '1 of 3 targets met, 1 inconclusive, 1 not measured',
    );
    expect(text(reportOf({ verdict: 'inconclusive', targets: targets.slice(0, 2) }))).toBe(
      '1 of 2 targets met, 1 inconclusive',
    );
    expect(text(reportOf({ verdict: 'not measured', targets: targets.slice(2) }))).toBe(
      'No target was measured',
    );
  });

  it('is the largest change where there is one, after the targets that are met', () => {
    const changes = [change({ endpoint: 'browse', relative: 0.1 }), change()];
    expect(text(withContext({ changes }))).toBe(
      '95th percentile response time of pay in shop rose from 100 to 130 ms',
    );
    expect(text(withContext({ changes }, { verdict: 'met', targets: [target({ verdict: 'met' })] }))).toBe(
      'Target met. 95th percentile response time of pay in shop rose from 100 to 130 ms',
    );
    const fell = change({ base: 130, head: 100, relative: -0.23, verdict: 'better', certainty: 'suspected' });
    expect(text(withContext({ changes: [fell] }))).toBe(
      '95th percentile response time of pay in shop possibly fell from 130 to 100 ms',
    );
    expect(text(withContext({ changes: [change({ endpoint: '*' })] }))).toBe(
      '95th percentile response time of shop rose from 100 to 130 ms',
    );
    expect(text(withContext({ changes: [change({ scenario: null, endpoint: null })] }))).toBe(
      '95th percentile response time of the run rose from 100 to 130 ms',
    );
    expect(text(withContext({ changes: [change({ base: null })] }))).toBe(
      '95th percentile response time of pay in shop regressed',
    );
    expect(text(withContext({ changes: [change({ head: 100 })] }))).toContain('regressed');
    expect(text(withContext({ changes: [change({ pairs: 8 })] }))).toContain('to 130 ms (means of 8 pairs)');
  });

  it('mentions regressions beside an improvement', () => {
    const better = change({ metric: 'errors.rate', base: 0.2, head: 0.1, relative: -0.5, verdict: 'better' });
    const worse = (count: number, certainty: 'confirmed' | 'suspected'): MetricChange[] =>
      Array.from({ length: count }, () => change({ certainty, metric: 'cpu.average' }));
    const ending = (...others: readonly MetricChange[]): string =>
      text(withContext({ changes: [better, ...others] })).replace(/^.*10%/, '');
    expect(ending()).toBe('');
    expect(ending(...worse(1, 'confirmed'))).toBe('; 1 metric regressed');
    expect(ending(...worse(2, 'confirmed'), ...worse(3, 'suspected'))).toBe(
      '; 2 metrics regressed, 3 possibly',
    );
    expect(ending(...worse(1, 'suspected'))).toBe('; 1 metric possibly regressed');
  });

  it('is what all endpoints share, unless that is good news beside a regression', () => {
    const common = {
      metric: 'response.p50',
      endpoints: 3,
      share: 1,
      relative: 0.5,
      interval: null,
      verdict: 'worse',
      certainty: 'confirmed',
      control: false,
      basis: { evidence: '' },
    } as unknown as NonNullable<RunReport['context']['common']>;
    expect(text(withContext({ common, changes: [change()] }))).toBe('Every endpoint was 50% slower');
    expect(text(withContext({ common }, { verdict: 'met', targets: [target({ verdict: 'met' })] }))).toBe(
      'Target met. Every endpoint was 50% slower',
    );
    const faster = { ...common, relative: -0.5, verdict: 'better' as const };
    expect(text(withContext({ common: faster, changes: [] }))).toBe('Every endpoint was 50% faster');
    expect(text(withContext({ common: faster, changes: [change()] }))).toMatch(/^95th percentile/);
  });

  it('is the slowest endpoint, or how many requests there were', () => {
    expect(text(reportOf())).toBe('pay is slowest: 95% of its requests finish within 200 ms');
    expect(text(reportOf({}, { endpoints: { pay: { p50: 100, p95: 200 } } }))).toBe(
      'pay: 95% of requests finish within 200 ms',
    );
    expect(text(reportOf({}, { endpoints: {} }))).toBe('3,000 requests measured');
    const none = reportOf({}, { endpoints: {} });
    const without = { ...none, measures: { ...none.measures, throughput: [] } };
    expect(text(without)).toBe('No requests measured');
    const { measures } = makeRun({ day: 1, measures: { 'measure.below': { value: 20 } } });
    expect(text({ ...without, measures: { ...without.measures, measures } })).toBe('1 value measured');
  });
});

describe('the heading of benchmarks and of resources', () => {
  const of = (kind: 'benchmark' | 'resource', spec: Partial<RunSpec>): RunReport => {
    const report = reportOf({}, spec);
    return { ...report, measures: { ...report.measures, kind } };
  };

  it('counts benchmarks and names the slowest', () => {
    expect(text(of('benchmark', { endpoints: { a: { p50: 1 }, b: { p50: 2 } } }))).toBe(
      '2 benchmarks; b is slowest: 2 ms per iteration',
    );
    expect(text(of('benchmark', { endpoints: { a: { p50: 1 } } }))).toBe('a takes 1 ms per iteration');
    expect(text(of('benchmark', { endpoints: {} }))).toBe('No benchmarks measured');
    const ops = { 'measure.ops': { value: 5, endpoint: 'a' } };
    expect(text(of('benchmark', { endpoints: {}, measures: ops }))).toBe('1 benchmark measured');
    expect(text(of('benchmark', { endpoints: {}, measures: { 'measure.ops': { value: 5 } } }))).toBe(
      '1 value measured',
    );
  });

  it('names what was measured of resources', () => {
    const memory = { Import: { base: 1, peak: 2, final: 1 }, Export: { base: 1, peak: 2, final: 1 } };
    expect(text(of('resource', { memory, cpu: 40 }))).toBe('Memory of 2 operations and CPU measured');
    expect(text(of('resource', { measures: { 'measure.x': { value: 5 } }, cpu: 40 }))).toBe(
      '1 value and CPU measured',
    );
    expect(text(of('resource', { memory: { Import: memory.Import } }))).toBe(
      'Memory of 1 operation measured',
    );
    expect(text(of('resource', {}))).toBe('Nothing measured');
  });

  it('says that nothing changed, or that most of it is open', () => {
    const quiet = (...verdicts: readonly MetricChange['verdict'][]): string => {
      const report = of('resource', { cpu: 40 });
      const changes = verdicts.map((verdict) => change({ verdict, certainty: null }));
      const baseline = { id: 'r1' } as unknown as RunReport['context']['baseline'];
      return text({ ...report, context: { ...report.context, baseline, changes } });
    };
    expect(quiet('no-change-shown')).toBe('CPU: no change detected since r1');
    expect(quiet('no-change-shown', 'no-change-shown', 'cannot-tell')).toContain('no change detected');
    expect(quiet('no-change-shown', 'cannot-tell')).toBe('CPU: changes since r1 are inconclusive');
    expect(quiet()).toBe('CPU measured');
  });
});

describe('the order of changes', () => {
  const first = (...changes: readonly MetricChange[]): MetricChange | null => largestChange(changes);

  it('puts confirmed ones first, then failures, response times, regressions, all requests, and size', () => {
    const errors = change({ metric: 'errors.rate', certainty: 'suspected' });
    const p95 = change();
    const p50 = change({ metric: 'response.p50', relative: 0.9 });
    const other = change({ metric: 'cpu.average', relative: 2 });
    expect(largestChanges([other, p95, errors, p50])).toEqual([p50, p95, other, errors]);
    // ln 1.31 and ln 1.30 are about equal, so the percentile that people know best comes first.
    const p99 = change({ metric: 'response.p99', relative: 0.31 });
    const almost = change({ relative: 0.3 });
    expect(largestChanges([p99, almost])).toEqual([almost, p99]);
    expect(largestChanges([almost, change({ metric: 'response.p99', relative: 0.6 })])[0]!.metric).toBe(
      'response.p99',
    );
    const better = change({ verdict: 'better', relative: -0.9 });
    expect(first(better, p95)).toBe(p95);
    const all = change({ endpoint: '*', relative: 0.1 });
    expect(first(p95, all)).toBe(all);
    const whole = change({ endpoint: null, relative: 0.1 });
    expect(first(p95, whole)).toBe(whole);
    const larger = change({ relative: 0.4 });
    expect(first(p95, larger)).toBe(larger);
    expect(first(change({ verdict: 'cannot-tell' }), change({ verdict: 'no-change-shown' }))).toBeNull();
    expect(first()).toBeNull();
  });
});

describe('what the heading names', () => {
  it('is the missed target, else the change, else the slowest endpoint', () => {
    const report = reportOf();
    const row = slowestRow(report)!;
    expect(row.endpoint).toBe('pay');
    expect(isInHeadline(report, row)).toBe(true);
    expect(isInHeadline(report, report.measures.response[1]!)).toBe(false);
    const one = change();
    const changed = withContext({ changes: [one] });
    // A report's changes may be read again from the cache: the same one is then another object.
    const others = [change(), change({ metric: 'response.p50' })] as const;
    expect([one, ...others].map((some) => isInHeadline(changed, some))).toEqual([true, true, false]);
    expect(isInHeadline(changed, slowestRow(changed)!)).toBe(false);
    const missed = [target({ margin: -0.1 }), target({ margin: -0.2 })] as const;
    const both = { ...changed, verdict: 'not met' as const, targets: missed };
    expect([...missed, one].map((some) => isInHeadline(both, some))).toEqual([false, true, false]);
    const met = reportOf({ verdict: 'met', targets: [target({ verdict: 'met' })] });
    expect(isInHeadline(met, slowestRow(met)!)).toBe(false);
    expect(slowestRow(reportOf({}, { endpoints: {} }))).toBeNull();
  });
});
