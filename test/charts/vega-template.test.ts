import type { Runtime } from 'vega';
import { describe, expect, it } from 'vitest';
import type { Panel, PanelData } from '../../src/charts/chart.ts';
import { charts } from '../../src/charts/chart-registry.ts';
import { tidySvg } from '../../src/charts/vega/tidy-svg.ts';
import type { VegaLiteSpec } from '../../src/charts/vega/frames.ts';
import { drawIn } from '../../src/charts/vega/draw-in.ts';
import { parse, TemplateDrawer, viewOf } from '../../src/charts/vega/vega-template.ts';
import type { RunReport } from '../../src/model/run-report.ts';
import { exampleReport } from './example-report.ts';

const hostile = ' </text><script>"&amp;\' {datum.v} ';

/** Reports with much and with little to draw: what a view was fed before must not show. */
function reports(): RunReport[] {
  const full = exampleReport();
  const { measures } = full;
  const short = measures.timelines.map((one) => ({ ...one, points: one.points.slice(0, 9) }));
  const few = { ...full, measures: { ...measures, timelines: short, distributions: [] } };
  return [few, full, exampleReport(hostile)];
}

const asOnPage = (svg: string): string => tidySvg(svg, { width: 400, height: 208, label: '' });

describe.each(['standard', 'wide'] as const)('a %s template that is fed again and again', (size) => {
  it.each(charts.map((chart) => [chart.id, chart] as const))('draws %s as a fresh view', async (_, chart) => {
    // Templates come from a cache, which holds JSON.
    const drawer = new TemplateDrawer(
      async (spec) => JSON.parse(JSON.stringify(await parse(spec))) as Runtime,
    );
    const panels = reports().flatMap((report): readonly Panel[] => chart.read(report)?.panels ?? []);
    expect(panels.length).toBeGreaterThan(2);
    const fresh = await Promise.all(
      panels.map(async (panel) => drawIn(await viewOf(parse(chart.spec(panel.template, size))), panel)),
    );
    // More than one view draws.
    for (let round = 0; round < 12; round++) {
      const drawn = await Promise.all(
        panels.map((panel) => drawer.draw(panel.template, () => chart.spec(panel.template, size), panel)),
      );
      expect(drawn.map(asOnPage).join('') === fresh.map(asOnPage).join('')).toBe(true);
    }
  });

  it('draws what comes after a panel that cannot be drawn', async () => {
    const [chart] = charts;
    const [panel] = chart.read(exampleReport())!.panels;
    const draw = (one: Panel): Promise<string> =>
      drawer.draw('one', () => chart.spec(panel!.template, size), one);
    const drawer = new TemplateDrawer();
    const first = await draw(panel!);
    await expect(draw({ ...panel!, data: { unknown: [{}] } })).rejects.toThrow();
    expect((await draw(panel!)) === first).toBe(true);
  });

  it('keeps lines and ticks in the order of the rows, whatever was drawn before', async () => {
    const spec: VegaLiteSpec = {
      data: { name: 'rows' },
      mark: 'line',
      autosize: 'none',
      padding: 40,
      encoding: {
        x: { field: 'x', type: 'quantitative' },
        y: { field: 'y', type: 'quantitative' },
        stroke: { field: 'of', type: 'nominal', scale: null },
        order: { field: 'x' },
      },
    };
    const panel = (lines: readonly string[], most: number): PanelData => ({
      data: { rows: lines.flatMap((of, i) => [0, most].map((x) => ({ x, y: x * (i + 1), of }))) },
      signals: {},
    });
    const panels = [
      panel(['red', 'blue'], 3),
      panel(['blue', 'green', 'red'], 70),
      panel(['red', 'blue'], 3),
    ];
    const drawer = new TemplateDrawer();
    const drawn: string[] = [];
    for (const one of panels) drawn.push(await drawer.draw('lines', () => spec, one));
    const fresh = await Promise.all(panels.map(async (one) => drawIn(await viewOf(parse(spec)), one)));
    expect(fresh[1]).toMatch(/stroke="blue".*stroke="green".*stroke="red"/s);
    expect(drawn.map(asOnPage)).toEqual(fresh.map(asOnPage));
  });
});
