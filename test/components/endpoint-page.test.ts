import { describe, expect, it } from 'vitest';
import { endpointPage, tellingSeries } from '../../src/components/trends/endpoint-page.ts';
import { trendSentence } from '../../src/components/trends/trend-words.ts';
import type { TrendSeries } from '../../src/model/trend.ts';
import { series } from './make-series.ts';

const page = (all: readonly TrendSeries[]) => ({ slug: 'pay', label: 'Pay', series: all });

const inScenario = (scenario: string): Partial<TrendSeries> => ({ scenario });

describe('the page of an endpoint', () => {
  const calm = series('response.p95', 'pay', [], inScenario('Calm'));
  const early = series('response.p95', 'pay', [[2, 0.5]], inScenario('Early'));
  const late = series('response.p95', 'pay', [[5, -0.4]], inScenario('Late'));
  const lateMax = series('response.max', 'pay', [[5, -0.6]], inScenario('Late'));

  it('has what changed last in its heading and first on the page', () => {
    const { headline, scenarios } = endpointPage(page([calm, early, late, lateMax]));
    expect(headline.replace(/\s/g, ' ')).toBe('Pay: 2 level shifts in 8 runs. Latest, 1.5: p95 −40% in Late');
    expect(scenarios.map(({ scenario }) => scenario)).toEqual(['Late', 'Early', 'Calm']);
    expect(tellingSeries(page([calm, early, late]))).toBe(late);
  });

  it('folds the metrics that a reader does not look for first, but never all of them', () => {
    const [first] = endpointPage(page([late, lateMax])).scenarios;
    expect(first).toMatchObject({ shown: [late], folded: [lateMax] });
    expect(endpointPage(page([lateMax])).scenarios[0]).toMatchObject({ shown: [lateMax], folded: [] });
  });

  it('names what reports confirm where no level shift is found, a regression first', () => {
    const reported = { run: 'r6', relative: -0.28, verdict: 'better' } as const;
    const fixed = { ...calm, reported: { ...reported, after: { run: 'r2', relative: 0.42 } } };
    expect(endpointPage(page([late, fixed])).headline).toContain('Latest, 1.5: ');
    expect(endpointPage(page([calm, fixed])).headline).toBe(
      'Pay: p95 in Calm −28% since r6, after +42% in r2, confirmed by its report',
    );
    const worse = { ...calm, metric: 'response.p50' as const, scenario: null };
    const regressed: TrendSeries = { ...worse, reported: { run: 'r7', relative: null, verdict: 'worse' } };
    expect(endpointPage(page([fixed, regressed])).headline).toBe(
      'Pay: p50 from 0 since r7, confirmed by its report',
    );
  });

  it('says that nothing changed, and what cuts all its histories alike', () => {
    const breaks = [{ index: 3, kind: 'environment' as const, label: 'cpu differs', link: null }];
    const cut = { ...calm, breaks };
    expect(endpointPage(page([calm])).headline).toBe('Pay: no level shift in 8 runs');
    expect(endpointPage(page([cut, cut])).breaks).toEqual(['cpu differs']);
    expect(endpointPage(page([cut, calm])).breaks).toEqual([]);
  });
});

describe('the sentence under a trend', () => {
  it('counts the runs of the present level on both sides of a stretch of others', () => {
    // Runs 0 and 1 on a first level, 2, 3 and 6, 7 on the present one; 4 and 5 were made elsewhere.
    const one = series('response.p95', 'pay', [[2, 1]]);
    const points = one.points.map((point, i) => ({ ...point, environment: i === 4 || i === 5 ? 1 : 0 }));
    const levels = [
      { from: 0, to: 1, value: 50 },
      { from: 2, to: 3, value: 100 },
      { from: 4, to: 5, value: 70 },
      { from: 6, to: 7, value: 100 },
    ];
    expect(trendSentence({ ...one, points, levels }).replace(/\s/g, ' ')).toMatch(
      /^Level 100 ms over 4 runs since 1\.2\. Last change: /,
    );
    expect(trendSentence({ ...one, points, levels: [{ from: 7, to: 7, value: 3 }] })).toMatch(
      / in one run\./,
    );
  });
});
