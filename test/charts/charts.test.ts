import { describe, expect, it } from 'vitest';
import { findingWindows } from '../../src/charts/run-parts.ts';
import type { Finding } from '../../src/model/finding.ts';
import { compile } from 'vega-lite';
import { charts, chartOf } from '../../src/charts/chart-registry.ts';
import { ChartDrawer, noCache } from '../../src/charts/vega/chart-drawer.ts';
import { chartConfig } from '../../src/charts/theme.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { exampleReport } from './example-report.ts';

const drawer = new ChartDrawer(noCache);

const hostile = '</text><script>alert(1)</script>{datum.v}\' + "__proto__';

/** The report without what charts are drawn from. */
const bare = (): RunReport => {
  const report = exampleReport();
  return {
    ...report,
    measures: {
      ...report.measures,
      timelines: [],
      distributions: [],
      measures: [],
      response: [],
      memory: [],
      memoryCurves: [],
      cpu: [],
      cpuCurves: [],
      steps: [],
    },
    context: { ...report.context, shifts: [], objectives: [] },
  };
};

describe.each(charts.map(({ id }) => id))('the chart %s', (id) => {
  it('is drawn with a caption of numbers, a name and a table', async () => {
    const chart = await drawer.render(id, exampleReport());
    expect(chart?.caption).toMatch(/\d/);
    expect(chart?.alt.length).toBeGreaterThan(40);
    expect(chart?.table.rows.length).toBeGreaterThan(2);
    for (const row of chart?.table.rows ?? []) expect(row).toHaveLength(chart!.table.columns.length);
    for (const { svg } of chart?.panels ?? []) {
      expect(svg).toMatch(/^<svg viewBox="0 0 360 200" role="img" aria-label="[^"]+"(?: data-log)?>/);
      expect(svg).toMatch(/<path d="M/);
      expect(svg).not.toMatch(/NaN|undefined|Infinity|style=|#[0-9a-f]{3,6}|<g\/>/);
    }
  });

  it('draws nothing where the run has nothing of it', async () => {
    expect(await drawer.render(id, bare())).toBeNull();
  });

  it('takes names from data for text, never for markup or an expression', async () => {
    const report = exampleReport(hostile);
    const named: RunReport = {
      ...report,
      measures: {
        ...report.measures,
        scenarios: report.measures.scenarios.map((one) => ({ ...one, name: hostile })),
      },
      targets: report.targets.map((target) => ({ ...target, label: hostile })),
    };
    for (const { svg } of (await drawer.render(id, named))?.panels ?? []) {
      expect(svg).not.toContain('<script');
      expect(svg.match(/<svg/g)).toHaveLength(1);
    }
  });

  it('has templates that Vega-Lite compiles without a warning', () => {
    const { read, spec } = chartOf(id);
    const templates = new Set(read(exampleReport())!.panels.map(({ template }) => template));
    for (const template of templates)
      for (const size of ['standard', 'wide'] as const) {
        const said: string[] = [];
        const logger = {
          level: () => logger,
          error: (text: string) => said.push(text),
          warn: (text: string) => said.push(text),
          info: () => logger,
          debug: () => logger,
        };
        compile(spec(template, size), { config: chartConfig, logger: logger as never });
        expect(said).toEqual([]);
      }
  });
});

describe('charts over time', () => {
  it('mark a finding where it is, and name it in the caption', async () => {
    const chart = await drawer.render('latency-over-time', exampleReport());
    expect(chart?.caption).toContain('Shaded A: The 95th percentile of Browsing tripled for 25 s.');
    expect(chart?.panels[0]?.svg).toContain('var(--mark)');
    expect(chart?.panels[1]?.svg).not.toContain('var(--mark)');
  });

  it('letter stretches that start close together side by side', () => {
    const report = exampleReport();
    const [finding] = report.measures.findings.filter(({ window }) => window !== null);
    const at = (startSeconds: number, endSeconds: number): Finding => ({
      ...finding!,
      window: { scenario: 'browse', startSeconds, endSeconds },
    });
    const findings = [at(100, 110), at(20, 60), at(21, 30)];
    const marked = { ...report, measures: { ...report.measures, findings } };
    expect(findingWindows(marked, 'browse').map(({ t, label, mark }) => [t, label, mark])).toEqual([
      [100, 'A', 'A'],
      [20, 'B', 'B, C'],
      [21, 'C', ''],
    ]);
  });

  it('break a line where nothing was measured', async () => {
    const chart = await drawer.render('throughput-over-time', exampleReport());
    const lines = chart!.panels[0]!.svg.match(/<path d="([^"]+)" stroke="var\(--line-95\)"/g);
    expect(lines).toHaveLength(2);
  });

  it('give a line that ends early no value at the end', async () => {
    const report = exampleReport();
    const timelines = report.measures.timelines.map((one) => ({
      ...one,
      points: one.points.map((point, i) => (i < one.points.length - 1 ? point : { ...point, p99: null })),
    }));
    const early = { ...report, measures: { ...report.measures, timelines } };
    const svg = (await drawer.render('latency-over-time', early))!.panels[0]!.svg;
    expect([/>p95 \d/.test(svg), />p99 \d/.test(svg), svg.includes('>p99<')]).toEqual([true, false, true]);
  });

  it.each(['standard', 'wide'] as const)(
    'labels lines that end together a line of text apart: %s',
    async (size) => {
      const report = exampleReport();
      const timelines = report.measures.timelines.map((timeline) => ({
        ...timeline,
        points: timeline.points.map((point) => ({ ...point, count: 1000, p50: 50, p95: 52, p99: 54 })),
      }));
      const together = { ...report, targets: [], measures: { ...report.measures, timelines } };
      const svg = (await drawer.render('latency-over-time', together, { size }))!.panels[0]!.svg;
      const heights = ['p50 50', 'p95 52', 'p99 54'].map((label) => {
        const place = new RegExp(String.raw`x="[\d.]+" y="([\d.]+)"[^>]*>${label}`).exec(svg);
        return Number(place?.[1]);
      });
      // Text of 12 px, lines 14.5 px apart.
      expect(heights[0]! - heights[1]!).toBeCloseTo(14.5, 0);
      expect(heights[1]! - heights[2]!).toBeCloseTo(14.5, 0);
    },
  );

  it('show the scenario in focus alone', async () => {
    const focus = { scenario: 'buy' };
    expect((await drawer.render('latency-over-time', exampleReport(), { focus }))?.panels).toHaveLength(1);
  });

  it('say in words that nothing failed, and draw no flat line of it', async () => {
    const report = exampleReport();
    const timelines = report.measures.timelines.map((one) => ({
      ...one,
      points: one.points.map((point) => ({ ...point, errorRate: 0 })),
    }));
    const chart = await drawer.render('error-rate', {
      ...report,
      measures: { ...report.measures, timelines },
    });
    expect(chart).toMatchObject({ caption: 'No request failed in any scenario.', panels: [] });
  });
});

describe('charts of summaries', () => {
  it('fall back on what was printed where no samples are there', async () => {
    const report = exampleReport();
    const measures = { ...report.measures, distributions: [], memoryCurves: [], cpuCurves: [] };
    for (const id of ['response-distribution', 'memory-pattern', 'cpu']) {
      const chart = await drawer.render(id, { ...report, measures });
      expect(chart?.panels[0]?.svg, id).toContain('var(--line-50)');
    }
  });
});

describe('charts over time', () => {
  it('mark where the load changed, from two steps up', async () => {
    const report = exampleReport();
    const { scenario, points } = report.measures.timelines[0]!;
    const steps = [1, 20, 60].map((users, i) => ({
      ...exampleReport().measures.steps[0]!,
      scenario,
      users,
      startSeconds: i * 40,
    }));
    const drawn = async (shown: typeof steps): Promise<string> => {
      const measures = { ...report.measures, steps: shown };
      const chart = await drawer.render(
        'latency-over-time',
        { ...report, measures },
        { focus: { scenario } },
      );
      return chart!.panels[0]!.svg;
    };
    expect(points.length).toBeGreaterThan(2);
    const marked = await drawn(steps);
    for (const label of ['1', '20', '60 users']) expect(marked).toContain(`>${label}</text>`);
    expect(await drawn(steps.slice(2))).not.toContain('60 users');
  });
});
