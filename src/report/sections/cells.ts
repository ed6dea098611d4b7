import type { BoundedValue, Bounds, MetricValue, Provenance } from '../../model/metrics/metric-value.ts';
import { formatValue, formatNumber, formatPercent, noValue } from '../../model/text/format.ts';
import type { Unit } from '../../model/metrics/metrics.ts';
import type { Verdict } from '../../model/run-report.ts';
import type { Cell, Tone } from '../../model/section.ts';

/** A cell of text. */
export const text = (value: string | null | undefined, rest: Omit<Cell, 'text'> = {}): Cell => ({
  text: value === null || value === undefined || value === '' ? noValue : value,
  ...rest,
});

/** A bare number for a column whose head names the unit. */
export function number(value: number | null | undefined, unit: Unit, provenance?: Provenance): Cell {
  if (value === null || value === undefined || !Number.isFinite(value)) return { text: noValue };
  const shown =
    unit === 'share'
      ? formatPercent(value)
      : unit === 'count'
        ? formatValue(value, 'count')
        : formatNumber(value);
  return provenance === undefined ? { text: shown } : { text: shown, provenance };
}

/** A number with its 95% interval beneath it. */
export function numberWithInterval(
  value: number | null,
  unit: Unit,
  interval: Bounds | null,
  provenance?: Provenance,
): Cell {
  const cell = number(value, unit, provenance);
  const note = intervalText(interval, unit);
  return note === null || value === null ? cell : { ...cell, note };
}

/** An interval as text; null without one. */
export function intervalText(interval: Bounds | null, unit: Unit): string | null {
  if (interval === null) return null;
  const { lower, upper } = interval;
  const show = (bound: number): string => (unit === 'share' ? formatPercent(bound) : formatNumber(bound));
  if (lower === null) return upper === null ? 'too few samples' : `${show(upper)} or less`;
  return upper === null ? `${show(lower)} or more` : `${show(lower)} to ${show(upper)}`;
}

/** The provenance of a value, for its cell. */
export const provenanceOf = ({
  source,
  relativeError,
  n,
  files,
  estimator,
  effectiveN,
}: MetricValue | BoundedValue): Provenance => ({
  source,
  relativeError,
  n,
  files,
  estimator,
  ...(effectiveN !== undefined && { effectiveN }),
});

const tones: Record<Verdict, Tone> = {
  met: 'good',
  'not met': 'bad',
  inconclusive: 'unsure',
  'not measured': 'neutral',
};

/** How a target's verdict looks. */
export const verdictTone = (verdict: Verdict): Tone => tones[verdict];

/** A manifest key as a phrase: "secondsPerEndpoint" is "seconds per endpoint", "GOMAXPROCS" stays as it is. */
export const keyWords = (key: string): string =>
  key
    .replace(/[_-]+/g, ' ')
    .replace(
      /([a-z\d])([A-Z])(?=[a-z])/g,
      (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
    );
