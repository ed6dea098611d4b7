import { at } from '../model/checked.ts';
import { readableScale, scaledBy, type UnitScale } from '../model/metrics/unit-scale.ts';
import { formatNumber, unitLabel } from '../model/text/format.ts';
import { measuredFamilies, type MeasuredFamily } from '../report/parameters/measured-families.ts';
import { studentQuantile } from '../stats/distributions.ts';
import type { Measured } from '../report/parameters/parameter-families.ts';
import type { Chart, Panel } from './chart.ts';
import { calledBy, endLabels, labelledAxis, panelSpec, valueAxis } from './parts.ts';
import { linearScale, logScale, zeroScale, type Scale } from './scales.ts';
import { largest, smallest } from '../model/long-lists.ts';

const mostPanels = 4;
const paints = ['var(--line-50)', 'var(--line-95)', 'var(--line-99)', 'var(--ink-3)'];

/** Values that span this factor are drawn on logarithms: 1, 10, 100. */
const wide = 20;

const isWide = (values: readonly number[]): boolean =>
  smallest(values) > 0 && largest(values) / smallest(values) >= wide;

/** Benchmarks over a parameter of their names, a line for each variant. */
export const byParameter: Chart = {
  id: 'by-parameter',
  read({ measures }) {
    const families = measuredFamilies(measures).filter(({ parameter }) => parameter !== null);
    const shown = families.slice(0, mostPanels);
    if (shown.length === 0) return null;
    const scales = shown.map(scaleOf);
    const caption = shown.map((family, i) => sentence(family, at(scales, i))).join(' ');
    return {
      title: 'Means by parameter',
      subtitle: 'means with 95% intervals where samples show a spread; wide ranges on log scales',
      caption,
      alt: `Lines over the parameter of each benchmark. ${caption}`,
      panels: shown.map((family, i) => panel(family, at(scales, i))),
      table: {
        note: families.length > shown.length ? `${families.length - shown.length} more are not drawn.` : null,
        columns: [
          { label: 'Benchmark', type: 'text' },
          { label: 'Variant', type: 'text' },
          { label: 'Parameter', type: 'text' },
          { label: 'Value', type: 'number' },
          { label: 'Mean', type: 'number' },
          { label: 'Unit', type: 'text' },
        ],
        rows: shown.flatMap((family, i) => rowsOf(family, at(scales, i))),
      },
    };
  },
  spec: (template, size) => {
    const isLog = template === 'log';
    const y = valueAxis(isLog ? 'log' : 'linear');
    const x = labelledAxis('x', isLog ? "format(pow(10, datum.value), ',~g')" : "format(datum.value, ',~g')");
    const colour = {
      field: 'i',
      type: 'nominal',
      legend: null,
      scale: { domain: [0, 1, 2, 3], range: paints },
    };
    return panelSpec(
      size,
      [
        {
          data: { name: 'intervals' },
          mark: { type: 'rule', strokeWidth: 1.5 },
          encoding: { x, y, y2: { field: 'v2' }, color: colour },
        },
        {
          data: { name: 'lines' },
          mark: { type: 'line', strokeWidth: 1.75, aria: true },
          encoding: { x, y, color: colour, detail: { field: 'i', type: 'nominal' }, ...calledBy('name') },
        },
        {
          data: { name: 'lines' },
          mark: { type: 'point', filled: true, size: 50, opacity: 1 },
          encoding: { x, y, color: colour },
        },
        endLabels(y, x),
      ],
      { xDomain: [0, 1], xTicks: [0, 1], yDomain: [1, 10], yTicks: [1] },
    );
  },
};

const meansOf = ({ variants }: MeasuredFamily): number[] =>
  variants.flatMap(({ points }) => points.map(({ measured }) => measured.mean));

const scaleOf = (family: MeasuredFamily): UnitScale => readableScale(family.unit, meansOf(family));

