import { describe, expect, it } from 'vitest';
import { withUncalled } from '../../src/history/compare/uncalled.ts';
import type { MetricChange } from '../../src/model/run-report.ts';

const change = (
  lower: number | null,
  upper: number | null,
  rest: Partial<MetricChange> = {},
): MetricChange => ({
  metric: 'response.p50',
  scenario: 'shop',
  endpoint: 'pay',
  base: 100,
  head: 226,
  relative: 1.26,
  interval: { lower, upper },
  verdict: 'no-change-shown',
  certainty: null,
  basis: { evidence: 'history of 10 runs' },
  ...rest,
});

const verdictOf = (one: MetricChange): string => withUncalled([one])[0]?.verdict ?? '';

describe('a change that is not called', () => {
  it('is inconclusive if its interval excludes 0', () => {
    expect(verdictOf(change(0.25, 1.3))).toBe('cannot-tell');
    expect(verdictOf(change(-0.6, -0.1))).toBe('cannot-tell');
  });

  it('shows no change if its interval contains 0, or has no bound on one side', () => {
    expect(verdictOf(change(-0.25, 1.3))).toBe('no-change-shown');
    expect(verdictOf(change(0, 1.3))).toBe('no-change-shown');
    expect(verdictOf(change(0.25, null))).toBe('no-change-shown');
  });

  it('keeps the verdict if another change of the report explains it, or if it is called', () => {
    expect(verdictOf(change(0.25, 1.3, { shared: true }))).toBe('no-change-shown');
    expect(verdictOf(change(0.25, 1.3, { isExplained: true }))).toBe('no-change-shown');
    expect(verdictOf(change(0.25, 1.3, { verdict: 'worse', certainty: 'suspected' }))).toBe('worse');
    expect(verdictOf(change(0.01, 0.02, { verdict: 'same' }))).toBe('same');
  });
});
