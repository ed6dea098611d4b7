import type { Runtime, View } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import type { ChartSize, PanelData } from './chart.ts';
import { chartConfig } from './theme.ts';

/** A Vega-Lite specification whose data sets are named and empty. */
export type VegaLiteSpec = TopLevelSpec;

/** Whatever Vega warns of is not shown to readers; what it cannot do is an error. */
export const silent = {
  level: () => silent,
  error: (...parts: readonly unknown[]) => {
    throw new Error(parts.map(String).join(' '));
  },
  warn: () => silent,
  info: () => silent,
  debug: () => silent,
};

/**
 * Draws data by templates: Vega-Lite specs that are compiled and parsed once, then fed as often as there are data
 * sets. A new view for each: views that are fed twice remember how they were laid out.
 */
export class TemplateDrawer {
  readonly #parsed = new Map<string, Promise<Runtime>>();

  /** The SVG of a panel as Vega writes it. `key` names the template; equal keys must mean equal specs. */
  async draw(key: string, spec: () => VegaLiteSpec, panel: PanelData): Promise<string> {
    let runtime = this.#parsed.get(key);
    if (runtime === undefined) {
      runtime = parse(spec());
      this.#parsed.set(key, runtime);
    }
    const vega = await import('vega');
    return drawIn(new vega.View(await runtime, { renderer: 'none', logger: silent }), panel);
  }
}

/** Feeds a view that is fresh from its template, and gives the SVG as Vega writes it. */
export async function drawIn(view: View, { data, signals }: PanelData): Promise<string> {
  for (const [name, value] of Object.entries(signals)) view.signal(name, value);
  for (const [name, rows] of Object.entries(data)) view.insert(name, [...rows]);
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

/**
 * A template ready to be drawn, as JSON may hold it. With `ast`, expressions are syntax trees, which an interpreter
 * runs: browsers that forbid `eval` draw such templates, too.
 */
export async function parse(spec: VegaLiteSpec, { ast = false } = {}): Promise<Runtime> {
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  const { spec: compiled } = vegaLite.compile(spec, { config: chartConfig, logger: silent });
  return vega.parse(compiled, undefined, { ast });
}

/** Widths and paddings in units of the SVG's own grid; the page scales them. */
export const frames: Readonly<
  Record<
    ChartSize,
    { width: number; height: number; left: number; right: number; top: number; bottom: number }
  >
> = {
  standard: { width: 400, height: 208, left: 42, right: 78, top: 16, bottom: 24 },
  wide: { width: 1000, height: 310, left: 46, right: 84, top: 18, bottom: 26 },
};

/** The height in which a standard panel draws; wide ones are so alike that labels are placed by it too. */
export const plotHeight = frames.standard.height - frames.standard.top - frames.standard.bottom;
