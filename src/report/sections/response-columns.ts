import type { ScaleMark, StripMark } from '../../model/cell-mark.ts';
import type { RunKind } from '../../model/run-kind.ts';
import { formatNumber, formatValue } from '../../model/text/format.ts';
import type { PercentileName, ResponseRow } from '../../model/run-measures.ts';
import type { RunReport, TargetResult } from '../../model/run-report.ts';
import { samplesForQuantile } from '../../stats/quantile.ts';
import { largest, smallest } from '../../model/long-lists.ts';
import type { TimeUnit } from './time-unit.ts';

const labels: Readonly<Record<string, string>> = {
  p50: 'Median',
  p90: '90th',
  p95: '95th',
  p99: '99th',
  p999: '99.9th',
};

/** What a column of a percentile is called. */
export const percentileLabel = (name: string): string => labels[name] ?? name;

/**
 * The percentile that targets judge. Without one, what readers look for first: the 95th of requests, the median of
 * benchmarks.
 */
export function judgedPercentile({
  targets,
  measures,
}: Pick<RunReport, 'targets' | 'measures'>): PercentileName {
  const judged = targets
    .flatMap(({ metric }) => metric.replace('response.', ''))
    .find((name) => name in labels);
  return (judged ?? (measures.kind === 'benchmark' ? 'p50' : 'p95')) as PercentileName;
}

/** Whether a benchmark's samples are enough to have a 95th percentile. That of requests is always shown. */
export function hasTail(row: ResponseRow, kind: RunKind): boolean {
  if (row.latencyMs?.p95 == null) return false;
  return kind === 'load' || (row.timedCount ?? 0) >= samplesForQuantile(0.95);
}

/** The targets on the judged percentile that hold for a row, the strictest first; for a transaction those that name it. */
export const targetsOfRow = (report: RunReport, row: ResponseRow): TargetResult[] =>
  report.targets
    .filter(
      ({ metric, scope, bound }) =>
        metric === `response.${judgedPercentile(report)}` &&
        (bound.op === 'below' || bound.op === 'atMost') &&
        (scope.endpoint !== null || !report.measures.transactions.includes(row)) &&
        (scope.scenario === null || scope.scenario === row.scenario) &&
        (scope.endpoint === null || scope.endpoint === row.endpoint),
    )
    .toSorted((a, b) => a.bound.value - b.bound.value);

/** The range of all strips of a table, with the bounds that are near. */
export function stripDomain(
  rows: readonly ResponseRow[],
  bounds: readonly number[],
): StripMark['domain'] | null {
  const values = rows
    .flatMap(({ latencyMs }) => [latencyMs?.min, latencyMs?.p50, latencyMs?.max])
    .flatMap((value) => (value === null || value === undefined || value <= 0 ? [] : [value]));
  const [low, high] = [smallest(values), largest(values)];
  if (!(high > low)) return null;
  const near = bounds.filter((bound) => bound < high * 20 && bound > low);
  return [low, Math.max(high, largest(near))];
}

/** Powers of ten, and the bounds; where there are none, both ends. */
export function stripScale(
  domain: StripMark['domain'],
  bounds: readonly number[],
  { perMs, isInCells }: Pick<TimeUnit, 'perMs' | 'isInCells'>,
): ScaleMark {
  const [low, high] = domain;
  const share = (value: number): number => Math.log(value / low) / Math.log(high / low);
  const shown = [...new Set(bounds)].filter((bound) => bound >= low && bound <= high).slice(0, 1);
  const first = Math.ceil(Math.log10(low * perMs) - 1e-9);
  const last = Math.floor(Math.log10(high * perMs) + 1e-9);
  const powers = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => 10 ** (first + i) / perMs);
  const clear = powers.filter((power) =>
    shown.every((bound) => Math.abs(share(bound) - share(power)) > 0.24),
  );
  const tick = (value: number): { at: number; label: string } => ({
    at: share(value),
    label: isInCells ? formatValue(value, 'ms') : formatNumber(value * perMs),
  });
  const ticks = [...clear.map(tick), ...shown.map((bound) => ({ ...tick(bound), isBound: true }))];
  return { kind: 'scale', of: 'strip', ticks: ticks.length === 0 ? [low, high].map(tick) : ticks };
}

/** No change in the middle, the reach at both ends. */
export const changeScale = (reach: number): ScaleMark => {
  const ratio = String(Math.round(Math.exp(reach) * 10) / 10);
  return {
    kind: 'scale',
    of: 'interval',
    ticks: [
      { at: 0, label: `÷${ratio}` },
      // Longer labels would touch it.
      ...(ratio.length > 2 ? [] : [{ at: 0.5, label: '0' }]),
      { at: 1, label: `×${ratio}` },
    ],
  };
};
