import { entryOf } from '../../model/checked.ts';
import type { Digest, Measure } from '../../model/documents/digest.ts';
import { compileGlob } from '../../model/glob.ts';
import { measureId, type MeasureMetricId } from '../../model/metrics/measure-metrics.ts';
import type { MeasureDirection } from '../../model/metrics/metrics.ts';
import type { MeasureRule, Project } from '../../model/documents/project.ts';
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

/** The unit of a metric, and that of its first measure in the files. */
interface MetricUnit {
  readonly shown: string;
  readonly stated: string;
}

/** The one unit of each metric: the project's, else that of its first measure. */
function unitsById(all: readonly Named[]): Map<string, MetricUnit> {
  const units = new Map<string, MetricUnit>();
  for (const { id, measure, rule } of all)
    if (!units.has(id)) units.set(id, { shown: rule?.unit ?? measure.unit, stated: measure.unit });
  return units;
}

/** A measure in its metric's unit. One in a unit that cannot be converted is a metric of its own. */
function rowOf({ measure, id, label, rule, files }: Named, { shown: unit, stated }: MetricUnit): MeasureRow {
  const factor = conversion(measure.unit, unit);
  const isOther = factor === null && measure.unit !== stated;
  const by = factor ?? 1;
  const scaled = (value: number): number => (by === 1 ? value : Number((value * by).toPrecision(15)));
  const { readings, ...rest } = measure;
  const direction: MeasureDirection = rule?.direction ?? measure.direction;
  return {
    ...rest,
    metric: isOther ? (measureId(`${id.slice('measure.'.length)} ${measure.unit}`) ?? id) : id,
    label,
    unit: isOther ? measure.unit : unit,
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

/** Several files of one test measured the same thing: their mean, by how many values each has. */
function pooled(rows: readonly MeasureRow[]): MeasureRow[] {
  return [...Map.groupBy(rows, placeOf).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined || same.length === 1) return same;
    const n = same.reduce((sum, row) => sum + row.n, 0);
    const total = same.reduce((sum, row) => sum + row.value * row.n, 0);
    const { readings: _, ...rest } = first;
    const readings = same.flatMap((row) => row.readings ?? []);
    return {
      ...rest,
      value: n === 0 ? first.value : total / n,
      n,
      files: [...new Set(same.flatMap((row) => row.files))],
      ...(readings.length === n && { readings }),
    };
  });
}

/**
 * The measures of a run as metrics: id, label, unit, direction and least effect from the adapter, or from `measures` of
 * project.json where it says so. Two benchmarks share a metric, a value of the whole run is one of its own.
 */
export function measureRows(digests: readonly Digest[], project: Project): MeasureRow[] {
  const all = namedMeasures(digests, project);
  const units = unitsById(all);
  return pooled(all.map((one) => rowOf(one, entryOf(units, one.id, 'every id has a unit'))));
}
