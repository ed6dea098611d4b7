import { describe, expect, it } from 'vitest';
import { badgeGroups, badgeMarkdown } from '../../src/components/badge/badge-list.ts';
import { badgeSvg } from '../../src/components/badge/badge-svg.ts';
import { metricBadges, targetTrends } from '../../src/components/badge/metric-badges.ts';
import { trendBadge, valueBadge } from '../../src/components/badge/trend-badge.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import { metricKey } from '../../src/model/metrics/metric-value.ts';
import type { TrendSeries } from '../../src/model/trend.ts';
import { makeReports, makeRun } from '../history/make-run.ts';
import { series } from './make-series.ts';

const p95 = (...steps: (readonly [number, number])[]): TrendSeries => series('response.p95', '*', steps);

/** The runs with these numbers are of these releases. */
const released = (one: TrendSeries, releases: Readonly<Record<number, string>>): TrendSeries => ({
  ...one,
  points: one.points.map((point, i) => ({ ...point, ...(releases[i] && { release: releases[i] }) })),
});

const textOf = (one: TrendSeries): string => trendBadge('a', one).text.replaceAll('\u00a0', ' ');

describe('a trend badge', () => {
  it('has the latest value and the last level shift', () => {
    expect(trendBadge('Answers', p95([2, 0.5], [5, 0.12]))).toMatchObject({ label: 'Answers', tone: 'bad' });
    expect(textOf(p95([2, 0.5], [5, 0.12]))).toBe('100 ms, +12% since 1.5');
    expect(trendBadge('a', p95([5, -0.2]))).toMatchObject({ tone: 'good' });
    expect(textOf(p95())).toBe('100 ms, no level shift');
  });

  it('counts what happened since the release before the one of the latest run, if there are releases', () => {
    const of = (...steps: (readonly [number, number])[]): string =>
      textOf(released(p95(...steps), { 0: '1.0', 3: 'v1.3', 4: '1.3', 7: '1.6' }));
    expect(of([2, 0.5])).toBe('100 ms, no level shift since 1.3');
    expect(of([4, 0.5])).toBe('100 ms, no level shift since 1.3');
    expect(of([5, 0.5])).toBe('100 ms, +50% since 1.3');
    // Both levels together: from 100 ms before the first shift to 80 ms after the last.
    expect(of([5, 0.5], [6, -0.2])).toBe('100 ms, −20% since 1.3');
  });

  it('uses cautious words and no verdict where nothing is settled', () => {
    const one = p95([5, 0.12]);
    const [change] = one.changePoints;
    const suspected = { ...one, changePoints: [{ ...change!, certainty: 'suspected' as const }] };
    expect(trendBadge('a', suspected)).toMatchObject({ tone: 'unsure' });
    expect(textOf(suspected)).toBe('100 ms, possibly +12% since 1.5');
    const accepted = { ...one, changePoints: [{ ...change!, status: 'accepted' as const }] };
    expect(trendBadge('a', accepted)).toMatchObject({ tone: 'neutral' });
  });

  it('counts points of shares, and a start from 0', () => {
    const errors = series('errors.rate', '*', [[5, 0.5]]);
    const [change] = errors.changePoints;
    const points = errors.points.map((point) => ({ ...point, value: 0.02 }));
    const at = (before: number, after: number): string =>
      textOf({ ...errors, points, changePoints: [{ ...change!, before, after }] });
    expect(at(0.01, 0.03)).toBe('2%, +2.0 points since 1.5');
    const memory = series('memory.peak', 'Import', [[5, 0.5]]);
    expect(
      textOf({ ...memory, changePoints: [{ ...memory.changePoints[0]!, before: 0, after: 100 }] }),
    ).toMatch(/from 0.* since 1\.5$/);
  });

  it('leaves out runs and environments that do not count', () => {
    const one = p95([5, 0.12]);
    const points = one.points.map((point, i) => ({
      ...point,
      value: i,
      ...(i === 6 && { environment: 1 }),
      ...(i === 7 && { isIgnored: true }),
    }));
    expect(textOf({ ...one, points })).toBe('6 ms, no level shift');
    expect(trendBadge('a', { ...one, points: [] }).text).toBe('no run yet');
    expect(trendBadge('a', undefined).text).toBe('no run yet');
  });
});

