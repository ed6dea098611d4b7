import { at } from '../../model/checked.ts';
import { readableScale, scaledBy, type UnitScale } from '../../model/metrics/unit-scale.ts';
import type { Block, Cell, Column, TableBlock } from '../../model/section.ts';
import { formatNumber, unitLabel } from '../../model/text/format.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { ratioOfMeans } from '../../stats/ratio-of-means.ts';
import { measuredFamilies, type MeasuredFamily } from '../parameters/measured-families.ts';
import type { Measured, Variant } from '../parameters/parameter-families.ts';
import { text } from './cells.ts';
import { hasChart } from './chart-data.ts';

/** Tables shown at once; the rest is folded away. */
const openTables = 3;
const mostTables = 12;
/** Variants beside each other before a table is wider than a page. */
const mostVariants = 4;
const mostRows = 40;

/** Benchmarks that differ in parameters of their names: a table for each family, and a picture over the parameter. */
export function parameterComparison(measures: RunMeasures): Block[] {
  const families = measuredFamilies(measures);
  if (families.length === 0) return [];
  const tables = families.slice(0, mostTables).map(tableOf);
  const left = families.length - tables.length;
  const folded = tables.slice(openTables);
  return [
    { kind: 'heading', text: 'Benchmarks by parameter' },
    ...tables.slice(0, openTables),
    ...(folded.length === 0
      ? []
      : [
          { kind: 'fold', summary: `${folded.length} more benchmarks by parameter`, blocks: folded } as const,
        ]),
    ...(left > 0 ? [{ kind: 'text', text: `${left} more are in the tables above only.` } as const] : []),
    ...(hasChart('by-parameter', measures)
      ? [{ kind: 'figure', chart: 'by-parameter', caption: null } as const]
      : []),
  ];
}

function tableOf(family: MeasuredFamily, index: number): TableBlock {
  const { name, parameter, what, unit } = family;
  const values = family.variants.flatMap(({ points }) => points.map(({ measured }) => measured.mean));
  const scale = readableScale(unit, values);
  return {
    kind: 'table',
    id: `by-parameter-${index + 1}`,
    caption: `${what} of ${name}${parameter === null ? '' : ` by ${parameter}`}`,
    ...(parameter === null ? byVariant(family, scale) : byValue(family, parameter, scale)),
    // Once for all tables, which follow each other.
    ...(index === 0 && {
      note: 'Ratios are of means, with the 95% interval of Welch on logarithms where the samples show a spread.',
    }),
  };
}

type Table = Pick<TableBlock, 'columns' | 'rows'>;

const valueCell = ({ mean, deviation, n, files }: Measured, scale: UnitScale): Cell => ({
  text: formatNumber(scaledBy(mean, scale)),
  provenance: {
    source: deviation === null ? 'reported' : 'exact',
    relativeError: deviation === null ? null : 0,
    n,
    files,
    estimator: deviation === null ? 'reported by the tool' : 'arithmetic mean',
  },
});

/** "2.05 ×", with its interval beneath. */
export function ratioCell(base: Measured | undefined, other: Measured | undefined): Cell {
  const found = base === undefined || other === undefined ? null : ratioOfMeans(base, other);
  if (found === null) return text(null);
  if (base === other) return text('1 (base)');
  const { ratio, interval } = found;
  const note =
    interval === null ? {} : { note: `${formatNumber(interval.lower)} to ${formatNumber(interval.upper)}` };
  return text(`${formatNumber(ratio)} ×`, note);
}

const unitOf = (scale: UnitScale): { unit?: string } => {
  const unit = unitLabel(scale.unit);
  return unit === '' ? {} : { unit };
};

/** A row for each variant, compared with the first. */
function byVariant({ variants, what }: MeasuredFamily, scale: UnitScale): Table {
  const all = variants.flatMap(({ label, points }) => points.map(({ measured }) => ({ label, measured })));
  const base = at(all, 0);
  return {
    columns: [
      { key: 'variant', label: 'Variant', type: 'text' },
      { key: 'value', label: what, type: 'number', ...unitOf(scale) },
      { key: 'ratio', label: `Ratio to ${base.label}`, type: 'number' },
    ],
    rows: all.slice(0, mostRows).map(({ label, measured }) => ({
      variant: text(label),
      value: valueCell(measured, scale),
      ratio: ratioCell(base.measured, measured),
    })),
  };
}

const pointAt = ({ points }: Variant, value: number): Measured | undefined =>
  points.find((point) => point.value === value)?.measured;

/** A row for each value of the parameter. One variant is compared with its first value, others with the first of them. */
function byValue({ variants, what }: MeasuredFamily, parameter: string, scale: UnitScale): Table {
  const shown = variants.slice(0, mostVariants);
  const [first, ...others] = shown;
  const values = [...new Set(shown.flatMap(({ points }) => points.flatMap(({ value }) => value ?? [])))];
  const rows = values.toSorted((a, b) => a - b).slice(0, mostRows);
  const smallest = rows[0] ?? 0;
  const ratios: { key: string; label: string; cell: (value: number) => Cell }[] =
    first === undefined
      ? []
      : others.length === 0
        ? [
            {
              key: 'ratio',
              label: `Ratio to ${parameter} = ${formatNumber(smallest)}`,
              cell: (value) => ratioCell(pointAt(first, smallest), pointAt(first, value)),
            },
          ]
        : others.map((variant, i) => ({
            key: `ratio-${i + 1}`,
            label: `${variant.label} : ${first.label}`,
            cell: (value: number) => ratioCell(pointAt(first, value), pointAt(variant, value)),
          }));
  const columns: Column[] = [
    { key: 'parameter', label: parameter, type: 'number' },
    ...shown.map(({ label }, i): Column => {
      return { key: `value-${i}`, label: label === '' ? what : label, type: 'number', ...unitOf(scale) };
    }),
    ...ratios.map(({ key, label }): Column => ({ key, label, type: 'number' })),
  ];
  return {
    columns,
    rows: rows.map((value) => ({
      parameter: text(formatNumber(value)),
      ...Object.fromEntries(
        shown.map((variant, i) => {
          const measured = pointAt(variant, value);
          return [`value-${i}`, measured === undefined ? text(null) : valueCell(measured, scale)];
        }),
      ),
      ...Object.fromEntries(ratios.map(({ key, cell }) => [key, cell(value)])),
    })),
  };
}
