import { at } from '../../model/checked.ts';
import type { Digest, Measure } from '../../model/documents/digest.ts';
import { compileGlob } from '../../model/glob.ts';
import { measureId, type MeasureMetricId } from '../../model/metrics/measure-metrics.ts';
import type { MeasureDirection } from '../../model/metrics/metrics.ts';
import type { MeasureRule, Project } from '../../model/documents/project.ts';
import type { Problem } from '../../model/problem.ts';
import { measureIds } from './measure-ids.ts';
import type { MeasureRow } from '../../model/run-measures.ts';
import { conversion } from '../../model/metrics/unit-scale.ts';

/** A measure with the names that it may go by, and what the project says of it. */
interface Named {
  readonly measure: Measure;
  readonly id: MeasureMetricId;
  readonly label: string;
  readonly rule: MeasureRule | undefined;
  readonly files: readonly string[];
}

/** Units that are the name of what they count. */
const unitNames: Readonly<Record<string, string>> = {
  'ops/s': 'Operations per second',
  'ops/ms': 'Operations per millisecond',
  'B/op': 'Bytes per operation',
  'allocs/op': 'Allocations per operation',
  'bytes/iter': 'Bytes per iteration',
  bytes: 'Bytes',
  allocations: 'Allocations',
  'MB/s': 'Megabytes per second',
  'items/s': 'Items per second',
  'bytes/s': 'Bytes per second',
};

/** A series of readings goes by its own name, not by how it was summed up. */
const withoutMean = (name: string): string => name.replace(/ \(mean\)$/, '').replace(/, mean\)$/, ')');

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a measure is called where its benchmark is named beside it, and what its id is made from. */
const kindOf = ({ endpoint, what, unit, name }: Measure): string =>
  endpoint === undefined ? withoutMean(name) : (what ?? (unit === '' ? 'value' : unit));

function labelOf(measure: Measure): string {
  const kind = kindOf(measure);
  if (measure.endpoint === undefined) return kind;
  return measure.what === undefined ? (unitNames[kind] ?? kind) : capital(kind);
}

/** The first rule that names the measure: by its id without `measure.`, by its name, or by what or unit of a benchmark. */
function ruleFor(measure: Measure, id: string, rules: readonly CompiledRule[]): MeasureRule | undefined {
  const names = [id, id.replace(/^measure\./, ''), measure.name, kindOf(measure)];
  return rules.find(({ matches }) => names.some((name) => matches(name)))?.rule;
}

interface CompiledRule {
  readonly rule: MeasureRule;
  readonly matches: (name: string) => boolean;
}

const compiled = ({ measures }: Project): CompiledRule[] =>
  measures.map((rule) => {
    const globs = [rule.match].flat().map((glob) => compileGlob(glob));
    return { rule, matches: (name) => globs.some((glob) => glob(name)) };
  });

function namedMeasures(digests: readonly Digest[], project: Project): Named[] {
  const rules = compiled(project);
  return digests.flatMap(({ measures, sources }) =>
    measures.flatMap((measure) => {
      const id = measureId(kindOf(measure));
      if (id === null) return [];
      const rule = ruleFor(measure, id, rules);
      const files = sources.map(({ file }) => file);
      return [{ measure, id, label: rule?.label ?? labelOf(measure), rule, files }];
    }),
  );
}

/** The id and unit of a metric. */
interface MetricUnit {
  readonly id: MeasureMetricId;
  /** The project's unit, else that of the first measure. */
  readonly shown: string;
}

/** A measure in its metric's unit. */
function rowOf({ measure, label, rule, files }: Named, { id, shown: unit }: MetricUnit): MeasureRow {
  // A unit of the project that cannot be converted to is another name for the one in the files.
  const by = conversion(measure.unit, unit) ?? 1;
  const scaled = (value: number): number => (by === 1 ? value : Number((value * by).toPrecision(15)));
  const { readings, ...rest } = measure;
  const direction: MeasureDirection = rule?.direction ?? measure.direction;
  return {
    ...rest,
    metric: id,
    label,
    unit,
    direction,
    value: scaled(measure.value),
    ...(readings !== undefined && { readings: readings.map(scaled) }),
    scenario: measure.scenario ?? null,
    minimumEffect: rule?.minimumEffect ?? null,
    files,
  };
}

const placeOf = ({ metric, scenario, endpoint }: MeasureRow): string =>
  JSON.stringify([metric, scenario, endpoint ?? null]);

/** Several files of one test measured the same thing: the sum of counts, else the mean by how many values each has. */
function pooled(rows: readonly MeasureRow[]): MeasureRow[] {
  return [...Map.groupBy(rows, placeOf).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined || same.length === 1) return same;
    const n = same.reduce((sum, row) => sum + row.n, 0);
    const { readings: _, ...rest } = first;
    const readings = same.flatMap((row) => row.readings ?? []);
    return {
      ...rest,
      value: pooledValue(same, n),
      n,
      files: [...new Set(same.flatMap((row) => row.files))],
      ...(readings.length === n && { readings }),
    };
  });
}

function pooledValue(rows: readonly MeasureRow[], n: number): number {
  if (rows.every(({ isTotal }) => isTotal === true)) return rows.reduce((sum, { value }) => sum + value, 0);
  return n === 0 ? (rows[0]?.value ?? NaN) : rows.reduce((sum, row) => sum + row.value * row.n, 0) / n;
}

/** The measures of a run, and warnings about those that had to be distinguished. */
export interface MeasureRows {
  readonly rows: readonly MeasureRow[];
  readonly problems: readonly Problem[];
}

/**
 * The measures of a run as metrics: id, label, unit, direction and least effect from the adapter, or from `measures` of
 * project.json where it says so. Two benchmarks share a metric, a value of the whole run is one of its own. What differs
 * in name or has a unit that cannot be converted is never one metric.
 */
export function measureRows(digests: readonly Digest[], project: Project, place: string): MeasureRows {
  const all = namedMeasures(digests, project);
  const kinds = all.map(({ id, measure }) => ({ id, kind: kindOf(measure), unit: measure.unit }));
  const ids = measureIds(kinds, place);
  const rows = all.map((one, i) => {
    const { id, unit } = ids.of(at(kinds, i));
    return rowOf(one, { id, shown: one.rule?.unit ?? unit });
  });
  return { rows: pooled(rows), problems: ids.problems };
}
