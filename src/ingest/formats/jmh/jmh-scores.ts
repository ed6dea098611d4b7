import type { MeasureDirection } from '../../../model/metrics/metrics.ts';
import { directionOf } from '../../fields/measure-direction.ts';
import { parseNumber } from '../../fields/number-fields.ts';
import { inMs } from '../../fields/unit-names.ts';
import type { ReportedLatency } from '../../record/reported-row.ts';

/** The unit of time of a score such as `us/op`; null for rates and for anything else. */
export function timeUnitOf(scoreUnit: string): string | null {
  const unit = /^([a-zµ\u03BC]+)\/op$/.exec(scoreUnit)?.[1];
  return unit !== undefined && inMs(1, unit) !== null ? unit : null;
}

/** By unit; where that says nothing, throughput is better higher and every other mode lower. */
export function scoreDirection(scoreUnit: string, mode: string): MeasureDirection {
  const direction = directionOf(scoreUnit);
  if (direction !== 'unknown') return direction;
  return mode === 'thrpt' ? 'higher' : 'lower';
}

/** Of a secondary metric: the garbage collector's rates and counts are costs; else the unit, then the name. */
export function secondaryDirection(scoreUnit: string, label: string): MeasureDirection {
  if (label.startsWith('gc.')) return 'lower';
  return directionOf(scoreUnit.startsWith('#') || scoreUnit === 'counts' ? '' : scoreUnit, label);
}

/** The label of a secondary metric: JMH before 1.36 puts a middle dot before those of profilers. */
export const secondaryLabel = (label: string): string => label.replace(/^·/, '');

const names = {
  0: 'min',
  50: 'p50',
  90: 'p90',
  95: 'p95',
  99: 'p99',
  99.9: 'p999',
  100: 'max',
} as const;

/** Percentiles (0 to 100) of single calls in a unit of time; unused ones are left out. */
export function callPercentiles(
  percentiles: Iterable<readonly [percent: number, value: number]>,
  unit: string,
): ReportedLatency {
  const latency: Record<string, number | null> = {};
  for (const [percent, value] of percentiles) {
    const name = (names as Readonly<Record<number, string>>)[percent];
    if (name !== undefined) latency[name] = inMs(value, unit);
  }
  return latency;
}

/** A number of JMH's tables, which it prints in the language of its machine: a comma is the decimal point. */
export const parseScore = (text: string): number | null => parseNumber(text.replace(',', '.'));
