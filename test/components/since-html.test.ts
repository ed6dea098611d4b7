import { describe, expect, it } from 'vitest';
import { sinceHtml } from '../../src/components/report/since-html.ts';
import type { AdjustmentEntry, LedgerEntry, ReportedChangePoint } from '../../src/model/run-report.ts';
import type { SinceReport } from '../../src/model/since.ts';

const place = ({ endpoint }: { endpoint: string | null }): string => endpoint ?? '';

const since: SinceReport = {
  laterRuns: 2,
  newest: { id: 'run 3', slug: 'run-3' },
  recommendations: [],
  adjustments: [],
  changePoints: [],
};

const change: ReportedChangePoint = {
  metric: 'response.p95',
  scenario: null,
  endpoint: '<pay>',
  run: 'run-1',
  lastBefore: 'run-0',
  before: 100,
  after: 120,
  relative: 0.2,
  interval: null,
  certainty: 'confirmed',
  verdict: 'worse',
};

const followed = {
  from: 'run-1',
  doneIn: 'run-2',
  expected: null,
  measured: -0.25,
  measuredInterval: null,
  verdict: null,
};
const recommended: LedgerEntry = {
  ...followed,
  recommendation: { id: 'cache', priority: 'high', text: 'Cache <everything>.', status: 'done' },
  status: 'done',
};
const proposed: AdjustmentEntry = {
  ...followed,
  adjustment: { key: 'pool.size', from: 10, to: 20 },
};

const textOf = (html: string): string => html.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ');

describe('sinceHtml', () => {
  it('is nothing for the newest run', () => expect(sinceHtml(null, place)).toBe(''));

  it('says how many runs came later and links to the latest', () => {
    expect(textOf(sinceHtml(since, place))).toContain('2 later runs. The latest is run 3.');
    expect(sinceHtml({ ...since, laterRuns: 1 }, place)).toContain('One later run.');
    expect(sinceHtml(since, place)).toMatch(/<a href="[^"]*\/runs\/run-3\/">run 3<\/a>/);
    expect(sinceHtml(since, place)).not.toContain('<ul>');
  });

  it('lists level shifts, recommendations and proposals; data never become markup', () => {
    const page = sinceHtml(
      { ...since, changePoints: [change], recommendations: [recommended], adjustments: [proposed] },
      place,
    );
    expect(page.match(/<li>/g)).toHaveLength(3);
    expect(page).toContain('&lt;pay&gt;: 95th percentile');
    expect(textOf(page)).toMatch(/Level shifts that began here, .*95th percentile.* ▲ \+20% \(regression\)/);
    expect(textOf(page)).toContain('Cache &lt;everything&gt;: done in run-2; measured −25%.');
    expect(textOf(page)).toContain('pool.size at 20, proposed here: done in run-2; measured −25%.');
  });

  it('has an entry for each fact, and folds all but the five largest', () => {
    const ofPay = (
      ['response.min', 'response.p50', 'response.p95', 'response.p99', 'response.max'] as const
    ).map((metric, i) => ({ ...change, metric, endpoint: 'pay', relative: 1 + i }));
    const errors = ['pay', 'list', 'find', '*'].map((endpoint) => ({
      ...change,
      metric: 'errors.rate' as const,
      endpoint,
    }));
    const others = ['a', 'b', 'c', 'd'].map((endpoint) => ({ ...change, endpoint }));
    const page = sinceHtml({ ...since, changePoints: [...ofPay, ...errors, ...others] }, place);
    const [open = '', folded = ''] = page.split('<details');
    expect(open.match(/<li>/g)).toHaveLength(5);
    expect(folded.match(/<li>/g)).toHaveLength(1);
    expect(textOf(folded)).toContain('1 more level shift');
    expect(textOf(open)).toMatch(
      /pay: 99th percentile response time ▲ \+400% \(regression\) also p95, p50, slowest response and 1 more/,
    );
    expect(textOf(page)).toContain('also at 3 endpoints');
  });

  it('says that a proposal is not done yet', () => {
    const open = { ...proposed, doneIn: null, measured: null };
    expect(textOf(sinceHtml({ ...since, adjustments: [open] }, place))).toContain(
      'proposed here: not done yet.',
    );
  });
});
