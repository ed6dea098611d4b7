import type { HistorySeries } from '../../model/documents/digest.ts';

/** How many of each unit of time a second has. */
const perSecond: Readonly<Record<string, number>> = {
  ps: 1e12,
  ns: 1e9,
  us: 1e6,
  µs: 1e6,
  μs: 1e6,
  ms: 1e3,
  s: 1,
  sec: 1,
  secs: 1,
  second: 1,
  seconds: 1,
};

/** What a unit measures: times `per` the same thing convert into each other. */
interface Dimension {
  readonly key: string;
  /** How many of the unit make one of its dimension's base unit. */
  readonly factor: number;
}

/** `ns/op` is 1e9 in a second per op; a unit that is no time stands for itself. */
function dimensionOf(unit: string): Dimension {
  const [, name = '', per = ''] = /^(\S+?)(\/.*)?$/.exec(unit.trim()) ?? [];
  const factor = perSecond[name.toLowerCase()];
  return factor === undefined ? { key: unit, factor: 1 } : { key: `time${per}`, factor };
}

const newestOf = (group: readonly HistorySeries[]): HistorySeries | undefined =>
  group.toSorted((a, b) => lastDate(b).localeCompare(lastDate(a)))[0];

const lastDate = ({ points }: HistorySeries): string =>
  points.reduce((last, { at }) => (at > last ? at : last), '');

/** A rounded product: a conversion adds no digits. */
export const converted = (value: number, factor: number): number =>
  factor === 1 ? value : Number((value * factor).toPrecision(12));

function joined(group: readonly HistorySeries[]): HistorySeries[] {
  const newest = newestOf(group);
  if (newest === undefined || group.length === 1) return [...group];
  const target = dimensionOf(newest.unit).factor;
  const points = group.flatMap((series) => {
    const factor = target / dimensionOf(series.unit).factor;
    return series.points.map((point) => ({ ...point, value: converted(point.value, factor) }));
  });
  return [{ ...newest, points }];
}

/**
 * Series of one name whose units are times of the same thing become one, in the newest one's unit: Go and Criterion
 * choose the unit by the size of the value, so a speed-up would otherwise start a new series.
 */
export function joinConvertibleUnits(history: readonly HistorySeries[]): HistorySeries[] {
  const keyOf = ({ series, unit, direction }: HistorySeries): string =>
    JSON.stringify([series, dimensionOf(unit).key, direction]);
  return [...Map.groupBy(history, keyOf).values()].flatMap(joined);
}
