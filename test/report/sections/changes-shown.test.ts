import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../src/history/context.ts';
import { defaultProject } from '../../../src/model/documents/project.ts';
import type {
  MetricChange,
  ReportedChangePoint,
  RunReport,
  TargetResult,
} from '../../../src/model/run-report.ts';
import type { Block } from '../../../src/model/section.ts';
import { noCommentary } from '../../../src/model/documents/commentary.ts';
import { headline } from '../../../src/report/words/headline.ts';
import { runReport } from '../../../src/report/build-report.ts';
import { metricChanges } from '../../../src/report/sections/metric-changes.ts';
import { trendsFromPreviousTests } from '../../../src/report/sections/trends-from-previous-tests.ts';
import { makeRun } from '../../history/make-run.ts';

const noFiles = { published: [], link: () => null } as never;

/** A report whose comparison is given: what is told of changes, not how they are found. */
function reportWith(
  changes: readonly MetricChange[],
  changePoints: readonly ReportedChangePoint[] = [],
): RunReport {
  const [base, head] = [1, 2].map((day) =>
    makeRun({ day, id: `run-${day}`, scenario: 'peak', endpoints: { list: { p50: 10 } } }),
  );
  const context = contextOf(head!, [base!], new Map(), defaultProject, []);
  return runReport(head!, noCommentary, { ...context, changes, changePoints }, defaultProject);
}

const change = (rest: Partial<MetricChange>): MetricChange => ({
  metric: 'response.p50',
  scenario: 'peak',
  endpoint: 'list',
  base: 10,
  head: 20,
  relative: 1,
  interval: null,
  verdict: 'worse',
  certainty: 'confirmed',
  basis: { evidence: 'history of 9 runs' },
  ...rest,
});

const better = change({ metric: 'errors.rate', base: 0.2, head: 0, relative: -0.2, verdict: 'better' });
const suspected = change({ metric: 'response.p95', endpoint: 'pay', certainty: 'suspected' });
const open = change({ metric: 'response.p99', verdict: 'cannot-tell', certainty: null });
const still = change({ metric: 'response.min', verdict: 'no-change-shown', certainty: null });

const step = (rest: Partial<ReportedChangePoint>): ReportedChangePoint => ({
  metric: 'response.p50',
  scenario: 'peak',
  endpoint: 'list',
  run: 'run-2',
  lastBefore: 'run-1',
  before: 10,
  after: 20,
  relative: 1,
  interval: null,
  certainty: 'confirmed',
  verdict: 'worse',
  ...rest,
});

const targetOf = (id: string, verdict: TargetResult['verdict']): TargetResult => ({
  ...({} as TargetResult),
  id,
  label: id,
  metric: 'response.p95',
  verdict,
  failing: [],
});

it('a heading counts the targets where no change is called and not all are met', () => {
  const targets = [targetOf('a', 'met'), targetOf('b', 'inconclusive'), targetOf('c', 'not measured')];
  expect(headline({ ...reportWith([]), verdict: 'inconclusive', targets })).toBe(
    '1 of 3 targets met, 1 inconclusive, 1 not measured',
  );
});

const blocksOf = (report: RunReport): readonly Block[] =>
  trendsFromPreviousTests.blocks({ report, project: defaultProject, files: noFiles });

const verdictsOf = (block: Block | undefined): (string | undefined)[] =>
  block?.kind === 'table' ? block.rows.map((row) => row.verdict?.text) : [];

