import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { pointFacts } from '../../src/charts/point-facts.ts';
import { trendLine, trendLinePanel, wholeStretch } from '../../src/charts/trends/explore-line.ts';
import { drawIn, silent } from '../../src/charts/vega/draw-in.ts';
import { parse } from '../../src/charts/vega/vega-template.ts';
import type { TrendSeries } from '../../src/model/trend.ts';

/** 40 runs on 40 days of 10 ms, from the 20th on of 20 ms; the fifth is ignored. */
const series: TrendSeries = {
  key: 'k',
  metric: 'response.p50',
  scenario: null,
  endpoint: '<b>pay</b>',
  label: '<b>pay</b>',
  unit: 'ms',
  direction: 'lower',
  environments: [{ fingerprint: '[[],[]]', facts: ['one'] }],
  points: Array.from({ length: 40 }, (_, i) => ({
    run: `r${i}`,
    slug: `r${i}`,
    startedAt: new Date(Date.UTC(2026, 0, 1 + i, 10, 30)).toISOString(),
    version: `1.${i}`,
    commit: '0123456789abcdef',
    value: i < 20 ? 10 : 20,
    bounds: i === 39 ? null : { lower: i < 20 ? 9 : 19, upper: i < 20 ? 11 : 21 },
    source: i === 39 ? ('reported' as const) : ('exact' as const),
    environment: 0,
    isIgnored: i === 5,
    ignoredBecause: i === 5 ? 'a slow disk' : null,
  })),
  changePoints: [
    {
      metric: 'response.p50',
      scenario: null,
      endpoint: '<b>pay</b>',
      run: 'r20',
      lastBefore: 'r19',
      before: 10,
      after: 20,
      relative: 1,
      interval: null,
      certainty: 'suspected',
      verdict: 'worse',
      index: 20,
      runsBefore: 19,
      runsAfter: 20,
      status: 'open',
      reason: null,
      link: null,
    },
  ],
  levels: [
    { from: 0, to: 19, value: 10 },
    { from: 20, to: 39, value: 20 },
  ],
  breaks: [],
  drift: null,
  newest: null,
  targets: [
    { id: 'near', label: 'near', op: 'below', value: 25 },
    { id: 'far', label: 'far', op: 'below', value: 5_000 },
  ],
};

const panelOf = (stretch: readonly [number, number], picked: number | null = null) =>
  trendLinePanel(series, { stretch, picked, size: 'wide' });

describe('the picture of a history to move through', () => {
  it('shows the whole, with targets that are near and changes between runs', () => {
    const { data, signals, template } = panelOf(wholeStretch(series));
    expect([template, signals.xDomain]).toEqual(['linear', [-0.5, 39.5]]);
    expect(data.points).toHaveLength(40);
    expect(data.line).toHaveLength(39);
    expect(data.bounds).toEqual([{ v: 25, at: 25, label: '' }]);
    expect(data.changes).toEqual([{ t: 19.5, colour: 'var(--worse)', dash: [3, 3] }]);
    expect(data.changeLabels).toEqual([{ t: 19.5, label: '▲ +100%' }]);
    expect(data.intervals).toHaveLength(39);
  });

  it('is fed no more than a stretch shows', () => {
    const { data, signals } = panelOf([24.5, 30.5], 26);
    expect(signals.xDomain).toEqual([24.5, 30.5]);
    expect((data.points as { t: number }[]).map(({ t }) => t)).toEqual([24, 25, 26, 27, 28, 29, 30, 31]);
    expect(data.picked).toEqual([{ t: 26, v: 20, colour: 'var(--ink)', dash: [] }]);
    expect((data.dates as { label: string }[]).map(({ label }) => label)).toEqual([
      '2026-01-26',
      '2026-01-27',
      '2026-01-28',
      '2026-01-29',
      '2026-01-30',
      '2026-01-31',
    ]);
    expect(data.changeLabels).toEqual([]);
  });

  it('is drawn from a template that was parsed without code, by an interpreter', async () => {
    const [{ View }, { expressionInterpreter }] = await Promise.all([
      import('vega'),
      import('vega-interpreter'),
    ]);
    for (const template of trendLine.templates) {
      const parsed: unknown = JSON.parse(
        JSON.stringify(await parse(trendLine.spec(template, 'wide'), { ast: true })),
      );
      const options = { renderer: 'none' as const, logger: silent, expr: expressionInterpreter };
      const svg = await drawIn(new View(parsed as never, options), {
        ...panelOf([-0.5, 39.5], 3),
        template,
      } as never);
      expect(svg).toContain('▲ +100');
      expect(svg).toContain('2026-01-01');
      expect(svg).not.toContain('NaN');
    }
  });

  it('needs no part of Vega that the browser is not given', async () => {
    const parts = await readFile(
      new URL('../../src/components/explore/vega-parts.ts', import.meta.url),
      'utf8',
    );
    const given = new Set(parts.match(/[a-z]+/g));
    const used = new Set<string>();
    for (const template of trendLine.templates)
      JSON.stringify(await parse(trendLine.spec(template, 'wide'), { ast: true }), (_, value: unknown) => {
        const { type, id } = (value ?? {}) as { type?: unknown; id?: unknown };
        if (typeof type === 'string' && id !== undefined && type !== 'operator') used.add(type);
        return value;
      });
    expect(used.size).toBeGreaterThan(5);
    expect([...used].filter((type) => !given.has(type))).toEqual([]);
  });

  it('tells of a run what is known of it', () => {
    expect(pointFacts(series, 3)).toEqual({
      run: 'r3',
      slug: 'r3',
      about: 'version 1.3 · commit 0123456789 · 2026-01-04 10:30 UTC',
      value: '10\u00a0ms, 95% interval 9\u00a0ms to 11\u00a0ms',
    });
    expect(pointFacts(series, 5).value).toContain('ignored: a slow disk');
    expect(pointFacts(series, 39).value).toBe('20\u00a0ms, no interval; reported');
  });
});
