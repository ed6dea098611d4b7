import { describe, expect, it } from 'vitest';
import { trendBands } from '../../src/charts/trends/trend-bands.ts';
import { pathOf, thinLine } from '../../src/charts/plot.ts';
import { shiftSize, trendPanel } from '../../src/charts/trends/trend-panel.ts';
import type { TrendSeries } from '../../src/model/trend.ts';

const values = [100, 104, 98, 101, 131, 129, 134, 130];

const series = (rest: Partial<TrendSeries> = {}): TrendSeries => ({
  key: 'k',
  metric: 'response.p95',
  scenario: 'browse',
  endpoint: 'search',
  label: 'Search',
  unit: 'ms',
  direction: 'lower',
  environments: [{ fingerprint: 'a', facts: ['one'] }],
  points: values.map((value, i) => ({
    run: `r${i}`,
    slug: `r${i}`,
    startedAt: `2026-11-0${i + 1}T10:00:00.000Z`,
    version: null,
    commit: null,
    value,
    bounds: null,
    source: 'exact',
    environment: 0,
    isIgnored: false,
    ignoredBecause: null,
  })),
  changePoints: [
    {
      metric: 'response.p95',
      scenario: 'browse',
      endpoint: 'search',
      run: 'r4',
      lastBefore: 'r3',
      before: 100.5,
      after: 130.5,
      relative: 0.3,
      interval: null,
      certainty: 'confirmed',
      verdict: 'worse',
      index: 4,
      runsBefore: 4,
      runsAfter: 4,
      status: 'open',
      reason: null,
      link: null,
    },
  ],
  levels: [
    { from: 0, to: 3, value: 100.5 },
    { from: 4, to: 7, value: 130.5 },
  ],
  breaks: [],
  drift: null,
  newest: { run: 'r7', value: 130, verdict: 'no-change-shown', expected: { lower: 120, upper: 1e9 } },
  targets: [{ id: 't', label: 'Fast', op: 'below', value: 120 }],
  ...rest,
});

describe('the picture of a trend', () => {
  it('shows levels, change points with their size, the target, the newest value and the first and last day', () => {
    const svg = trendPanel(series(), 'Search');
    expect(svg.match(/stroke="var\(--line-50\)" stroke-width="2.25"/g)).toHaveLength(2);
    for (const text of ['▲ +30%', '130\u00a0ms', '2026-11-01', '2026-11-08', 'var(--target)'])
      expect(svg).toContain(text);
  });

  it('names each level shift that has room, as a factor where it is large', () => {
    expect(
      [null, 0.43, 1, 14.07, -0.2, -0.5, -0.96, -1].map((relative) => shiftSize('ms', relative)),
      // 1 + 14.07 = 15.07.
    ).toEqual(['from 0', '+43%', '+100%', '×15', '−20%', '−50%', '−96%', '−100%']);
    expect(shiftSize('share', -0.227)).toBe('−23\u00a0pts');
  });

  it('joins no line across environments, and letters the break', () => {
    const points = series().points.map((point, i) => ({ ...point, environment: i < 4 ? 0 : 1 }));
    const lineOf = (svg: string): string => /<path d="([^"]+)" stroke="var\(--line-99\)"/.exec(svg)![1]!;
    expect(lineOf(trendPanel(series(), 'x')).match(/M/g)).toHaveLength(1);
    const broken = trendPanel(
      series({ points, breaks: [{ index: 4, kind: 'environment', label: 'cpu', link: null }] }),
      'x',
    );
    expect(lineOf(broken).match(/M/g)).toHaveLength(2);
    expect(broken).toContain('>a</text>');
  });

  it('has a rule at the first run of each release, named in the row of dates', () => {
    const releases = ['1.0', '1.0', '1.0', undefined, '1.1', '1.1', '1.0', '1.2'];
    const points = series().points.map((point, i) => {
      const release = releases[i];
      return release === undefined ? point : { ...point, release };
    });
    const svg = trendPanel(series({ points }), 'x');
    // Eight runs between 48 and 330 of 400: the first, the fifth and the last begin a release.
    expect([...svg.matchAll(/<path d="M([\d.]+) 30V162" stroke="var\(--rule\)"/g)].map(([, x]) => x)).toEqual(
      ['48.0', '209.1', '330.0'],
    );
    expect(svg).toMatch(/<text x="209\.1" y="174" text-anchor="middle"[^>]*>1\.1<\/text>/);
    expect(svg).not.toContain('>1.2</text>');
  });

  it('keeps what was expected within the frame, however wide it is', () => {
    const bar = /<path d="([^"]+)" fill="var\(--band-95\)"/.exec(trendPanel(series(), 'x'))![1]!;
    for (const number of bar.match(/-?\d*\.?\d+/g)!.map(Number)) expect(Math.abs(number)).toBeLessThan(400);
  });

  it('takes names for text', () => {
    const svg = trendPanel(series(), '"><script>');
    expect(svg).toContain('aria-label="&#34;&#62;&#60;script&#62;"');
  });

  it('is drawn for a single run, and of zeros', () => {
    for (const points of [
      series().points.slice(0, 1),
      series().points.map((point) => ({ ...point, value: 0 })),
    ])
      expect(trendPanel(series({ points, changePoints: [], levels: [], targets: [] }), 'x')).not.toMatch(
        /NaN|Infinity/,
      );
  });
});

