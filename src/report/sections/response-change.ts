import { placeKey } from '../../model/metrics/metric-value.ts';
import { isCalled } from '../../model/metrics/called.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import { shortMetric } from '../../model/text/short-metric.ts';
import type { RunKind } from '../../model/run-kind.ts';
import { formatChangeIn } from '../../model/text/format.ts';
import type { MetricChange, RunReport } from '../../model/run-report.ts';
import type { ResponseRow } from '../../model/run-measures.ts';
import type { Cell, Tone } from '../../model/section.ts';
import { text } from './cells.ts';
import { largest } from '../../model/long-lists.ts';

/** Changes of the percentiles of an endpoint, or of its mean if it has none, by scenario and endpoint. */
export type ResponseChanges = ReadonlyMap<string, readonly MetricChange[]>;

export const responseChanges = ({ context }: RunReport): ResponseChanges =>
  Map.groupBy(
    context.changes.filter(
      ({ metric, relative }) => /^response\.(?:p\d|mean)/.test(metric) && relative !== null,
    ),
    placeKey,
  );

const strength = (change: MetricChange): number =>
  (isCalled(change) ? 2 : 0) + (isCalled(change) && change.certainty === 'confirmed' ? 1 : 0);

/** Of a row's percentiles the change that says most: a proven one, else that of the judged percentile, else the median's. */
export function rowChange(changes: ResponseChanges, row: ResponseRow, judged: string): MetricChange | null {
  const own = changes.get(placeKey(row)) ?? [];
  const order = [`response.${judged}`, 'response.p50'];
  const preferred = (change: MetricChange): number => {
    const place = order.indexOf(change.metric);
    return place < 0 ? order.length : place;
  };
  return own.toSorted((a, b) => strength(b) - strength(a) || preferred(a) - preferred(b))[0] ?? null;
}

const tones: Partial<Record<MetricChange['verdict'], Tone>> = { worse: 'bad', better: 'good' };

/** A benchmark's mean is compared only if it has no median. */
const isOnlyTime = (name: string, kind: RunKind): boolean => kind === 'benchmark' && name === 'mean';

/** "+64%", and of which percentile if it is not the judged one. */
export function changeTextCell(change: MetricChange | null, judged: string, kind: RunKind): Cell {
  if (change?.relative == null) return text(null);
  const { metric, relative, verdict } = change;
  const name = metric.replace('response.', '');
  const shown = formatChangeIn(metricOf(change).unit, relative);
  const tone = tones[verdict];
  return {
    text: shown,
    ...(tone !== undefined && { tone }),
    ...(tone !== undefined && change.certainty !== 'confirmed' && { isPossible: true }),
    ...(name !== judged && !isOnlyTime(name, kind) && { note: shortMetric(change) }),
  };
}

/** The farthest that changes reach, as a logarithm that its axis can name. What lies beyond ends in an arrow. */
export function reachOf(changes: readonly MetricChange[]): number {
  const ratios = changes.flatMap(({ relative }) =>
    relative === null || relative <= -1 ? [] : [Math.abs(Math.log1p(relative))],
  );
  const far = Math.max(0, largest(ratios));
  return Math.log([1.5, 2, 4].find((ratio) => Math.log(ratio) >= far) ?? 4);
}

/** A change with its interval, ready to be drawn; null where it is no ratio. */
export function changeMark(change: MetricChange | null, reach: number): Pick<Cell, 'mark'> {
  if (change?.relative == null || change.relative <= -1 || change.isAbsolute === true) return {};
  const { relative, interval, verdict, certainty } = change;
  const log = (one: number | null | undefined): number | null =>
    one === null || one === undefined || one <= -1 ? null : Math.log1p(one);
  return {
    mark: {
      kind: 'interval',
      at: Math.log1p(relative),
      lower: log(interval?.lower),
      upper: log(interval?.upper),
      verdict,
      certainty,
      reach,
    },
  };
}
