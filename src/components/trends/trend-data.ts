import { at } from '../../model/checked.ts';
import type { SourceClass } from '../../model/source-class.ts';
import type { TrendPoint, TrendSeries } from '../../model/trend.ts';

/** A run in the data of a page. */
export interface TrendRun {
  readonly run: string;
  readonly slug: string;
  readonly startedAt: string | null;
  readonly version: string | null;
  readonly commit: string | null;
  readonly release?: string;
  /** Index into `environments`. */
  readonly environment: number;
}

/** Where runs were made: what the project's fingerprint tells of it, without the parameters of a scenario. */
export interface TrendSurroundings {
  /** As it stands in addresses. */
  readonly id: string;
  /** What tells it from the others: "cpu Ryzen 7"; all of it where it is the only one. */
  readonly name: string;
}

/** An endpoint or operation in one scenario, and which of the page's runs lack it. */
export interface TrendPlace {
  /** The part of its page's address below `/trends/`. */
  readonly page: string;
  readonly label: string;
  readonly scenario: string | null;
  /** Indices into `runs`. */
  readonly absent: readonly number[];
}

/** A series in columns: what all its points share stands once. */
export interface PackedSeries extends Omit<TrendSeries, 'points'> {
  readonly page: string;
  /** False where only the points of its change points are given. */
  readonly isWhole: boolean;
  /** Indices into `runs`. */
  readonly runs: readonly number[];
  readonly values: readonly number[];
  /** Null where no point has an interval. */
  readonly lower: readonly (number | null)[] | null;
  readonly upper: readonly (number | null)[] | null;
  /** One for each point, or one for all. */
  readonly environment: readonly number[] | number;
  readonly source: readonly SourceClass[] | SourceClass;
  /** Index and reason of points that count for nothing. */
  readonly ignored: readonly (readonly [index: number, because: string])[];
}

/** `/trends.json` and `/trends/<endpoint>.json`: what the pictures and tables of the page are drawn from. */
export interface TrendData {
  readonly schemaVersion: 1;
  /** Oldest first. */
  readonly runs: readonly TrendRun[];
  readonly environments: readonly TrendSurroundings[];
  readonly places: readonly TrendPlace[];
  readonly pages: readonly { readonly slug: string; readonly label: string }[];
  readonly series: readonly PackedSeries[];
  /** Ready comparisons across the change points of a run. */
  readonly compared: readonly (readonly [run: string, pairs: readonly ComparedPair[]])[];
}

/** A comparison that has a page, and the run before. */
export interface ComparedPair {
  readonly slug: string;
  readonly base: string;
  /** The commits of both, in words, and the page that compares them. */
  readonly commits?: { readonly text: string; readonly url: string | null };
}

const digits = 7;
const isShort = (value: number): boolean => Number.isInteger(value) && Math.abs(value) < 10 ** digits;
const short = (value: number): number => (isShort(value) ? value : Number(value.toPrecision(digits)));

const once = <T>(values: readonly T[]): readonly T[] | T =>
  values.length > 0 && values.every((value) => value === values[0]) ? at(values, 0) : values;

/** A series in columns. `numberOf` gives the index of a run; numbers are kept to seven digits. */
export function packSeries(
  { points, ...rest }: TrendSeries,
  { page, isWhole, numberOf }: { page: string; isWhole: boolean; numberOf: (run: string) => number },
): PackedSeries {
  const hasBounds = points.some(({ bounds }) => bounds !== null);
  const side = (name: 'lower' | 'upper'): (number | null)[] | null =>
    hasBounds
      ? points.map(({ bounds }) => {
          const value = bounds?.[name] ?? null;
          return value === null ? null : short(value);
        })
      : null;
  return {
    ...rest,
    page,
    isWhole,
    runs: points.map(({ run }) => numberOf(run)),
    values: points.map(({ value }) => short(value)),
    lower: side('lower'),
    upper: side('upper'),
    environment: once(points.map(({ environment }) => environment)),
    source: once(points.map(({ source }) => source)),
    ignored: points.flatMap(({ isIgnored, ignoredBecause }, i) =>
      isIgnored ? [[i, ignoredBecause ?? ''] as const] : [],
    ),
  };
}

/** A series as it was before it was packed, its numbers to seven digits. */
export function unpackSeries(packed: PackedSeries, runs: readonly TrendRun[]): TrendSeries {
  const { runs: numbers, values, lower, upper, environment, source, ignored, ...rest } = packed;
  const because = new Map(ignored);
  const points = numbers.map((number, i): TrendPoint => {
    const { environment: _, ...facts } = at(runs, number);
    const [low, high] = [lower?.[i] ?? null, upper?.[i] ?? null];
    return {
      ...facts,
      value: at(values, i),
      bounds: low === null && high === null ? null : { lower: low, upper: high },
      source: typeof source === 'string' ? source : at(source, i),
      environment: typeof environment === 'number' ? environment : at(environment, i),
      isIgnored: because.has(i),
      ignoredBecause: because.get(i) ?? null,
    };
  });
  return { ...rest, points };
}
