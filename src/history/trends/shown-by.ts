import type { MetricChange } from '../../model/run-report.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { placeNumber, valueAt } from '../runs/metric-index.ts';

/**
 * Whether a run shows what another one's report called: it is nearer to that value than to the baseline's. Null if the run
 * does not have the metric.
 */
export function isShownBy(change: MetricChange, run: RunMeasures): boolean | null {
  const { base, head } = change;
  const value = valueAt(run, placeNumber(change))?.value;
  if (value === undefined) return null;
  return base !== null && head !== null && Math.abs(value - head) < Math.abs(value - base);
}