describe('changes as the report tells them', () => {
  it('come before the history: worse before better, sure before suspected, and counted', () => {
    const [, first] = blocksOf(reportWith([better, suspected, change({}), open, still], [step({})]));
    expect(first).toMatchObject({
      kind: 'table',
      id: 'changes',
      caption: 'Changes from the baseline: 1 regression, 1 possible regression, 1 improvement',
    });
    expect(verdictsOf(first)).toEqual(['regression', 'possible regression', 'improvement']);
    expect(first?.kind === 'table' && first.folded?.summary).toBe(
      'No change detected in 1 metric, 1 inconclusive',
    );
  });

  it('levels that are older than the baseline are folded away', () => {
    const old = step({ run: 'run-0', lastBefore: 'run-00' });
    const blocks = blocksOf(reportWith([], [step({}), old]));
    expect(blocks.map((block) => (block.kind === 'fold' ? block.summary : block.kind))).toEqual([
      'text',
      'table',
      '1 earlier level shift',
    ]);
  });

  it('five facts stand open: more are folded, before the metrics that state the same', () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((endpoint, i) => change({ endpoint, relative: 6 - i }));
    const same = change({ metric: 'response.p95', endpoint: 'a' });
    const [, table] = blocksOf(reportWith([...many, same, still]));
    expect(table).toMatchObject({ kind: 'table', isStacked: true });
    const shown = table?.kind === 'table' ? table : undefined;
    expect(shown?.rows).toHaveLength(5);
    expect(shown?.folded?.summary).toBe(
      '1 more change; 1 more metric that changed with these; no change detected in 1 metric',
    );
    expect(shown?.folded?.rows.map(({ metric }) => metric?.note)).toEqual([
      'f in peak',
      'a in peak',
      'list in peak',
    ]);
  });

  it('level shifts have a row for each fact: error rates of endpoints and percentiles of one are one', () => {
    const rates = ['a', 'b', '*'].map((endpoint) =>
      step({ metric: 'errors.rate', endpoint, before: 0, after: 0.2, relative: 0.2 }),
    );
    const times = (['response.p50', 'response.p95', 'response.min'] as const).map((metric, i) =>
      step({ metric, endpoint: 'a', verdict: 'better', relative: -0.5 - i / 10 }),
    );
    const table = blocksOf(reportWith([], [...rates, ...times])).find((block) => block.kind === 'table');
    const shown = table?.kind === 'table' ? table : undefined;
    expect(shown?.rows.map(({ metric }) => [metric?.text, metric?.note])).toEqual([
      ['Error rate', 'all requests in peak, also at 2 endpoints'],
      ['95th percentile response time', 'a in peak, also p50, fastest response'],
    ]);
    expect(shown?.folded?.summary).toBe('4 more level shifts');
    expect(shown?.folded?.rows).toHaveLength(4);
  });

  it('a level that changed with the error rate the other way says so, and is no alarm', () => {
    const fewer = step({ metric: 'errors.rate', before: 0.2, after: 0, relative: -0.2, verdict: 'better' });
    const table = blocksOf(reportWith([], [step({}), fewer])).find((block) => block.kind === 'table');
    const [slower] = table?.kind === 'table' ? table.rows : [];
    expect(slower?.verdict).toMatchObject({
      text: 'regression',
      tone: 'neutral',
      note: 'fewer requests fail since the same run, so the load differs',
    });
  });
});

describe('a heading about good news', () => {
  it('does not pass over what got worse', () => {
    expect(headline(reportWith([better, suspected, change({})]))).toMatch(
      / fell from 20% to 0%; 1 metric regressed, 1 possibly$/,
    );
    expect(headline(reportWith([better, suspected]))).toMatch(/; 1 metric possibly regressed$/);
    expect(headline(reportWith([better]))).toMatch(/ fell from 20% to 0%$/);
  });
});

it('a row says why its change is only possible, and leaves out what the note or the verdict says', () => {
  const noteOf = (rest: Partial<MetricChange>): string | undefined => {
    const changes = [change({ certainty: 'suspected', ...rest })];
    const [table] = metricChanges(changes, () => '').filter((block) => block.kind === 'table');
    return [...table!.rows, ...(table!.folded?.rows ?? [])][0]?.verdict?.note;
  };
  const evidence = 'history of 9 runs';
  const thin = { id: 'few-beyond-percentile', text: '6 requests lie beyond this percentile' } as const;
  expect(noteOf({ basis: { evidence, details: ['none'], reasons: [thin] } })).toBe(
    'history of 9 runs; 6 requests lie beyond this percentile',
  );
  const common = { id: 'common-change', text: 'not after the median change' } as const;
  const quiet = { verdict: 'no-change-shown', certainty: null } as const;
  expect(noteOf({ ...quiet, basis: { evidence, reasons: [common] } })).toContain('median change');
  expect(noteOf({ ...quiet, basis: { evidence, reasons: [common] }, shared: true })).toBe(evidence);
});
