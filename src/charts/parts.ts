import type { Scale, TimeScale } from './scales.ts';
import { frames, type VegaLiteSpec, type ChartSize } from './vega/frames.ts';

/** A layer of a Vega-Lite spec, as loosely typed as its grammar is wide; the specs are checked by drawing them. */
export type Layer = Readonly<Record<string, unknown>>;

/** The axis of `field` between the signals' bounds, with their ticks; an expression of `datum.value` gives the labels. */
export const labelledAxis = <Field extends string>(
  field: Field,
  labelExpr: string,
  more: Readonly<Record<string, boolean>> = {},
) =>
  ({
    field,
    type: 'quantitative',
    title: null,
    scale: { domain: { expr: 'xDomain' }, nice: false, zero: false },
    axis: { values: { expr: 'xTicks' }, labelExpr, ...more },
  }) as const;

/** The seconds axis: its labels count in the unit that the signal `unitSeconds` names. */
export const timeAxis = labelledAxis(
  't',
  "datum.value / unitSeconds + (datum.value == 0 ? '' : unitSeconds == 1 ? ' s' : unitSeconds == 60 ? ' min' : ' h')",
  { labelFlush: false },
);

/** A share on an axis that is stretched towards the tail: each step to the right leaves a tenth of what is left. */
export const stretchTail = (share: number): number => -Math.log10(1 - share);

/** The signals of a panel over time. */
export const axesOverTime = (x: TimeScale, y: Scale) => ({
  xDomain: x.domain,
  xTicks: x.ticks,
  unitSeconds: x.unitSeconds,
  yDomain: y.domain,
  yTicks: y.ticks,
});

const withThousands = "format(datum.value, ',~f')";

/** A value axis: its domain and ticks come as signals. */
export const valueAxis = (scale: 'log' | 'linear', field = 'v') =>
  ({
    field,
    type: 'quantitative',
    title: null,
    scale: {
      type: scale,
      domain: { expr: 'yDomain' },
      nice: false,
      ...(scale === 'linear' && { zero: false }),
    },
    axis: { values: { expr: 'yTicks' }, labelExpr: withThousands },
  }) as const;

/** Lays layers over each other in a frame of exact size, with the named numbers as signals. */
export function panelSpec(
  size: ChartSize,
  layers: readonly Layer[],
  signals: Readonly<Record<string, number | readonly number[]>>,
  room: { left?: number; right?: number; top?: number } = {},
): VegaLiteSpec {
  const frame = { ...frames[size], ...room };
  return {
    width: frame.width - frame.left - frame.right,
    height: frame.height - frame.top - frame.bottom,
    padding: { left: frame.left, right: frame.right, top: frame.top, bottom: frame.bottom },
    autosize: 'none',
    params: Object.entries(signals).map(([name, value]) => ({ name, value })),
    layer: layers,
  } as unknown as VegaLiteSpec;
}

/** The signals of a chart over time, with values that only hold their place. */
export const timeSignals = {
  xDomain: [0, 1],
  xTicks: [0],
  unitSeconds: 1,
  yDomain: [1, 10],
  yTicks: [1],
} as const;

/**
 * What a line is called, with its unit: browsers show it as the line's title, and the script that reads values off a
 * chart reads those of lines with a name.
 */
export const called = (name: string | undefined): object =>
  name === undefined ? {} : { aria: true, description: name };

/** The same for lines that are named by a field of their rows. */
export const calledBy = (field: string) => ({ description: { field, type: 'nominal' } }) as const;

/** A line through a data set of rows {t, v, part}; parts are not joined. */
export const line = (
  name: string,
  colour: string,
  width: number,
  y: unknown,
  { dash, title }: { dash?: readonly number[] | undefined; title?: string } = {},
): Layer => ({
  data: { name },
  mark: {
    type: 'line',
    stroke: colour,
    strokeWidth: width,
    ...(dash && { strokeDash: dash }),
    ...called(title),
  },
  encoding: { x: timeAxis, y, detail: { field: 'part', type: 'nominal' } },
});

/** The space between two lines: rows {t, v, v2, part}. */
export const band = (name: string, fill: string, y: unknown): Layer => ({
  data: { name },
  mark: { type: 'area', fill, fillOpacity: 1 },
  encoding: { x: timeAxis, y, y2: { field: 'v2' }, detail: { field: 'part', type: 'nominal' } },
});

/** Stretches of time that findings speak of: rows {t, t2, mark}. */
export const windows = (name = 'windows'): Layer[] => [
  {
    data: { name },
    mark: { type: 'rect', fill: 'var(--mark)' },
    encoding: { x: timeAxis, x2: { field: 't2' } },
  },
  {
    data: { name },
    mark: {
      type: 'text',
      align: 'left',
      baseline: 'bottom',
      dx: 1,
      dy: -3,
      fontSize: 12,
      fill: 'var(--mark-ink)',
    },
    encoding: { x: timeAxis, y: { value: 0 }, text: { field: 'mark' } },
  },
];

/** Where the load changed: rows {t, label}, a hairline at each with the users from there on above it, off the line that is drawn. */
export const loadSteps = (name = 'steps'): Layer[] => [
  {
    data: { name },
    mark: { type: 'rule', stroke: 'var(--rule)', strokeWidth: 1 },
    encoding: { x: timeAxis },
  },
  {
    data: { name },
    mark: {
      type: 'text',
      align: 'left',
      baseline: 'bottom',
      dx: 3,
      dy: -3,
      fontSize: 11,
      fill: 'var(--ink-2)',
    },
    encoding: { x: timeAxis, y: { value: 0 }, text: { field: 'label' } },
  },
];

/** Bounds that targets set: rows {v, at, label}; the label stands at the right end, at the height of `at`. */
export const bounds = (y: Layer, name = 'bounds'): Layer[] => [
  {
    data: { name },
    mark: { type: 'rule', stroke: 'var(--target)', strokeWidth: 1.25, strokeDash: [5, 3] },
    encoding: { y },
  },
  {
    data: { name },
    mark: { type: 'text', align: 'left', baseline: 'middle', dx: 6, fontSize: 12, fill: 'var(--target)' },
    encoding: { x: { value: 'width' }, y: { ...y, field: 'at' }, text: { field: 'label' } },
  },
];

/** Labels at the right end of lines: rows {t, v, label}. */
export const endLabels = (
  y: unknown,
  x: unknown = timeAxis,
  name = 'ends',
  colour = 'var(--ink)',
): Layer => ({
  data: { name },
  mark: { type: 'text', align: 'left', baseline: 'middle', dx: 6, fontSize: 12, fill: colour },
  encoding: { x, y, text: { field: 'label' } },
});