/** Student's 95% interval of a mean; nothing where its spread is unknown. */
function intervalOf({ mean, deviation, n }: Measured): readonly [number, number] | null {
  if (deviation === null || n === null || n < 2) return null;
  const half = (studentQuantile(0.975, n - 1) * deviation) / Math.sqrt(n);
  return [mean - half, mean + half];
}

function panel(family: MeasuredFamily, scale: UnitScale): Panel {
  const { name, parameter, variants } = family;
  const xs = variants.flatMap(({ points }) => points.flatMap(({ value }) => value ?? []));
  const values = meansOf(family).map((value) => scaledBy(value, scale));
  const isLog = isWide(xs) && smallest(values) > 0;
  const placed = (x: number): number => (isLog ? Math.log10(x) : x);
  const rows = variants.slice(0, paints.length).map(({ points, label }, i) => ({
    label,
    i,
    points: points.map(({ value, measured }) => ({
      ...{ x: placed(value ?? 0), v: scaledBy(measured.mean, scale), i },
      interval: intervalOf(measured)?.map((bound) => scaledBy(bound, scale)) ?? null,
    })),
  }));
  const y: Scale = (isLog ? logScale(values) : null) ?? zeroScale(values);
  const unit = unitLabel(scale.unit);
  return {
    heading: `${name}, by ${parameter ?? ''}${unit === '' ? '' : ` (${unit})`}`,
    template: isLog ? 'log' : 'linear',
    data: {
      lines: rows.flatMap(({ points, label }) =>
        points.map(({ x, v, i }) => ({ x, v, i, name: label || 'Mean' })),
      ),
      intervals: rows.flatMap(({ points }) =>
        points.flatMap(({ x, i, interval }) => {
          const [lower, upper] = interval ?? [];
          if (lower === undefined || upper === undefined) return [];
          const within = (bound: number): number => Math.min(y.domain[1], Math.max(y.domain[0], bound));
          return [{ x, i, v: within(lower), v2: within(upper) }];
        }),
      ),
      ends: rows.flatMap(({ points, label }) => {
        const end = points.at(-1);
        return end === undefined || label === '' ? [] : [{ x: end.x, v: end.v, label }];
      }),
    },
    signals: { ...axisX(xs, isLog), yDomain: y.domain, yTicks: y.ticks },
  };
}

/** The horizontal axis from the first to the last value; its ticks are the values, as far as there is room. */
function axisX(xs: readonly number[], isLog: boolean): { xDomain: number[]; xTicks: number[] } {
  const values = [...new Set(xs)].toSorted((a, b) => a - b);
  const step = Math.ceil(values.length / 6);
  const ticks =
    values.length <= 6 || isLog
      ? values.filter((_, i) => i % step === 0)
      : linearScale(values).ticks.filter((tick) => tick >= smallest(values) && tick <= largest(values));
  const placed = (x: number): number => (isLog ? Math.log10(x) : x);
  return { xDomain: [placed(smallest(values)), placed(largest(values))], xTicks: ticks.map(placed) };
}

/** "sort by n: 1.2 µs at 10, 14 µs at 100." */
function sentence({ name, parameter, variants }: MeasuredFamily, scale: UnitScale): string {
  const parts = variants.slice(0, paints.length).map(({ label, points }) => {
    const [first, last] = [at(points, 0), at(points, -1)];
    const shown = (point: typeof first): string =>
      `${formatNumber(scaledBy(point.measured.mean, scale))} ${unitLabel(scale.unit)} at ${formatNumber(point.value ?? 0)}`;
    return `${label === '' ? '' : `${label} `}${shown(first)}, ${shown(last)}`;
  });
  return `${name} by ${parameter ?? ''}: ${parts.join('; ')}.`;
}

const rowsOf = ({ name, parameter, variants }: MeasuredFamily, scale: UnitScale): string[][] =>
  variants.flatMap(({ label, points }) =>
    points.map(({ value, measured }) => [
      name,
      label,
      parameter ?? '',
      formatNumber(value ?? 0),
      formatNumber(scaledBy(measured.mean, scale)),
      unitLabel(scale.unit),
    ]),
  );
