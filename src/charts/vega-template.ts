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
 * Draws data by templates: Vega-Lite specs that are compiled, parsed and made a view once, then fed as often as there
 * are data sets. Making a view takes as long as drawing with it.
 */
export class TemplateDrawer {
  readonly #views = new Map<string, Promise<View>>();
  /** By template, the last drawing that was asked of its view. */
  readonly #last = new Map<string, Promise<unknown>>();

  /** The SVG of a panel as Vega writes it. `key` names the template; equal keys must mean equal specs. */
  async draw(key: string, spec: () => VegaLiteSpec, panel: PanelData): Promise<string> {
    const view = this.#views.get(key) ?? newView(spec());
    this.#views.set(key, view);
    const before = this.#last.get(key);
    const drawing = view.then(async (ready) => {
      await before?.catch(() => undefined);
      empty(ready, panel);
      return drawIn(ready, panel);
    });
    this.#last.set(key, drawing);
    return drawing;
  }
}

/** A view of a template, without data. */
export async function newView(spec: VegaLiteSpec): Promise<View> {
  const [vega, runtime] = await Promise.all([import('vega'), parse(spec)]);
  return new vega.View(runtime, { renderer: 'none', logger: silent });
}

/** Takes everything out of a view: ticks and marks that stay keep the order in which they came. */
function empty(view: View, { data, signals }: PanelData): void {
  for (const [name, value] of Object.entries(signals)) if (typeof value !== 'number') view.signal(name, []);
  for (const name of Object.keys(data)) view.data(name, []);
  view.run();
}

/** Feeds an empty view, and gives the SVG as Vega writes it. */
export async function drawIn(view: View, { data, signals }: PanelData): Promise<string> {
  for (const [name, value] of Object.entries(signals)) view.signal(name, value);
  for (const [name, rows] of Object.entries(data)) view.data(name, [...rows]);
  return view.toSVG();
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
