import { describe, expect, it } from 'vitest';
import { nextStep } from '../../src/diff/next-step.ts';
import { diffMarkdown } from '../../src/diff/markdown/diff-markdown.ts';
import type { MetricChange, RunReport } from '../../src/model/run-report.ts';
import { headline, isInHeadline, slowestRow } from '../../src/report/words/headline.ts';
import { manyFailures, uncoveredFailures } from '../../src/report/words/failures.ts';
import { inShort } from '../../src/report/words/in-short.ts';
import { reportHead } from '../../src/report/words/report-head.ts';
import { aDiff, aRun, calm, metric } from '../diff/make-diff.ts';
import { makeReports, makeRun } from '../history/make-run.ts';

/** A run of which 200 of 1,000 requests failed, 150 of them with 503. */
const failing = (rest: Partial<RunReport> = {}, rate = 0.2): RunReport => {
  const [report] = makeReports([makeRun({ day: 1, endpoints: { pay: { p50: 100, p95: 200 } } })]) as [
    RunReport,
  ];
  const row = {
    scenario: 'shop',
    count: 1_000,
    errors: 1_000 * rate,
    rate,
    interval: { lower: rate * 0.9, upper: rate * 1.1 },
    types: [
      { type: '503', count: 750 * rate },
      { type: '500', count: 250 * rate },
    ],
    source: 'counted' as const,
    files: [],
  };
  return {
    ...report,
    verdict: 'not measured',
    ...rest,
    measures: { ...report.measures, errors: [row] },
  };
};
const target = (metricId: string, verdict: string): RunReport['targets'][number] =>
  ({
    ...{ id: 't', label: 'Target', metric: metricId, scenario: 'shop', endpoint: null, achieved: 1 },
    ...{ bound: { op: 'below', value: 2 }, interval: null, margin: 0.5, verdict },
  }) as unknown as RunReport['targets'][number];
const changed = (rest: Partial<MetricChange>, verdict: MetricChange['verdict'] = 'worse'): RunReport => {
  const report = failing();
  const change: MetricChange = {
    ...{ metric: 'response.p95', scenario: 'shop', endpoint: 'pay', base: 100, head: 200 },
    ...{ relative: 1, interval: null, certainty: 'confirmed', basis: { evidence: '' }, verdict },
    ...rest,
  };
  return { ...report, context: { ...report.context, changes: [change] } };
};
const text = (report: RunReport): string => headline(report).replaceAll('\u00a0', ' ');

describe('many failures that no target covers', () => {
  it('are the heading, not the slowest endpoint', () => {
    const report = failing();
    expect(text(report)).toBe('20% of the requests of shop failed');
    const row = slowestRow(report);
    expect(row?.endpoint).toBe('pay');
    expect(row !== null && isInHeadline(report, row)).toBe(false);
    expect(reportHead(report)).toMatchObject({ verdict: 'Many failures', tone: 'bad' });
    expect(reportHead(report).keyValues[0]?.label).toBe('Error rate');
  });

  it('come before targets on anything else, and leave those on errors to their verdict', () => {
    const met = { verdict: 'met', targets: [target('response.p95', 'met')] } as const;
    expect(text(failing(met))).toBe('20% of the requests of shop failed; target met');
    const open = { verdict: 'inconclusive', targets: [target('response.p95', 'inconclusive')] } as const;
    expect(text(failing(open))).toBe(
      '20% of the requests of shop failed; 0 of 1 targets met, 1 inconclusive',
    );
    expect(text(failing({ verdict: 'met', targets: [target('errors.rate', 'met')] }))).toBe('Target met');
  });

  it('come before a change, unless it states them', () => {
    expect(text(changed({}))).toBe('20% of the requests of shop failed');
    const rate = { metric: 'errors.rate', endpoint: '*', base: 0, head: 0.2 } as const;
    expect(text(changed(rate))).toBe('Error rate of shop rose from 0% to 20%');
    expect(text(changed({ ...rate, endpoint: 'pay', base: 0.4 }, 'better'))).toBe(
      '20% of the requests of shop failed',
    );
  });

  it('are not many below 5%', () => {
    expect(text(failing({}, 0.04))).toBe('pay: 95% of requests finish within 200 ms');
    expect(inShort(failing({}, 0.04)).map(({ label }) => label)).not.toContain('To do');
  });

  it('begin at 5%, where chance leaves more than 1%', () => {
    const many = (rate: number, lower: number): boolean => {
      const report = failing({}, rate);
      const [row] = report.measures.errors;
      const errors = [{ ...row!, interval: { lower, upper: 1 } }];
      return manyFailures({ ...report, measures: { ...report.measures, errors } }) !== null;
    };
    expect([many(0.05, 0.02), many(0.0499, 0.02)]).toEqual([true, false]);
    expect([many(0.05, 0.0101), many(0.05, 0.01)]).toEqual([true, false]);
  });

  it('are in the tables only below 1%', () => {
    expect(uncoveredFailures(failing({}, 0.01))?.share).toBe('1% of the requests of shop');
    expect(uncoveredFailures(failing({}, 0.0099))).toBeNull();
  });

  it('are the first thing to do, with their most frequent type', () => {
    const [first] = inShort(failing());
    expect(first).toEqual({
      label: 'To do',
      text: 'Find out why 20% of the requests of shop failed, most often with “503”.',
      section: 'error-rates',
    });
  });
});

describe('many failures in a comparison', () => {
  const failures = '20% of the requests of shop failed';

  it('come first in the heading of a comment and in what to do', () => {
    const first = aRun({ base: null, metrics: [], targets: [], verdict: 'cannot-tell', failures });
    const heading = diffMarkdown({ ...aDiff(first), verdict: 'cannot-tell' }).split('\n')[0];
    expect(heading).toBe(`## ◇ Performance: ${failures}; nothing to compare with`);
    expect(nextStep(first, 'page')).toBe(
      `find out why ${failures}. Then add a run of the base; there is nothing to compare with.`,
    );
    const quiet = aRun({ metrics: [calm('browse')], targets: [], failures });
    expect(nextStep(quiet, 'page')).toBe(`find out why ${failures}.`);
  });

  it('are left to a regression of the error rate where there is one', () => {
    const worse = metric({ metric: 'errors.rate', endpoint: '*', base: 0.01, head: 0.2, relative: 19 });
    expect(nextStep(aRun({ metrics: [worse], targets: [], failures }), 'page')).toMatch(
      /^fix the regression/,
    );
    const heading = diffMarkdown(aDiff(aRun({ metrics: [worse], targets: [], failures }))).split('\n')[0];
    expect(heading).not.toContain(failures);
  });
});
