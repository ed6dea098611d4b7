import { describe, expect, it } from 'vitest';
import type { MetricChange, RunReport, TargetResult } from '../../src/model/run-report.ts';
import { dominatingError } from '../../src/report/findings/dominating-error.ts';
import type { FindingInput } from '../../src/report/findings/rule.ts';
import { reportHead, toneOf } from '../../src/report/words/report-head.ts';
import { comparability } from '../../src/history/compare/comparability.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import { makeReports, makeRun, type RunSpec } from '../history/make-run.ts';

const head = (
  { changes = [], ...rest }: Partial<RunReport> & { changes?: readonly MetricChange[] },
  spec: Partial<RunSpec> = {},
): ReturnType<typeof reportHead> => {
  const [report] = makeReports([makeRun({ day: 1, ...spec })]) as [RunReport];
  return reportHead({ ...report, ...rest, context: { ...report.context, changes } });
};
const change = (verdict: MetricChange['verdict'], certainty: MetricChange['certainty']): MetricChange => ({
  metric: 'response.p95',
  scenario: 'shop',
  endpoint: 'pay',
  base: 100,
  head: 130,
  relative: 0.3,
  interval: null,
  verdict,
  certainty,
  basis: { evidence: '' },
});
const verdictOf = (...changes: readonly MetricChange[]): unknown[] => {
  const { verdict, tone, isPossible } = head({ targets: [], changes });
  return [verdict, tone, isPossible];
};

describe('the verdict at the head of a report', () => {
  it('is that of its changes where there are no targets', () => {
    expect(verdictOf()).toEqual(['No targets', 'neutral', false]);
    expect(verdictOf(change('no-change-shown', null))).toEqual(['No targets', 'neutral', false]);
    expect(verdictOf(change('worse', 'confirmed'))).toEqual(['Regression', 'bad', false]);
    expect(verdictOf(change('worse', 'suspected'))).toEqual(['Possible regression', 'bad', true]);
    expect(verdictOf(change('worse', 'suspected'), change('worse', 'confirmed'))).toEqual([
      'Regression',
      'bad',
      false,
    ]);
    expect(verdictOf(change('better', 'confirmed'))).toEqual(['Improvement', 'good', false]);
    expect(verdictOf(change('better', 'suspected'))).toEqual(['Possible improvement', 'good', true]);
    expect(verdictOf(change('better', 'confirmed'), change('worse', 'suspected'))).toEqual([
      'Mixed',
      'unsure',
      false,
    ]);
  });

  it('is that of its targets where there are some', () => {
    const target = {
      verdict: 'met',
      achieved: null,
      interval: null,
      margin: null,
    } as unknown as TargetResult;
    const of = (verdict: RunReport['verdict']): string[] => {
      const found = head({ targets: [target], verdict, changes: [change('worse', 'confirmed')] });
      expect(found.isPossible).toBe(false);
      return [found.verdict, found.tone];
    };
    expect([of('met'), of('inconclusive'), of('not measured')]).toEqual([
      ['Targets met', 'good'],
      ['Inconclusive', 'unsure'],
      ['No verdict', 'neutral'],
    ]);
    expect(['met', 'not met', 'inconclusive', 'other'].map(toneOf)).toEqual([
      'good',
      'bad',
      'unsure',
      'neutral',
    ]);
  });

  it('has the facts of the run', () => {
    const manifest = { version: '1.2', commit: '0123456789abcdef' };
    expect(head({ targets: [] }, { manifest }).facts.map((fact) => fact.replaceAll('\u00a0', ' '))).toEqual([
      '2026-11-02 10:00 UTC',
      'version 1.2',
      'commit 0123456789',
      '1 min',
      '3,000 requests',
    ]);
  });

  it('has four key values at most: the worst of each usual metric', () => {
    const memory = { Import: { base: 1, peak: 2, final: 1 }, Export: { base: 1, peak: 3, final: 1 } };
    const endpoints = { pay: { p50: 100, p95: 200 }, list: { p50: 10, p95: 300 } };
    const { keyValues } = head({ targets: [] }, { endpoints, memory, cpu: 40 });
    expect(
      keyValues.map(({ value, note }) => [value, note].map((one) => one.replaceAll('\u00a0', ' '))),
    ).toEqual([
      ['300 ms', 'list in shop'],
      ['50/s', 'shop'],
      ['0%', 'pay in shop'],
      ['3 MB', 'Export'],
    ]);
  });
});

describe('an error type that dominates', () => {
  const find = (rest: object): ReturnType<typeof dominatingError.find> => {
    const run = makeRun({ day: 1, endpoints: { pay: { p50: 1, errors: 30 }, list: { p50: 1, errors: 40 } } });
    const row = {
      scenario: 'shop',
      count: 1_000,
      errors: 100,
      rate: 0.1,
      interval: null,
      types: [{ type: '500', count: 90 }],
      source: 'counted',
      files: [],
      ...rest,
    };
    return dominatingError.find({ measures: { ...run, errors: [row] } } as unknown as FindingInput);
  };

  it('is told with its share, and the endpoint that has most of them', () => {
    const [one] = find({});
    expect(one!.title.replaceAll('\u00a0', ' ')).toMatch(/^90% of the 100 errors.* are “500”$/);
    expect(one!.evidence.map(({ value }) => value)).toEqual([90, 100, 0.09, 'list (40 errors)']);
    expect(find({ types: [{ type: '500', count: 100 }] })[0]!.title).toMatch(/^All 100 errors/);
    expect(find({ count: null })[0]!.evidence).toHaveLength(3);
    expect(find({ types: [] })).toEqual([]);
  });
});

describe('what neither of two runs records', () => {
  it('is server and database only where one of them calls a service', () => {
    const reasons = (base: 'load' | 'benchmark', after: 'load' | 'benchmark'): readonly string[] =>
      comparability(
        { ...makeRun({ day: 1 }), kind: base },
        { ...makeRun({ day: 2 }), kind: after },
        null,
        defaultProject,
      ).reasons;
    const all = ['neither run.json states cpu, memory, os, server, database'];
    expect(reasons('benchmark', 'benchmark')).toEqual(['neither run.json states cpu, memory, os']);
    expect([reasons('load', 'benchmark'), reasons('benchmark', 'load'), reasons('load', 'load')]).toEqual([
      all,
      all,
      all,
    ]);
  });
});
