import type { Runtime, View } from 'vega';
import type { PanelData } from '../chart.ts';
import { drawIn, silent } from './draw-in.ts';
import type { VegaLiteSpec } from './frames.ts';
import { chartConfig } from '../theme.ts';

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
    const drawing = last.then(async () => drawIn(await view, panel));
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

/**
 * A template ready to be drawn, as JSON may hold it. With `ast`, expressions are syntax trees, which an interpreter
 * runs: browsers that forbid `eval` draw such templates, too.
 */
export async function parse(spec: VegaLiteSpec, { ast = false } = {}): Promise<Runtime> {
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  hideToJson();
  const { spec: compiled } = vegaLite.compile(spec, { config: chartConfig, logger: silent });
  return vega.parse(compiled, undefined, { ast });
}

/** Vega-Lite adds `toJSON` to all sets. A second build in this process would take it for a file of the site, so it is hidden. */
function hideToJson(): void {
  if (Object.hasOwn(Set.prototype, 'toJSON'))
    Object.defineProperty(Set.prototype, 'toJSON', { enumerable: false });
}
