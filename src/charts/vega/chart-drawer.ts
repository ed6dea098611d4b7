import { hash } from 'node:crypto';
import type { Runtime } from 'vega';
import { at } from '../../model/checked.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { Chart, Focus, Reading, RenderedChart } from '../chart.ts';
import type { ComparedRuns, PairChart } from '../pairs/pair-chart.ts';
import { chartOf } from '../chart-registry.ts';
import { chartConfig } from '../theme.ts';
import { joinShapes } from './join-shapes.ts';
import { tidySvg } from './tidy-svg.ts';
import { frames, type ChartSize } from './frames.ts';
import { parse, TemplateDrawer } from './vega-template.ts';

/** Where drawings are cached, by all that decides on them. */
export interface DrawingCache {
  readonly through: <T>(kind: string, key: string, compute: () => Promise<T>) => Promise<T>;
}

/** Caches nothing: for a few drawings. */
export const noCache: DrawingCache = { through: (_kind, _key, compute) => compute() };

/** A template and its frame. */
interface Look {
  /** Of all that decides on a drawing besides its data. */
  readonly key: string;
  /** The axis of values is logarithmic. */
  readonly isLog: boolean;
}

/** Draws charts of runs; what was drawn or compiled before comes from the cache. */
export class ChartDrawer {
  readonly #cache: DrawingCache;
  readonly #drawer: TemplateDrawer;
  readonly #looks = new Map<string, Look>();

  constructor(cache: DrawingCache) {
    this.#cache = cache;
    // Compiling a template takes as long as drawing a report.
    this.#drawer = new TemplateDrawer((spec) =>
      cache.through('templates', JSON.stringify([spec, chartConfig]), (): Promise<Runtime> => parse(spec)),
    );
  }

  /**
   * A chart of a run with caption, text alternative and the table of its numbers; null if the run has nothing to draw.
   * With a focus it shows one scenario: the one named, else the busiest.
   */
  async render(
    id: string,
    report: RunReport,
    { size = 'standard', focus }: { size?: ChartSize; focus?: Focus } = {},
  ): Promise<RenderedChart | null> {
    const chart = chartOf(id);
    const reading = chart.read(report, focus, size);
    return reading === null ? null : this.#draw(chart, reading, () => size);
  }

  /** A chart of two runs; null if they have nothing in common that it could draw. */
  async renderPair(chart: PairChart, runs: ComparedRuns): Promise<RenderedChart | null> {
    const reading = chart.read(runs);
    return reading === null ? null : this.#draw(chart, reading, chart.sizeOf);
  }

  async #draw(
    chart: Pick<Chart, 'id' | 'spec'>,
    reading: Reading,
    sizeOf: (template: string) => ChartSize,
  ): Promise<RenderedChart> {
    const { panels, ...words } = reading;
    const label = (heading: string | null): string =>
      heading === null ? words.alt : `${words.title}: ${heading}`;
    const looks = new Set(panels.map(({ template }) => this.#lookOf(chart, template, sizeOf(template)).key));
    const drawings = await this.#cache.through(
      'drawings',
      JSON.stringify([[...looks], words.alt, panels]),
      () =>
        Promise.all(
          panels.map(async (panel) => {
            const size = sizeOf(panel.template);
            const key = `${chart.id} ${panel.template} ${size}`;
            const svg = await this.#drawer.draw(key, () => chart.spec(panel.template, size), panel);
            const isLog = this.#lookOf(chart, panel.template, size).isLog;
            return joinShapes(tidySvg(svg, { ...frames[size], label: label(panel.heading), isLog }));
          }),
        ),
    );
    return {
      id: chart.id,
      ...words,
      panels: panels.map(({ heading, note }, i) => ({
        heading,
        note: note ?? null,
        svg: at(drawings, i, 'every panel is drawn'),
      })),
    };
  }

  /** Everything that decides on a drawing besides its data. */
  #lookOf(chart: Pick<Chart, 'id' | 'spec'>, template: string, size: ChartSize): Look {
    const name = `${chart.id} ${template} ${size}`;
    const known = this.#looks.get(name);
    if (known !== undefined) return known;
    const spec = chart.spec(template, size);
    const look = {
      key: hash('sha256', JSON.stringify([spec, frames[size], chartConfig])),
      isLog: hasLogValues(spec),
    };
    this.#looks.set(name, look);
    return look;
  }
}

/** True if the axis of values is logarithmic: who reads values off the picture has to know. */
const hasLogValues = (spec: object): boolean =>
  JSON.stringify(spec).includes('"type":"log","domain":{"expr":"yDomain"}');
