import { errorTypeList, urlLabel } from '../../fields/labels.ts';
import { parseCount, parseNonNegative } from '../../fields/number-fields.ts';
import { allEndpoints } from '../../record/run-names.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ReportedRow } from '../../record/reported-row.ts';
import { secondsToMs } from '../../fields/units.ts';

/** The figures of one label of Taurus' final statistics, as it names them: `avg_rt`, `perc_95.0`, `rc_200`. Seconds. */
export interface TaurusGroup {
  /** Empty for all labels together. */
  readonly label: string;
  readonly figures: ReadonlyMap<string, string>;
}

/** Adds the labels, and the row without one as all of them together. */
export function addGroups(groups: readonly TaurusGroup[], recorder: Recorder): void {
  const labels = groups.filter((group) => group.label !== '');
  for (const group of labels.length === 0 ? groups : labels) recorder.reported(rowOf(group, recorder));
  const [whole] = groups.filter((group) => group.label === '');
  if (labels.length > 0 && whole !== undefined) recorder.reportedPooled(rowOf(whole, recorder));
}

function rowOf({ label, figures }: TaurusGroup, recorder: Recorder): ReportedRow {
  const number = (name: string): number | null => parseNonNegative(figures.get(name) ?? '');
  const whole = (name: string): number | null => parseCount(figures.get(name) ?? '');
  const seconds = (name: string): number | null => secondsToMs(number(name));
  const count = whole('throughput');
  const errors = whole('fail');
  const { durationSeconds } = recorder;
  return {
    endpoint: label === '' ? allEndpoints : urlLabel(label),
    count,
    // More failures than samples are a damaged field.
    errors: errors !== null && count !== null && errors > count ? null : errors,
    errorTypes: errorTypes(figures, errors ?? 0),
    latency:
      count === 0
        ? null
        : {
            mean: seconds('avg_rt'),
            stddev: seconds('stdev_rt'),
            min: seconds('perc_0.0'),
            max: seconds('perc_100.0'),
            p50: seconds('perc_50.0'),
            p90: seconds('perc_90.0'),
            p95: seconds('perc_95.0'),
            p99: seconds('perc_99.0'),
            p999: seconds('perc_99.9'),
          },
    requestsPerSecond:
      count !== null && durationSeconds !== null && durationSeconds > 0 ? count / durationSeconds : null,
    maxUsers: whole('concurrency'),
  };
}

/** Response codes that are no success, where they are not more than the failures. */
function errorTypes(figures: ReadonlyMap<string, string>, failed: number): { type: string; count: number }[] {
  const codes = [...figures].flatMap(([name, value]) => {
    const code = /^rc_(.+)$/.exec(name)?.[1];
    const isFailure = code !== undefined && (Number(code) >= 400 || !/^\d+$/.test(code));
    return isFailure ? [[code, parseCount(value) ?? 0] as const] : [];
  });
  const types = errorTypeList(codes);
  const typed = types.reduce((sum, { count }) => sum + count, 0);
  return typed > failed ? [] : [...types, ...errorTypeList([['failed', failed - typed]])];
}
