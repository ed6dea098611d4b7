import { measureId, type MeasureMetricId } from '../../model/metrics/measure-metrics.ts';
import { conversion } from '../../model/metrics/unit-scale.ts';
import { problem, type Problem } from '../../model/problem.ts';
import type { MeasureRow, RunMeasures } from '../../model/run-measures.ts';
import { metricValuesOf } from '../../report/measure/metric-values.ts';
import { orderRuns } from './order.ts';

/** The unit of a measure in the run that has it first. */
interface FirstUnit {
  readonly unit: string;
  readonly run: string;
}

type Units = ReadonlyMap<MeasureMetricId, FirstUnit>;

const spelt: Readonly<Record<string, string>> = { '%': 'percent' };

/** The id of a measure whose unit is another than that of earlier runs: by its unit, else by number. */
function idInUnit({ metric, unit }: MeasureRow, units: Units): MeasureMetricId {
  const name = metric.slice('measure.'.length);
  const isFree = (id: MeasureMetricId | null): id is MeasureMetricId => {
    const known = id === null ? undefined : units.get(id);
    return id !== null && id !== metric && (known === undefined || conversion(unit, known.unit) !== null);
  };
  const byUnit = measureId(`${name} ${spelt[unit] ?? unit}`);
  if (isFree(byUnit)) return byUnit;
  for (let n = 2; ; n++) if (isFree(`measure.${name}-${n}`)) return `measure.${name}-${n}`;
}

function inUnit(row: MeasureRow, units: Units): MeasureRow {
  const first = units.get(row.metric);
  if (first === undefined || first.unit === row.unit) return row;
  const by = conversion(row.unit, first.unit);
  if (by === null) {
    const metric = idInUnit(row, units);
    const other = { ...row, metric, otherUnit: { metric: row.metric, ...first } };
    return inUnit({ ...other, label: `${row.label} (${row.unit === '' ? 'no unit' : row.unit})` }, units);
  }
  const scaled = (value: number): number => Number((value * by).toPrecision(15));
  return {
    ...row,
    unit: first.unit,
    value: scaled(row.value),
    ...(row.readings !== undefined && { readings: row.readings.map(scaled) }),
    ...(row.bounds !== undefined && {
      bounds: { lower: scaled(row.bounds.lower), upper: scaled(row.bounds.upper) },
    }),
  };
}

/** A run with its measures in these units. The rest stays as it is, and unread. */
function inUnits(run: RunMeasures, units: Units): RunMeasures {
  const measures = run.measures.map((row) => inUnit(row, units));
  if (measures.every((row, i) => row === run.measures[i])) return run;
  const changed = { measures, metricValues: metricValuesOf({ ...withoutCourses(run), measures }) };
  const own = Object.getOwnPropertyDescriptors(run);
  return Object.defineProperties({}, { ...own, ...Object.getOwnPropertyDescriptors(changed) }) as RunMeasures;
}

type Measured = Parameters<typeof metricValuesOf>[0];

const withoutCourses = ({
  response,
  pooled,
  transactions,
  throughput,
  errors,
  memory,
  cpu,
  kind,
  measures,
}: Measured): Measured => ({
  ...{ response, pooled, transactions, throughput, errors, memory, cpu, kind, measures },
});

/**
 * The runs of a project with each measure in one unit: that of the first run that has it, so that later runs change no
 * earlier one. Times and sizes are converted. What cannot be converted is a metric of its own, with an explanation.
 */
export function withOneUnit(runs: readonly RunMeasures[]): RunMeasures[] {
  const units = new Map<MeasureMetricId, FirstUnit>();
  const { dated, undated } = orderRuns(runs, (run) => run);
  const found = new Map<string, RunMeasures>();
  for (const run of [...dated, ...undated]) {
    const own = inUnits(run, units);
    for (const { metric, unit } of own.measures)
      if (!units.has(metric)) units.set(metric, { unit, run: run.id });
    found.set(run.id, own);
  }
  return runs.map((run) => found.get(run.id) ?? run);
}

/** A run of another project's reading with its measures in the units of `head`. */
export const inUnitsOf = (run: RunMeasures, head: RunMeasures): RunMeasures =>
  inUnits(run, new Map(head.measures.map(({ metric, unit }) => [metric, { unit, run: head.id }])));

const unitText = (unit: string): string => (unit === '' ? 'without unit' : `in ${unit}`);

/** Why a measure is not compared with runs that have it in another unit; null for one that is. */
export const otherUnitText = ({ unit, otherUnit }: MeasureRow): string | null =>
  otherUnit === undefined
    ? null
    : `${unitText(unit)} in one of the runs and ${unitText(otherUnit.unit)} in the other, which cannot be converted`;

/** Warnings about measures of a run whose unit is another than before, once for each of them. */
export function otherUnitProblems({ measures }: RunMeasures, file: string): Problem[] {
  const changed = measures.filter(({ otherUnit }) => otherUnit !== undefined);
  return [...Map.groupBy(changed, ({ metric }) => metric).values()].flatMap(([row]) => {
    if (row?.otherUnit === undefined) return [];
    const { metric, unit, run } = row.otherUnit;
    return problem(
      'warning',
      file,
      `${metric} is ${unitText(row.unit)} here and ${unitText(unit)} in ${run}, which cannot be converted: it is not compared with earlier runs.`,
      {
        found: row.unit,
        hint: `In this run it is ${row.metric}. If only the name of the unit changed, name the unit under "measures" in project.json.`,
      },
    );
  });
}
