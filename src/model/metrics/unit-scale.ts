import type { Unit } from './metrics.ts';
import { largest } from '../long-lists.ts';

/** A unit to show, and what values in the stated unit are multiplied with. */
export interface UnitScale {
  readonly unit: string;
  readonly factor: number;
}

/** A unit, how large one of it is, and from which to which value it is readable. */
interface Step {
  readonly name: string;
  readonly size: number;
  readonly from: number;
  readonly until: number;
}

/** Milliseconds stay up to ten seconds: a target of 500 ms is compared with 1,190 ms, not with 1.19 s. */
const times: readonly Step[] = [
  { name: 'ns', size: 1e-6, from: 0, until: 1e-3 },
  { name: 'µs', size: 1e-3, from: 1e-3, until: 1 },
  { name: 'ms', size: 1, from: 1, until: 10_000 },
  { name: 's', size: 1_000, from: 10_000, until: Infinity },
];

/** Powers of 1000, as in kB/s; MB of memory metrics are of 2^20 and are not scaled. */
const sizes: readonly Step[] = [
  { name: 'B', size: 1, from: 0, until: 1e3 },
  { name: 'kB', size: 1e3, from: 1e3, until: 1e6 },
  { name: 'MB', size: 1e6, from: 1e6, until: 1e9 },
  { name: 'GB', size: 1e9, from: 1e9, until: Infinity },
];

/** How many a second, as benchmark tools print them: 2,000,000 is readable, 152,216,713 is not. */
const counts: readonly Step[] = [
  { name: '', size: 1, from: 0, until: 1e7 },
  { name: 'M ', size: 1e6, from: 1e7, until: 1e10 },
  { name: 'G ', size: 1e9, from: 1e10, until: Infinity },
];

interface Family {
  readonly steps: readonly Step[];
  /** How large one of the stated unit is. */
  readonly each: number;
}

const families: Readonly<Record<string, Family>> = {
  ns: { steps: times, each: 1e-6 },
  us: { steps: times, each: 1e-3 },
  µs: { steps: times, each: 1e-3 },
  ms: { steps: times, each: 1 },
  s: { steps: times, each: 1_000 },
  sec: { steps: times, each: 1_000 },
  seconds: { steps: times, each: 1_000 },
  B: { steps: sizes, each: 1 },
  bytes: { steps: sizes, each: 1 },
  byte: { steps: sizes, each: 1 },
};

/** True for a unit of time: ms, s. */
export const isTimeUnit = (unit: Unit): boolean => families[unit]?.steps === times;

const asStated = (unit: Unit): UnitScale => ({ unit, factor: 1 });

/** The middle of the sizes: one value of another order does not make all others unreadable. */
function typical(values: readonly number[]): number | null {
  const sorted = values
    .map(Math.abs)
    .filter((value) => value > 0 && Number.isFinite(value))
    .sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

/** Digits before the point of the largest value; a longer one asks for a larger unit. */
const mostInUnit = 1e6;

/** Seconds have no smaller unit in which people state their targets; a fraction of any other is read in the next smaller. */
const leastAsStated = (stated: Step | undefined): number => (stated?.name === 's' ? 0.1 : 1);

/** The step from which on the largest value is readable too. */
function upTo(steps: readonly Step[], from: number, largest: number): Step | undefined {
  return steps.slice(from).find(({ size }) => largest / size < mostInUnit) ?? steps.at(-1);
}

/**
 * The unit in which values are readable, the same one for all of them: ns, µs, ms or s for times, B to GB for sizes, also
 * per something (`B/op`), and millions a second (`M items/s`). Any other unit stays as it is.
 */
export function readableScale(unit: Unit, values: readonly number[]): UnitScale {
  const slash = unit.indexOf('/');
  const [base, per] = slash < 0 ? [unit, ''] : [unit.slice(0, slash), unit.slice(slash)];
  const family = Object.hasOwn(families, base) ? families[base] : undefined;
  const value = typical(values);
  if (value !== null && value >= 1e7 && per === '/s' && /^[a-z]{2,}$/.test(base) && family === undefined) {
    const { name, size } = counts.findLast(({ from }) => value >= from) ?? { name: '', size: 1 };
    return { unit: `${name}${unit}`, factor: 1 / size };
  }
  if (family === undefined) return asStated(unit);
  const { steps, each } = family;
  const stated = steps.find(({ size }) => size === each);
  // What is readable as stated stays so: a target in seconds is read beside seconds. But 95.0 µs is read at once, and
  // 0.0950 ms is not.
  if (value === null || (value >= leastAsStated(stated) && value * each < (stated?.until ?? 0)))
    return { unit: `${stated?.name ?? base}${per}`, factor: 1 };
  const middle = Math.max(
    0,
    steps.findLastIndex(({ from }) => value * each >= from),
  );
  const step = upTo(steps, middle, largest(values.map(Math.abs)) * each);
  return step === undefined ? asStated(unit) : { unit: `${step.name}${per}`, factor: each / step.size };
}

/** Where the numbers of one unit stop to be readable: 0.000296 ms beside 435 ms, or 1,000,000,000 ns beside 10 ns. */
const readable = { least: 1e-3, most: 1e7 };

/** True if one unit is readable for all values of a column; others show a unit with each value. */
export function fitOneUnit(unit: Unit, values: readonly number[]): boolean {
  if (!Object.hasOwn(families, unit.split('/', 1)[0] ?? '')) return true;
  const { factor } = readableScale(unit, values);
  return values
    .map((value) => Math.abs(value * factor))
    .every((shown) => shown === 0 || (shown >= readable.least && shown < readable.most));
}

/** A value in a scale's unit, without the dust of binary fractions. */
export const scaledBy = (value: number, { factor }: UnitScale): number =>
  factor === 1 ? value : Number((value * factor).toPrecision(15));

/** Milliseconds, or bytes, in one of each unit that values are converted between. */
const convertible: readonly Readonly<Record<string, number>>[] = [
  { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1_000, sec: 1_000, seconds: 1_000, min: 60_000, h: 3_600_000 },
  {
    ...{ B: 1, byte: 1, bytes: 1, kB: 1e3, KB: 1e3, MB: 1e6, GB: 1e9 },
    ...{ KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 },
  },
];

/** What values in one unit are multiplied with to be in another; null where they cannot be converted. */
export function conversion(from: string, to: string): number | null {
  if (from === to) return 1;
  const family = convertible.find((one) => Object.hasOwn(one, from) && Object.hasOwn(one, to));
  const [each, other] = [family?.[from], family?.[to]];
  return each === undefined || other === undefined ? null : each / other;
}

/** The units of metrics that Perfolio computes itself, and others that are no name of anybody's. */
const plainUnits = new Set([
  '',
  '1/s',
  '1/min',
  '1/day',
  'count',
  'users',
  'share',
  'percent',
  '%',
  'cores',
  'score',
]);

/** True for units of time and size, also per something, and for those of Perfolio's own metrics. */
export const isPlainUnit = (unit: string): boolean =>
  plainUnits.has(unit) || convertible.some((one) => Object.hasOwn(one, unit.split('/')[0] ?? ''));
