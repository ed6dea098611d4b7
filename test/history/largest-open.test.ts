import { describe, expect, it } from 'vitest';
import { withLargestOpen } from '../../src/history/compare/largest-open.ts';
import type { MetricChange } from '../../src/model/run-report.ts';

const change = (relative: number, rest: Partial<MetricChange> = {}): MetricChange => ({
  metric: 'response.p50',
  scenario: 'shop',
  endpoint: 'pay',
  base: 100,
  head: 100 * (1 + relative),
  relative,
  interval: { lower: relative / 2, upper: relative * 2 },
  verdict: 'no-change-shown',
  certainty: null,
  basis: { evidence: 'history of 10 runs' },
  ...rest,
});

const marked = (...changes: MetricChange[]): boolean[] =>
  withLargestOpen(changes).map(({ isLargestOpen }) => isLargestOpen === true);

describe('the largest unconfirmed change', () => {
  it('is the largest whose interval excludes 0 and that is not called', () => {
    const wide = { interval: { lower: -0.9, upper: 2 } };
    expect(marked(change(0.1), change(0.3), change(0.5, { verdict: 'worse' }), change(0.9, wide))).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  it('is no total whose change one endpoint explains', () => {
    expect(marked(change(0.3, { isExplained: true }), change(0.1))).toEqual([false, true]);
  });
});
