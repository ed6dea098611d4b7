import { describe, expect, it } from 'vitest';
import { gateFindings, regressionText } from '../../src/diff/gate.ts';
import { at } from '../../src/model/checked.ts';
import type { Annotation } from '../../src/model/documents/annotations.ts';
import { defaultProject, type Project } from '../../src/model/documents/project.ts';
import { problem } from '../../src/model/problem.ts';
import type { CommonChange, MetricChange, RunReport } from '../../src/model/run-report.ts';
import { makeReports, makeRun } from '../history/make-run.ts';

const change = (rest: Partial<MetricChange> = {}): MetricChange => ({
  metric: 'response.p95',
  scenario: 'shop',
  endpoint: 'pay',
  base: 200,
  head: 250,
  relative: 0.25,
  interval: null,
  verdict: 'worse',
  certainty: 'confirmed',
  basis: { evidence: 'history of 12 runs' },
  ...rest,
});

const common = (rest: Partial<CommonChange> = {}): CommonChange => ({
  metric: 'response.p50',
  endpoints: 4,
  share: 1,
  relative: 0.5,
  interval: null,
  verdict: 'worse',
  certainty: 'confirmed',
  control: false,
  ...rest,
});

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

const report = at(makeReports([makeRun({ id: 'r2', day: 2 })]), 0);

/** A run whose comparison found something. */
const found = (context: Partial<RunReport['context']>): RunReport => ({
  ...report,
  context: { ...report.context, changes: [], common: null, ...context },
});

const blocking = (...blockOn: Project['gate']['blockOn']): Project => ({
  ...defaultProject,
  gate: { ...defaultProject.gate, blockOn },
});

const accept = (of: object): Annotation => ({ action: 'accept', run: 'r2', reason: 'planned', ...of });

describe('a regression in one clause', () => {
  const text = (one: MetricChange | CommonChange): string => plain(regressionText(report, one, 'r1'));

  it('names its endpoint and its scenario, if there are any', () => {
    const start = '95th percentile response time';
    expect(text(change())).toContain(`${start} of pay in shop `);
    expect(text(change({ endpoint: '*' }))).toContain(`${start} in shop `);
    expect(text(change({ endpoint: null, scenario: null }))).toMatch(
      /^95th percentile response time [a-z]+ compared with r1/,
    );
    expect(text(change())).toMatch(/compared with r1: 200 .*250 ms, \+25%$/);
  });

  it('names no scenario that nobody named', () => {
    const unnamed = { measures: at(makeReports([makeRun({ day: 2, scenario: 'default' })]), 0).measures };
    expect(regressionText(unnamed, change({ scenario: 'default' }), 'r1')).not.toContain(' in default');
  });

  it('of all endpoints is possible where it is suspected', () => {
    expect(text(common())).toBe('every endpoint is slower than in r1: +50% in Median response time');
    expect(text(common({ certainty: 'suspected' }))).toContain('is possibly slower');
  });
});

describe('what blocks a run by itself', () => {
  it('is a regression of the certainty that the project names', () => {
    const one = found({ changes: [change(), change({ endpoint: 'list', certainty: 'suspected' })] });
    const [confirmed, ...others] = gateFindings(one, blocking('confirmed-worse'), []);
    expect(others).toEqual([]);
    expect(confirmed).toMatchObject({
      run: 'r2',
      isTarget: false,
      of: { metric: 'response.p95', endpoint: 'pay' },
    });
    expect(confirmed?.text).toMatch(/^r2: .* of pay .*\[confirmed-worse\]$/);
    expect(gateFindings(one, blocking('suspected-worse'), [])).toMatchObject([{ of: { endpoint: 'list' } }]);
  });

  it('is what all endpoints share, unless it is accepted', () => {
    const one = found({ common: common() });
    const of = { metric: 'response.p50', scenario: null, endpoint: null };
    expect(gateFindings(one, blocking('confirmed-worse'), [])).toMatchObject([{ isTarget: false, of }]);
    expect(gateFindings(one, blocking('suspected-worse'), [])).toEqual([]);
    expect(gateFindings(one, blocking('confirmed-worse'), [accept({})])).toEqual([]);
    const better = found({ common: common({ verdict: 'better' }) });
    expect(gateFindings(better, blocking('confirmed-worse'), [])).toEqual([]);
  });

  it('is a file that could not be read, whatever the project names', () => {
    const unread = {
      ...report,
      measures: { ...report.measures, problems: [problem('error', 'a.csv', 'no header')] },
    };
    expect(gateFindings(unread, blocking(), [])).toEqual([
      { run: 'r2', text: 'r2: a.csv could not be read: no header', isTarget: false, of: null },
    ]);
  });
});
