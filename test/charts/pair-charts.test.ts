import { describe, expect, it } from 'vitest';
import { compile } from 'vega-lite';
import { cellEnd, densityOf } from '../../src/charts/pairs/density.ts';
import { overTimePairs } from '../../src/charts/pairs/over-time-pairs.ts';
import type { ComparedRuns } from '../../src/charts/pairs/pair-chart.ts';
import { legend, runNames } from '../../src/charts/pairs/pair-parts.ts';
import { pairCharts } from '../../src/charts/pairs/pair-registry.ts';
import { percentilePairs } from '../../src/charts/pairs/percentile-pairs.ts';
import { pooledCurve } from '../../src/charts/percentile-curves.ts';
import { chartConfig } from '../../src/charts/theme.ts';
import { ChartDrawer, noCache } from '../../src/charts/vega/chart-drawer.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { exampleReport } from './example-report.ts';

const drawer = new ChartDrawer(noCache);
const hostile = '</text><script>alert(1)</script>{datum.v}\' + "__proto__';

/** Whole distributions from 0 to 1, as samples give them. */
const measured = (report: RunReport, factor: number): RunReport => ({
  ...report,
  measures: {
    ...report.measures,
    distributions: report.measures.distributions.map((one) => ({
      ...one,
      points: [...one.points, { share: 1, ms: 3_000 }].map(({ share, ms }) => ({ share, ms: ms * factor })),
    })),
  },
});

const versioned = (report: RunReport, version: string): RunReport => ({
  ...report,
  measures: { ...report.measures, manifest: { version } },
});

const change = (over: Partial<ComparedRuns['changes'][number]>): ComparedRuns['changes'][number] => ({
  metric: 'response.p95',
  scenario: 'buy',
  endpoint: 'pay',
  relative: 0.1,
  verdict: 'no-change-shown',
  certainty: null,
  ...over,
});

const both = (over: Partial<ComparedRuns> = {}): ComparedRuns => ({
  base: versioned(measured(exampleReport(), 1), '1.6.0'),
  head: versioned(measured(exampleReport(), 1.5), '1.7.0'),
  changes: [],
  ...over,
});