describe('badges of metrics', () => {
  it('are there for the main metrics of each scenario, two each, and for a bounded number of scenarios', () => {
    const many = Array.from({ length: 1_000 }, (_, i) =>
      (['response.p50', 'response.p99'] as const).map((metric) => ({
        ...series(metric, '*', []),
        scenario: `Peak ${i}`,
      })),
    ).flat();
    const found = metricBadges([...many, series('response.p95', 'pay', [])]);
    expect(found).toHaveLength(25);
    expect(found[0]).toMatchObject({
      metric: 'response.p50',
      value: { label: 'Median response time · Peak 0', text: '100\u00a0ms', tone: 'neutral' },
      trend: { text: '100\u00a0ms, no level shift' },
    });
    for (const { scenario } of found) expect(scenario).toMatch(/^peak-\d+-[0-9a-f]{6}$/);
  });

  it('do not name the scenario of results that have none', () => {
    const [only] = metricBadges([{ ...series('response.p50', '*', []), scenario: 'default' }]);
    expect(only).toMatchObject({ scenario: 'default', value: { label: 'Median response time' } });
  });

  it('leave benchmarks out: their benchmarks have no common value', () => {
    expect(metricBadges([{ ...series('response.p50', '*', []), isOfBenchmarks: true }])).toEqual([]);
  });

  it('follow a target where the latest run is furthest from it', () => {
    const project = projectSchema.parse({
      targets: [{ id: 'fast', label: 'Fast', metric: 'response.p95', below: 50 }],
    });
    const [report] = makeReports(
      [makeRun({ day: 0, endpoints: { pay: { p50: 10, p95: 100 }, search: { p50: 10, p95: 20 } } })],
      { project },
    );
    const key = metricKey({ metric: 'response.p95', scenario: 'shop', endpoint: 'pay' });
    const pay = { ...p95([5, 0.12]), key };
    expect(targetTrends(project, report, [p95(), pay]).get('fast')).toMatchObject({
      label: 'Fast',
      text: '100\u00a0ms, +12% since 1.5',
    });
    expect(targetTrends(project, undefined, []).get('fast')?.text).toBe('no run yet');
  });
});

describe('the list of badges', () => {
  const hostile = '](https://evil.example)![x](y)\n<script>`*_@all';
  const badge = valueBadge(hostile, p95());

  it('has Markdown in which no text of a file can end the label', () => {
    const text = badgeMarkdown(
      { badge, path: 'badge/value/a/b.svg', page: 'trends/' },
      (path) => `/x/${path}`,
    );
    expect(text).toBe('[![https://evil.example x y script all](/x/badge/value/a/b.svg)](/x/trends/)');
  });

  it('is well-formed as a picture', () => {
    expect(badgeSvg(badge)).not.toMatch(/<script/);
  });

  it('names each badge once', () => {
    const project = projectSchema.parse({ targets: [{ id: 'fast', metric: 'response.p95', below: 50 }] });
    const groups = badgeGroups(
      {
        targets: new Map([
          ['fast', badge],
          ['status', badge],
        ]),
        targetTrends: new Map([['fast', badge]]),
        metrics: [{ scenario: 'a', metric: 'response.p95', value: badge, trend: badge }],
      },
      project,
    );
    expect(groups.map(({ heading, badges }) => [heading, badges.map(({ path }) => path)])).toEqual([
      ['Project', ['badge/status.svg']],
      ['Targets', ['badge/fast.svg', 'badge/trend/fast.svg']],
      ['Scenarios', ['badge/value/a/response.p95.svg', 'badge/trend/a/response.p95.svg']],
    ]);
  });
});
