import { at } from '../checked.ts';
import { metricOf, type MetricId, type MetricRef, type KnownUnit, type Unit } from '../metrics/metrics.ts';
import { fitOneUnit, readableScale, scaledBy, type UnitScale } from '../metrics/unit-scale.ts';

/** Printed where there is no value. */
export const noValue = '–';

/** Three significant digits (whole numbers in full), with thousands separators and a true minus sign: "1,328". */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isInteger(value)) return fixed(value, 0);
  // Rounding may add a digit before the point: 9.998 is "10.0", of three digits, not "10.00".
  const size = Math.abs(Number(value.toPrecision(digits)));
  const decimals = size === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return fixed(value, Math.min(decimals, 6));
}

/** A fixed number of decimals, for columns whose digits line up. */
export function fixed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  const sign = value < 0 && Number(text) !== 0 ? '\u2212' : '';
  const point = decimals === 0 ? text.length : text.length - decimals - 1;
  // From 1e21 on the text has an exponent.
  return point <= 3 || text.includes('e')
    ? sign + text
    : `${sign}${grouped(text.slice(0, point))}${text.slice(point)}`;
}

/** Digits with thousands separators. */
const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** A share of 1 as a percentage: 0.0123 is "1.23%". */
export const formatShare = (share: number): string => `${formatPercent(share)}%`;

/** A share of 1 in per cent, for columns whose head names the unit. Only all of it is "100": 0.9996 is "99.96". */
export function formatPercent(share: number): string {
  const percent = share * 100;
  const text = formatNumber(percent);
  return percent < 100 && text === formatNumber(100) ? nearlyAll(percent) : text;
}

/** From ten times as much on, a change or a margin is printed as a factor: "+2,163%" tells nobody anything. */
export const leastFactor = 10;

/** Beyond this factor, digits say nothing: bounds of intervals, and values from almost 0. */
export const mostFactor = 1_000_000;

/**
 * A relative change with its sign, wherever one is shown: 0.27 is "+27%", 6.74 is "+674%", and -0.94 is "−94%". Ten times as much and
 * more is "×12", and a million is the most.
 */
export const formatChange = (relative: number, digits = 2): string =>
  isManifold(relative) ? factorText(relative) : percentText(relative, digits);

const isManifold = (relative: number): boolean => 1 + relative >= leastFactor;

/** "×12", and beside it "×6.5" or "×0.80". */
function factorText(relative: number, digits = 2): string {
  const factor = 1 + relative;
  return factor > mostFactor ? `over ×${fixed(mostFactor, 0)}` : `×${formatNumber(factor, digits)}`;
}

/** The one form of several changes that stand together: factors if any of them is one, and none is negative. */
export const changeFormOf = (
  ...relatives: readonly number[]
): ((relative: number, digits?: number) => string) =>
  relatives.some(isManifold) && relatives.every((one) => one >= -1) ? factorText : percentText;

/** "−99.8%" where two digits would print −100%: only what falls to 0 falls by all of it. */
function percentText(relative: number, digits = 2): string {
  const percent = relative * 100;
  const text = formatNumber(percent, digits);
  const nearly = percent > -100 && text === formatNumber(-100) ? `\u2212${nearlyAll(-percent)}` : text;
  return `${relative > 0 ? '+' : ''}${nearly}%`;
}

/** As many decimals as show that something is left, three at most. */
function nearlyAll(percent: number): string {
  const decimals = Math.min(3, Math.ceil(-Math.log10(100 - percent)));
  return fixed(Math.min(percent, 99.999), Math.max(1, decimals));
}

/**
 * A change of a metric of this unit: relative ("+27%"), but in percentage points for shares, which are compared by
 * their difference ("-22 points" from 22% to 0%). A change without a ratio is one from 0.
 */
export const formatChangeIn = (unit: Unit, change: number | null, digits = 2): string =>
  change === null
    ? 'from 0'
    : unit === 'share'
      ? percentText(change, digits)
          .replace(/^([+−-]?1)%$/, '$1\u00a0point')
          .replace('%', '\u00a0points')
      : formatChange(change, digits);

/** Both bounds of a change's interval, with enough digits to distinguish them: "+29.6% to +30.4%", not "+30% to +30%". */
export function formatBounds(
  lower: number,
  upper: number,
  show: (bound: number, digits: number) => string,
): [lower: string, upper: string] {
  const shown = (digits: number): [string, string] => [show(lower, digits), show(upper, digits)];
  const apart = [2, 3, 4].map(shown).find(([low, high]) => low !== high);
  return apart ?? shown(2);
}

/** Both bounds of a relative change, in one form: "×6.5" and "×12", not "+550%" and "×12". */
export const formatChangeBounds = (lower: number, upper: number): [lower: string, upper: string] =>
  formatBounds(lower, upper, changeFormOf(lower, upper));

/** The interval of a relative change: "+22% to +75%". */
export const formatChangeRange = (lower: number, upper: number): string =>
  formatChangeBounds(lower, upper).join(' to ');