describe.each(pairCharts.map((chart) => [chart.id, chart] as const))('the chart %s', (_, chart) => {
  it('is drawn with a caption of numbers, a name and a table', async () => {
    const drawn = await drawer.renderPair(chart, both());
    expect(drawn?.caption).toMatch(/\d/);
    expect(drawn?.alt.length).toBeGreaterThan(40);
    for (const row of drawn?.table.rows ?? [[]]) expect(row).toHaveLength(drawn?.table.columns.length ?? 0);
    for (const { svg } of drawn?.panels ?? []) {
      expect(svg).toMatch(/^<svg viewBox="0 0 360 2[08]0" role="img" aria-label="[^"]+"(?: data-log)?>/);
      expect(svg).toContain('stroke-dasharray="4,3"');
      expect(svg).toContain('>1.7.0<');
      expect(svg).toContain('>1.6.0<');
      expect(svg).not.toMatch(/NaN|undefined|Infinity|style=|#[0-9a-f]{3,6}|<g\/>/);
    }
  });

  it('draws nothing where the runs have nothing in common', async () => {
    const head = exampleReport();
    const other = {
      ...head,
      measures: { ...head.measures, timelines: [], distributions: [], response: [], pooled: [] },
    };
    expect(await drawer.renderPair(chart, both({ head: other }))).toBeNull();
  });

  it('takes names from data for text, never for markup or an expression', async () => {
    const named = measured(exampleReport(hostile), 1);
    const drawn = await drawer.renderPair(
      chart,
      both({ base: versioned(named, '<b>'), head: versioned(named, '{x}') }),
    );
    for (const { svg } of drawn?.panels ?? []) expect(svg).not.toMatch(/<script|<b>/);
    expect(drawn?.panels.length).toBeGreaterThan(0);
  });

  it('is a valid specification in each of its templates', () => {
    const templates = new Set(chart.read(both())?.panels.map(({ template }) => template));
    for (const template of templates)
      expect(() =>
        compile(chart.spec(template, chart.sizeOf(template)), { config: chartConfig }),
      ).not.toThrow();
  });
});

describe('percentile curves of two runs', () => {
  it('show the endpoints that changed most: confirmed ones, then suspected ones, then by size', () => {
    const changes = [
      change({ scenario: 'browse', endpoint: 'product', relative: 0.4 }),
      change({ endpoint: 'pay', relative: 0.2, verdict: 'worse', certainty: 'suspected' }),
      change({
        scenario: 'browse',
        endpoint: 'home',
        relative: -0.1,
        verdict: 'better',
        certainty: 'confirmed',
      }),
    ];
    const headings = percentilePairs.read(both({ changes }))?.panels.map(({ heading }) => heading);
    expect(headings?.slice(0, 3)).toEqual(['Home in Browsing', 'Pay in Buying', 'Product page in Browsing']);
    expect(headings).toHaveLength(6);
  });

  it('begin with all requests of the scenario that changed most', () => {
    const { base, head } = both();
    const pooled = (report: RunReport): RunReport => ({
      ...report,
      measures: {
        ...report.measures,
        pooled: report.measures.response
          .filter(({ endpoint }) => endpoint === 'pay')
          .map((row) => ({ ...row, endpoint: '*' })),
      },
    });
    const reading = percentilePairs.read({ base: pooled(base), head: pooled(head), changes: [change({})] });
    expect(reading?.panels.slice(0, 2).map(({ heading }) => heading)).toEqual([
      'All requests in Buying',
      'Pay in Buying',
    ]);
    expect(reading?.panels[0]?.template).toBe('curves');
    expect(reading?.panels[1]?.template).toBe('with-density');
  });

  it('show each benchmark by itself, and speak of iterations', () => {
    const { base, head } = both();
    const withTotal = (report: RunReport): RunReport => ({
      ...report,
      measures: {
        ...report.measures,
        kind: 'benchmark',
        pooled: report.measures.response
          .filter(({ endpoint }) => endpoint === 'pay')
          .map((row) => ({ ...row, endpoint: '*' })),
      },
    });
    const read = percentilePairs.read({
      base: withTotal(base),
      head: withTotal(head),
      changes: [change({})],
    })!;
    expect(read.panels[0]!.heading).toMatch(/^Pay/);
    expect(read.panels.map(({ heading }) => heading).join()).not.toMatch(/^All /);
    expect(read.subtitle).toContain('share of iterations by time');
    expect(JSON.stringify([read.title, read.subtitle, read.alt])).not.toMatch(/request/i);
  });

  it('have a row for each percentile with the ratio of the runs', () => {
    const { base, head } = both();
    const slower: RunReport = {
      ...head,
      measures: {
        ...head.measures,
        response: head.measures.response.map((row) => ({
          ...row,
          latencyMs: row.latencyMs === null ? null : { ...row.latencyMs, p50: (row.latencyMs.p50 ?? 0) * 2 },
        })),
      },
    };
    const rows = percentilePairs.read({ base, head: slower, changes: [change({})] })?.table.rows;
    // The example's Pay has a median of 210 ms.
    expect(rows?.[0]).toEqual(['Pay in Buying', 'p50', '210', '420', '2']);
  });

  it('do not compare an endpoint that only one of the runs has', () => {
    const { base, head } = both();
    const { response, distributions } = base.measures;
    const without: RunReport = {
      ...base,
      measures: {
        ...base.measures,
        response: response.filter(({ endpoint }) => endpoint !== 'pay'),
        distributions: distributions.filter(({ endpoint }) => endpoint !== 'pay'),
      },
    };
    const headings = percentilePairs
      .read({ base: without, head, changes: [] })
      ?.panels.map((one) => one.heading);
    expect(headings).not.toContain('Pay in Buying');
    expect(headings).toContain('Basket in Buying');
  });
});

describe('the curve of all requests', () => {
  it('comes from their counts by response time where these are complete', () => {
    const { base } = both();
    const [row] = base.measures.response;
    const counted = (count: number): RunReport => ({
      ...base,
      measures: {
        ...base.measures,
        pooled: [
          {
            ...row!,
            scenario: 'browse',
            endpoint: '*',
            count,
            latencyMs: { ...row!.latencyMs!, min: 2, max: 80 },
          },
        ],
        timelines: base.measures.timelines.map((one) => ({
          ...one,
          density: {
            perDecade: 1,
            cells: [
              [0, 0, 1],
              [0, 1, 2],
              [1, 1, 1],
            ] as const,
          },
        })),
      },
    });
    // One request from 1 to 10 ms, three from 10 to 100 ms, of which none took longer than 80.
    expect(pooledCurve(counted(4), 'browse')?.points).toEqual([
      { share: 0, ms: 2 },
      { share: 0.25, ms: 10 },
      { share: 1, ms: 80 },
    ]);
    // A count that the slices do not have: the percentiles of the row.
    expect(pooledCurve(counted(5), 'browse')?.points.map(({ share }) => share)).toEqual([
      0.5, 0.9, 0.95, 0.99, 0.999,
    ]);
  });
});

describe('a density', () => {
  /** Uniform in the logarithm from 1 to 100 ms. */
  const uniform = Array.from({ length: 11 }, (_, i) => ({ share: i / 10, ms: 10 ** (i / 5) }));

  it('adds up to all requests, in equal parts where the logarithm is uniform', () => {
    const cells = densityOf({ points: uniform });
    const whole = cells.filter((cell) => cellEnd(cell) <= 100.0001);
    // Two factors of ten of 12 cells each.
    for (const { share } of whole.slice(0, 24)) expect(share).toBeCloseTo(1 / 24, 6);
    expect(cells.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('holds a mass at one value in one cell', () => {
    const points = [0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1].map((share) => ({
      share,
      ms: share < 0.2 ? 2 : share > 0.7 ? 9 : 3,
    }));
    const cells = densityOf({ points });
    const of3 = cells.find((cell) => cell.from <= 3 && cellEnd(cell) > 3);
    // From the share of 0.2 to that of 0.7 each value is 3.
    expect(of3?.share).toBeGreaterThanOrEqual(0.5);
  });

  it('is unknown from a few percentiles', () => {
    expect(
      densityOf({ points: [0.5, 0.9, 0.95, 0.99].map((share) => ({ share, ms: share * 100 })) }),
    ).toEqual([]);
  });
});

describe('two runs over time', () => {
  it('share an axis that ends with the longer run', () => {
    const { base, head } = both();
    const longer: RunReport = {
      ...head,
      measures: {
        ...head.measures,
        timelines: head.measures.timelines.map((one) => ({ ...one, widthSeconds: 10 })),
      },
    };
    const reading = overTimePairs.read({ base, head: longer, changes: [] });
    // 36 slices, the last one at 175 s.
    for (const { signals } of reading?.panels ?? []) expect(signals.xDomain).toEqual([0, 185]);
  });

  it('begin with the scenario that changed most and leave out what is 0 throughout', () => {
    const { base, head } = both();
    const calm = (report: RunReport): RunReport => ({
      ...report,
      measures: {
        ...report.measures,
        timelines: report.measures.timelines.map((one) => ({
          ...one,
          points: one.points.map((point) => ({ ...point, errorRate: 0 })),
        })),
      },
    });
    const reading = overTimePairs.read({ base: calm(base), head: calm(head), changes: [change({})] });
    expect(reading?.panels.map(({ heading, note }) => `${heading} ${note}`)).toEqual([
      'Requests per second Buying',
      '95th percentile, ms Buying',
      'Requests per second Browsing',
      '95th percentile, ms Browsing',
      'CPU, % Browsing',
    ]);
  });
});

describe('names of two runs', () => {
  it('are their versions where these differ and fit, else base and head', () => {
    const { base, head } = both();
    expect(runNames(base, head)).toEqual({ base: '1.6.0', head: '1.7.0' });
    expect(runNames(base, base)).toEqual({ base: 'base', head: 'head' });
    expect(runNames(versioned(base, '2026-11-20-nightly'), head)).toEqual({ base: 'base', head: 'head' });
    expect(legend(base, head)).toBe('solid: 1.7.0 (head); dashed grey: 1.6.0 (base)');
  });
});
