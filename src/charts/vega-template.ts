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

/** A view never forgets a mark that it drew: after so many drawings another takes its place. */
const drawingsOfView = 32;

/** The views of one template. */
interface Station {
  /** The template compiled and parsed. */
  readonly runtime: Promise<Runtime>;
  view: Promise<View>;
  /** How many drawings its view may still make. */
  left: number;
  /** The last drawing that was asked for. */
  last: Promise<unknown>;
}

/**
 * Draws data by templates: Vega-Lite specs that are compiled and parsed once, then fed as often as there are data sets.
 * A view serves several: making one takes as long as drawing with it.
 */
export class TemplateDrawer {
  readonly #stations = new Map<string, Station>();
  readonly #parse: (spec: VegaLiteSpec) => Promise<Runtime>;

  /** `prepare` compiles and parses a template, or knows it from before. */
  constructor(prepare: (spec: VegaLiteSpec) => Promise<Runtime> = parse) {
    this.#parse = prepare;
  }

  /** The SVG of a panel as Vega writes it. `key` names the template; equal keys must mean equal specs. */
  async draw(key: string, spec: () => VegaLiteSpec, panel: PanelData): Promise<string> {
    const station = this.#stations.get(key) ?? newStation(this.#parse(spec()));
    this.#stations.set(key, station);
    if (station.left === 0) {
      station.view = viewOf(station.runtime);
      station.left = drawingsOfView;
    }
    station.left--;
    const { view, last } = station;
    const drawing = last.then(async () => {
      empty(await view, panel);
      return drawIn(await view, panel);
    });
    station.last = drawing.catch(() => undefined);
    return drawing;
  }
}

function newStation(runtime: Promise<Runtime>): Station {
  return { runtime, view: viewOf(runtime), left: drawingsOfView, last: Promise.resolve() };
}

/** A view of a parsed template, without data. */
export async function viewOf(runtime: Promise<Runtime>): Promise<View> {
  const vega = await import('vega');
  return new vega.View(await runtime, { renderer: 'none', logger: silent });
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
