import { at } from '../../model/checked.ts';
import type { Panel } from '../chart.ts';
import { bandRows, lineRows, placeLabels, type TimedValue } from '../chart-lines.ts';
import {
  band,
  bounds,
  endLabels,
  line,
  loadSteps,
  axesOverTime,
  panelSpec,
  timeSignals,
  valueAxis,
  windows,
  type Layer,
} from '../parts.ts';
import { timeScale, zeroScale } from '../scales.ts';
import { largest } from '../../model/long-lists.ts';
import type { ChartSize } from '../vega/frames.ts';
import { plotHeight, type VegaLiteSpec } from '../vega/frames.ts';

const y = valueAxis('linear');

/** The spec of one measured line above zero, with what bounds it and what findings mark. */
export const singleLineSpec = (
  size: ChartSize,
  title: string,
  [colour, wash]: readonly [colour: string, wash: string],
  more: readonly Layer[] = [],
): VegaLiteSpec =>
  panelSpec(
    size,
    [
      ...windows(),
      ...loadSteps(),
      band('wash', wash, y),
      line('line', colour, 1.75, y, { title }),
      ...bounds(y),
      endLabels(y),
      ...more,
    ],
    timeSignals,
  );

/** What one line over time shows. */
export interface SingleLine {
  readonly heading: string | null;
  readonly points: readonly TimedValue[];
  readonly untilSeconds: number;
  readonly endLabel: (value: number) => string;
  /** The scale reaches at least this far. */
  readonly atLeast?: number;
  readonly windows?: readonly object[];
  /** Where the load changed. */
  readonly steps?: readonly object[];
  readonly bounds?: readonly { readonly v: number; readonly label: string }[];
}

/** The panel of one line over time, on an axis from zero. */
export function singleLinePanel(input: SingleLine): Panel {
  const limits = input.bounds ?? [];
  const values = input.points.flatMap(({ v }) => (v === null ? [] : [v]));
  const near = limits.filter(({ v }) => v <= Math.max(largest(values), input.atLeast ?? 0) * 4);
  const scale = zeroScale([...values, ...near.map(({ v }) => v * 1.08)], input.atLeast);
  const x = timeScale(input.untilSeconds, 6);
  const rows = lineRows(input.points);
  const last = rows.at(-1);
  const ends = last === undefined ? [] : [{ t: last.t, v: last.v, label: input.endLabel(last.v) }];
  const places = placeLabels(ends, near, { domain: scale.domain, scale: 'linear', height: plotHeight });
  return {
    heading: input.heading,
    template: 'line',
    data: {
      windows: input.windows ?? [],
      steps: input.steps ?? [],
      wash: bandRows(input.points.map(({ t, v }) => ({ t, low: v === null ? null : 0, high: v }))),
      line: rows,
      bounds: near.map((bound, i) => ({ ...bound, at: places.limits[i] })),
      ends: ends.map((end, i) => ({ ...end, v: at(places.ends, i) })),
    },
    signals: axesOverTime(x, scale),
  };
}