describe('a line of more places than can be told apart', () => {
  it('keeps every peak and every break with far fewer of them', () => {
    const places = Array.from({ length: 3_000 }, (_, i) =>
      i === 1_500 ? null : ([i / 10, i === 777 ? 3 : 50 + (i % 7)] as const),
    );
    const thin = thinLine(places);
    expect(thin.length).toBeLessThan(420);
    expect(thin).toContainEqual([77.7, 3]);
    expect(thin.filter((place) => place === null)).toHaveLength(1);
    expect(thin.flatMap((place) => (place === null ? [] : place[0]))).toEqual(
      thin.flatMap((place) => (place === null ? [] : place[0])).toSorted((a, b) => a - b),
    );
  });

  it('leaves a line of few as it is', () => {
    const places = [[0, 1], [5, 2], null, [10, 3]] as const;
    expect(thinLine(places)).toEqual(places);
  });
});

describe('the bands of percentiles over runs', () => {
  it('fill between the median and the upper percentiles, and label each at its end', () => {
    const times = (factor: number): TrendSeries =>
      series({
        points: series().points.map((point) => ({ ...point, value: point.value * factor })),
        changePoints: [],
      });
    const svg = trendBands({ p50: times(0.5), p95: times(1), p99: times(1.4) }, 'x', 'wide');
    for (const text of ['p50 65', 'p95 130', 'p99 182', 'var(--band-95)', 'var(--band-99)'])
      expect(svg).toContain(text);
    expect(svg).not.toMatch(/NaN|Infinity/);
  });
});

describe('a path', () => {
  it('is relative, in tenths, and broken where a place is missing', () => {
    const places = [[10.04, 20.06], [12.54, 18.02], null, [0.26, -0.04], [0.5, 0.31]] as const;
    // 12.5 - 10 = 2.5; 18 - 20.1 = -2.1; 0.5 - 0.3 = 0.2; 0.3 - 0 = 0.3
    expect(pathOf(places)).toBe('M10 20.1l2.5-2.1M.3 0l.2 .3');
  });

  it('is none through no places', () => expect(pathOf([null])).toBe(''));

  it('does not add up its rounding', () => {
    const path = pathOf(Array.from({ length: 200 }, (_, i) => [i * 1.149, 50 + i * 0.049] as const));
    const steps = [...path.matchAll(/[Ml](\d*\.?\d+) ?(\d*\.?\d+)/g)].map(([, x, y]) => [
      Number(x),
      Number(y),
    ]);
    expect(steps).toHaveLength(200);
    expect(steps.reduce((sum, [x]) => sum + x!, 0)).toBeCloseTo(199 * 1.149, 1);
    expect(steps.reduce((sum, [, y]) => sum + y!, 0)).toBeCloseTo(50 + 199 * 0.049, 1);
  });
});
