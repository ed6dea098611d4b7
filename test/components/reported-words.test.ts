import { expect, it } from 'vitest';
import { changesHtml } from '../../src/components/trends/changes-html.ts';
import { latestRunSummary } from '../../src/components/trends/overview.ts';
import { latestRunText } from '../../src/components/trends/trend-words.ts';
import type { TrendSeries } from '../../src/model/trend.ts';
import { series } from './make-series.ts';

const calm: Partial<TrendSeries> = {
  label: 'Pay',
  newest: { run: 'r7', value: 100, verdict: 'no-change-shown', expected: { lower: 90, upper: 110 } },
};
const worse = { run: 'r6', relative: 0.41, verdict: 'worse' } as const;
const told =
  'Confirmed by reports, too recent for a level shift (regression): median response time of Pay in Buying +41% since r6.';

it('names what reports confirm before a level shift can be found', () => {
  const pay = series('response.p50', 'pay', [], { ...calm, reported: worse });
  const other = series('response.p95', 'pay', [], calm);
  expect(latestRunSummary([other])).toBe('The latest run is within its usual range.');
  expect(latestRunSummary([pay, other])).toBe(told);
  expect(latestRunText(pay)).toEqual({
    name: 'Latest run',
    text: 'regression since r6, confirmed by its report',
    tone: 'bad',
  });
  expect(latestRunText(other)?.text).toBe('within its usual range');
  expect(changesHtml([pay], () => []).html).toContain(`No change point yet. ${told}`);
  expect(changesHtml([other], () => []).html).toContain('Either the levels are stable');
});

it('names regressions before improvements, and counts what it does not name', () => {
  const better = series('response.p50', 'pay', [], {
    ...calm,
    reported: { run: 'r5', relative: -0.3, verdict: 'better' },
  });
  const regressed = series('response.p95', 'pay', [], { ...calm, reported: worse });
  expect(latestRunSummary([better, regressed])).not.toContain('median');
  expect(latestRunSummary([better])).toContain(
    '(improvement): median response time of Pay in Buying −30% since r5.',
  );
  expect(latestRunSummary([regressed, regressed, regressed])).toMatch(/, and 1 more\.$/);
});
