import type { RunReport } from '../model/run-report.ts';
import type { VegaLiteSpec, ChartSize } from './vega/frames.ts';

/** A column of the table beneath a chart. */
export interface ChartColumn {
  readonly label: string;
  readonly type: 'text' | 'number';
}

/** The numbers that a chart draws, as text. */
export interface ChartTable {
  /** What the table leaves out; null where it holds everything. */
  readonly note: string | null;
  readonly columns: readonly ChartColumn[];
  readonly rows: readonly (readonly string[])[];
}

/** What a view is fed: rows of named data sets, and numbers for its scales. Both are data, never expressions. */
export interface PanelData {
  readonly data: Readonly<Record<string, readonly object[]>>;
  readonly signals: Readonly<Record<string, number | readonly number[]>>;
}

/** One of a chart's small multiples. */
export interface Panel extends PanelData {
  /** What tells this panel from its neighbours; null where there is only one. */
  readonly heading: string | null;
  /** A line under the heading. */
  readonly note?: string | null;
  /** Names the template, for charts that have several. */
  readonly template: string;
}

/** What a chart says of a run. */
export interface Reading {
  readonly title: string;
  /** Metric, unit and scale, under the title. */
  readonly subtitle: string;
  /** One sentence that says what to see, with its numbers. */
  readonly caption: string;
  /** What a reader who cannot see the chart needs to know of its shape. */
  readonly alt: string;
  readonly panels: readonly Panel[];
  readonly table: ChartTable;
}

/** What a reading may be narrowed to. */
export interface Focus {
  readonly scenario: string | null;
}

/** One kind of chart: what it reads of a run, and how it is drawn. */
export interface Chart {
  readonly id: string;
  /** Null where the run has nothing that it could draw. */
  readonly read: (report: RunReport, focus?: Focus, size?: ChartSize) => Reading | null;
  readonly spec: (template: string, size: ChartSize) => VegaLiteSpec;
}

/** A chart ready to be printed. */
export interface RenderedChart extends Omit<Reading, 'panels'> {
  readonly id: string;
  readonly panels: readonly {
    readonly heading: string | null;
    readonly note?: string | null;
    readonly svg: string;
  }[];
}
