import { join } from 'node:path';
import type { Runtime } from 'vega';
import type { RunReport } from '../model/run-report.ts';
import type { Chart, ChartSize, Focus, Reading, RenderedChart } from './chart.ts';
import { chartOf } from './chart-registry.ts';
import { drawingVersion, SvgCache } from './svg-cache.ts';
import { chartConfig } from './theme.ts';
import { tidySvg } from './tidy-svg.ts';
import { frames, parse, TemplateDrawer } from './vega-template.ts';

/** The drawings kept from earlier builds, and how many of them served this one. */
export const svgCache = new SvgCache(
  join(process.cwd(), 'node_modules', '.cache', 'perfolio', 'svg'),
  drawingVersion(process.cwd()),
);

/** Templates are kept like drawings: compiling them takes as long as drawing a report. */
const drawer = new TemplateDrawer(async (spec) => {
  const [parsed] = await svgCache.drawings([spec, chartConfig], async () => [
    JSON.stringify(await parse(spec)),
  ]);
  return JSON.parse(parsed!) as Runtime;
});

/**
 * A chart of a run with caption, text alternative and the table of its numbers; null where the run has nothing to
 * draw. With a focus it shows one scenario: the one named, else the busiest.
 */
export async function renderChart(
  id: string,
  report: RunReport,
  { size = 'standard', focus }: { size?: ChartSize; focus?: Focus } = {},
): Promise<RenderedChart | null> {
  const chart = chartOf(id);
  const reading = chart.read(report, focus);
  return reading === null ? null : renderReading(chart, reading, size);
}

const looks = new Map<string, string>();

/** Everything that decides on a drawing besides its data, as text. */
function lookOf(chart: Pick<Chart, 'id' | 'spec'>, template: string, size: ChartSize): string {
  const key = `${chart.id} ${template} ${size}`;
  const look = looks.get(key) ?? JSON.stringify([chart.spec(template, size), frames[size], chartConfig]);
  looks.set(key, look);
  return look;
}

/** Draws what a chart has read. */
export async function renderReading(
  chart: Pick<Chart, 'id' | 'spec'>,
  { panels, ...words }: Reading,
  size: ChartSize = 'standard',
): Promise<RenderedChart> {
  const label = (heading: string | null): string =>
    heading === null ? words.alt : `${words.title}: ${heading}`;
  const kept = [...new Set(panels.map(({ template }) => lookOf(chart, template, size)))];
  const drawings = await svgCache.drawings([kept, words.alt, panels], () =>
    Promise.all(
      panels.map(async (panel) => {
        const key = `${chart.id} ${panel.template} ${size}`;
        const svg = await drawer.draw(key, () => chart.spec(panel.template, size), panel);
        return tidySvg(svg, { ...frames[size], label: label(panel.heading) });
      }),
    ),
  );
  return { id: chart.id, ...words, panels: panels.map(({ heading }, i) => ({ heading, svg: drawings[i]! })) };
}