/**
 * The interval of a change of a metric of this unit, as `formatChangeIn` gives the change: where there is no ratio, because
 * the change is from 0, both bounds are differences in the unit.
 */
export function formatChangeRangeIn(unit: Unit, change: number | null, lower: number, upper: number): string {
  const signed = (bound: number): string => `${bound > 0 ? '+' : ''}${formatValue(bound, unit)}`;
  if (change === null) return formatBounds(lower, upper, signed).join(' to ');
  if (unit !== 'share') return formatChangeRange(lower, upper);
  return formatBounds(lower, upper, (bound, digits) => formatChangeIn(unit, bound, digits)).join(' to ');
}

const suffixes: Record<KnownUnit, string> = {
  ms: '\u00a0ms',
  '1/s': '/s',
  '1/min': '/min',
  '1/day': '/day',
  count: '',
  users: '\u00a0users',
  share: '%',
  MB: '\u00a0MB',
  percent: '%',
  cores: '\u00a0cores',
  score: '',
};

const isKnown = (unit: Unit): unit is KnownUnit => Object.hasOwn(suffixes, unit);

/** What follows a number of this unit: a no-break space and the unit, for measures as their tool names it. */
function suffixOf(unit: Unit): string {
  if (isKnown(unit)) return suffixes[unit];
  if (unit === '') return '';
  return unit.startsWith('/') || unit === '%' ? unit : `\u00a0${unit}`;
}

/** The unit in the head of a column. */
export const unitLabel = (unit: Unit): string => (unit === 'share' ? '%' : suffixOf(unit).trim());

/** A value with its unit, joined by a no-break space; a dash if there is no value. Times and sizes in a readable unit. */
export const formatValue = (value: number | null, unit: Unit): string =>
  value === null ? noValue : formatScaled(value, unit, readableScale(unit, [value]));

/** A value in the unit of a scale, which several values share. */
export function formatScaled(value: number, unit: Unit, scale: UnitScale): string {
  if (unit === 'share') return formatShare(value);
  if (unit === 'count' || unit === 'users')
    return `${fixed(value, Number.isInteger(value) ? 0 : 1)}${suffixOf(unit)}`;
  return `${formatNumber(scaledBy(value, scale))}${suffixOf(scale.unit)}`;
}

/** A value of a metric with its unit. */
export const formatMetric = (value: number | null, metric: MetricId | MetricRef): string =>
  formatValue(value, metricOf(metric).unit);

/** Two values of a metric with an arrow; a unit that both share is printed once: "13 → 27 ms". */
export function formatStep(from: number | null, to: number | null, metric: MetricId | MetricRef): string {
  const { unit: stated } = metricOf(metric);
  const values = [from, to].filter((value) => value !== null);
  // A second that became a nanosecond is no 0.000001 ms.
  if (!fitOneUnit(stated, values)) return `${formatMetric(from, metric)} → ${formatMetric(to, metric)}`;
  const scale = readableScale(stated, values);
  const [before, after] = [from, to].map((value) =>
    value === null ? noValue : formatScaled(value, stated, scale),
  ) as [string, string];
  const unit = /\u00a0[^\u00a0]+$/.exec(after)?.[0] ?? '';
  return `${unit !== '' && before.endsWith(unit) ? before.slice(0, -unit.length) : before} → ${after}`;
}

/** Bytes in the largest unit that keeps the number readable: 1536 is "1.5 kB" of 1000. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${step === 0 ? fixed(bytes, 0) : formatNumber(bytes / 1_000 ** step)}\u00a0${at(units, step)}`;
}

/** A length of time: 75.2 is "1 min 15 s". */
export function formatDuration(seconds: number): string {
  // 59.97 would be "60.0 s".
  if (seconds < 59.95) return `${formatNumber(seconds)}\u00a0s`;
  const whole = Math.round(seconds);
  const parts = [
    [Math.floor(whole / 3_600), 'h'],
    [Math.floor((whole % 3_600) / 60), 'min'],
    [whole % 60, 's'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .slice(0, 2)
    .map(([count, unit]) => `${count}\u00a0${unit}`)
    .join(' ');
}

/** A moment in UTC: "2026-11-20 10:00 UTC". */
export const formatMoment = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

/** A span of time, in epoch milliseconds. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A span in UTC, to the second: "2026-11-20 10:00:00 to 10:05:30 UTC". The end names its day only if it differs. */
export function formatSpan({ fromMs, toMs }: Span): string {
  const [from, to] = [fromMs, toMs].map((ms) => new Date(ms).toISOString().slice(0, 19).split('T'));
  const [day, clock] = from as [string, string];
  const [lastDay, lastClock] = to as [string, string];
  return `${day} ${clock} to ${lastDay === day ? '' : `${lastDay} `}${lastClock} UTC`;
}

/** A moment's day in UTC: "2026-06-01". */
export const dayText = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);
