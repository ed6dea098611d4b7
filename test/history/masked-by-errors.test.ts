import { describe, expect, it } from 'vitest';
import { withoutMasked } from '../../src/history/masked-by-errors.ts';
import type { MetricId } from '../../src/model/metrics.ts';
import type { ChangeVerdict, FigureChange } from '../../src/model/run-report.ts';

const change = (
  metric: MetricId,
  base: number,
  head: number,
  verdict: ChangeVerdict,
  endpoint = 'list',
): FigureChange => ({
  metric,
  scenario: 'peak',
  endpoint,
  base,
  head,
  relative: head / base - 1,
  interval: null,
  verdict,
  certainty: 'confirmed',
  basis: 'history of 9 runs',
});

const verdictsOf = (changes: readonly FigureChange[]): ChangeVerdict[] =>
  changes.map(({ verdict }) => verdict);

describe('response times beside errors', () => {
  it('a run that fails more is not called faster, one that fails less is not called slower', () => {
    const failsMore = [change('errors.rate', 0, 0.22, 'worse'), change('response.p50', 37, 4, 'better')];
    expect(verdictsOf(withoutMasked(failsMore))).toEqual(['worse', 'cannot-tell']);
    const failsLess = [change('errors.rate', 0.22, 0, 'better'), change('response.p95', 4, 37, 'worse')];
    expect(verdictsOf(withoutMasked(failsLess))).toEqual(['better', 'cannot-tell']);
  });

  it('errors elsewhere, too few of them, or going the same way change nothing', () => {
    const kept = [
      [change('errors.rate', 0, 0.22, 'worse', 'other'), change('response.p50', 37, 4, 'better')],
      [change('errors.rate', 0, 0.005, 'worse'), change('response.p50', 37, 4, 'better')],
      [change('errors.rate', 0, 0.22, 'worse'), change('response.p50', 4, 37, 'worse')],
    ];
    for (const changes of kept) expect(withoutMasked(changes)).toEqual(changes);
  });
});
