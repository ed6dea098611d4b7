import { pushTo } from '../../../model/long-lists.ts';
import { bounds95 } from '../../fields/estimate-bounds.ts';
import { cleanText } from '../../fields/text.ts';
import { inMs } from '../../fields/unit-names.ts';
import { distinctNames, recordMeasure, recordValue, type MeasureOf } from '../../record/benchmark-results.ts';
import type { Recorder } from '../../record/recorder.ts';
import {
  callPercentiles,
  scoreDirection,
  secondaryDirection,
  secondaryLabel,
  timeUnitOf,
} from './jmh-scores.ts';

/** One row of a table that JMH printed, CSV or text. */
export interface JmhRow {
  /** `Class.method`, followed by `:label` in rows of secondary metrics. */
  readonly benchmark: string;
  readonly mode: string;
  readonly threads: string | null;
  /** Iterations; single calls in mode `sample`. Null where the row has none. */
  readonly samples: number | null;
  readonly score: number;
  /** Half the interval that JMH prints, at 99.9%; null where it prints none. */
  readonly error: number | null;
  readonly unit: string;
  readonly params: readonly (readonly [name: string, value: string])[];
}

const percentileLabel = /(?:^|[·:.])p(\d(?:\.\d+)?)$/;

/** The percentile (0 to 100) that a secondary row of mode `sample` states; null for any other row. */
function percentileOf({ benchmark, mode }: JmhRow): number | null {
  const text = mode === 'sample' ? percentileLabel.exec(labelOf(benchmark) ?? '')?.[1] : undefined;
  // 0.999 * 100 is not 99.9 in binary fractions.
  return text === undefined ? null : Number((Number(text) * 100).toPrecision(12));
}

const labelOf = (benchmark: string): string | null => /:([^:]*)$/.exec(benchmark)?.[1] ?? null;
const withoutLabel = (benchmark: string): string => benchmark.replace(/:[^:]*$/, '');

/** Records all rows: times as reported by JMH, percentiles of mode `sample` with their benchmark, others as measures. */
export function recordJmhRows(rows: readonly JmhRow[], recorder: Recorder): void {
  const named = distinctNames(
    rows.map((row) => ({
      name: nameOf(row),
      details: [row.mode, row.threads === null ? null : `${row.threads} threads`],
    })),
  );
  const percentiles = new Map<string, [number, number][]>();
  for (const row of rows) {
    const percent = percentileOf(row);
    const key = keyOf(row);
    if (percent !== null) pushTo(percentiles, key, [percent, row.score]);
  }
  for (const [i, row] of rows.entries()) {
    const name = named[i] ?? nameOf(row);
    if (percentileOf(row) !== null) continue;
    if (labelOf(row.benchmark) === null)
      recordPrimary(row, name, percentiles.get(keyOf(row)) ?? [], recorder);
    else
      recordMeasure(
        recorder,
        secondaryOf(row, name),
        row.unit,
        [row.score],
        secondaryDirection(row.unit, wordOf(row)),
      );
  }
}

/** `name` ends with the label, and what distinguishes two of one name. */
function secondaryOf(row: JmhRow, name: string): MeasureOf {
  const what = cleanText(wordOf(row));
  return { endpoint: name.replace(`: ${what}`, ''), what };
}

const wordOf = ({ benchmark }: JmhRow): string => secondaryLabel(labelOf(benchmark) ?? '');

const keyOf = (row: JmhRow): string =>
  [withoutLabel(row.benchmark), row.mode, row.threads, ...row.params.flat()].join('\u0000');

function nameOf({ benchmark, params }: JmhRow): string {
  const pairs = params.map(([key, value]) => `${key}=${value}`);
  const base = withoutLabel(benchmark);
  const label = labelOf(benchmark);
  const name = pairs.length === 0 ? base : `${base} [${pairs.join(', ')}]`;
  return cleanText(label === null ? name : `${name}: ${secondaryLabel(label)}`);
}

/** The confidence of JMH's score errors. */
const confidence = 0.999;

function recordPrimary(
  row: JmhRow,
  name: string,
  percentiles: readonly (readonly [number, number])[],
  recorder: Recorder,
): void {
  const unit = row.mode === 'thrpt' ? null : timeUnitOf(row.unit);
  const bounds = bounds95(row.score, row.error, confidence, row.samples);
  if (unit === null) {
    recordValue(
      recorder,
      { endpoint: name },
      {
        unit: row.unit,
        direction: scoreDirection(row.unit, row.mode),
        value: row.score,
        n: 1,
        ...(bounds !== null && { bounds }),
      },
    );
    return;
  }
  const [lower, upper] = [bounds?.lower, bounds?.upper].map((one) => inMs(one ?? NaN, unit));
  recorder.reported({
    endpoint: name,
    // Elsewhere the count is that of iterations, of many calls each.
    count: row.mode === 'sample' || row.mode === 'ss' ? row.samples : null,
    errors: null,
    latency: {
      mean: inMs(row.score, unit),
      ...callPercentiles(percentiles, unit),
      bounds: { mean: bounds === null || lower == null || upper == null ? null : { lower, upper } },
    },
  });
}
