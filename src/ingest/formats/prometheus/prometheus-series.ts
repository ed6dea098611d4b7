import type { CpuScale } from '../../../model/documents/digest.ts';
import type { MeasureDirection } from '../../../model/metrics/metrics.ts';
import { directionOf } from '../../fields/measure-direction.ts';
import { cleanText } from '../../fields/text.ts';

/** What a series is taken as. */
export type SeriesMeaning =
  | { readonly kind: 'memory' }
  | { readonly kind: 'cpu'; readonly scale: CpuScale; readonly percentEach: number }
  /** A counter that was queried without rate(): its values only say how long the process has run. */
  | { readonly kind: 'counter' }
  | { readonly kind: 'measure'; readonly unit: string; readonly direction: MeasureDirection };

const memoryName =
  /(?:^|_)(?:memory|mem|rss|heap|working_set|memstats|resident|pss|uss)(?:_|$).*|(?:^|_)(?:rss|working_set)$/;
const notInUse =
  /(?:^|_)(?:limit|max|total|available|free|virtual|swap|cached?|buffers|mapped|next_gc|threshold|requests?|capacity|committed|idle|released|memavailable|memfree|memtotal)(?:_|$)|_(?:sys|buck_hash)|Mem(?:Available|Free|Total)/i;
const counterName = /_(?:total|count|sum|bucket)$/;
const shareOfHost = /^(?:system|process)_cpu_usage$/;

/**
 * What the values of a metric are, by its name: bytes of memory in use; rates of CPU seconds (cores' worth of work);
 * Micrometer's `system_cpu_usage` and `process_cpu_usage` (share of the host); else a measure with the unit of its suffix.
 */
export function meaningOf(name: string): SeriesMeaning {
  const lower = name.toLowerCase();
  if (counterName.test(lower) && !lower.includes('rate')) return { kind: 'counter' };
  if (shareOfHost.test(lower)) return { kind: 'cpu', scale: 'host', percentEach: 100 };
  if (lower.includes('cpu') && /rate|cores?$/.test(lower))
    return { kind: 'cpu', scale: 'core', percentEach: 100 };
  if (memoryName.test(lower) && !notInUse.test(name) && /_bytes$|rss$|working_set$|_bytes:/.test(lower))
    return { kind: 'memory' };
  return measureOf(name);
}

/** Bytes and seconds of these are not used up by the program: less of them is not better. */
const spare = /free|available|idle|limit|capacity|uptime|start_time|(?:^|_)total(?:_|$)/;

/** As a measure: unit by suffix, direction by unit. */
export function measureOf(name: string): SeriesMeaning & { kind: 'measure' } {
  const lower = name.toLowerCase();
  const unit =
    (
      [
        [/_bytes(?:_|$)/, 'bytes'],
        [/_seconds(?:_|$)/, 's'],
        [/_milliseconds(?:_|$)|_ms$/, 'ms'],
        [/_ratio$/, 'ratio'],
        [/_percent$|_pct$/, '%'],
        [/_celsius$/, '°C'],
      ] as const
    ).find(([suffix]) => suffix.test(lower))?.[1] ?? '';
  return { kind: 'measure', unit, direction: spare.test(lower) ? 'unknown' : directionOf(unit, name) };
}

/** Labels that may name a series; instance, node, host and address labels are not stored. */
const namingLabels = [
  'job',
  'service',
  'container',
  'name',
  'namespace',
  'handler',
  'route',
  'uri',
  'method',
  'status',
  'code',
  'area',
  'id',
  'mode',
  'cpu',
  'quantile',
];

/**
 * Names for the series of one file: the metric (`nameless` where rate() or sum() dropped its name), and those labels
 * that distinguish its series.
 */
export function seriesNames(
  metrics: readonly Readonly<Record<string, string>>[],
  nameless: string,
): string[] {
  const names = metrics.map((metric) => cleanText(metric.__name__ ?? nameless));
  const alike = Map.groupBy(metrics.keys(), (i) => names[i] ?? '');
  const distinguishingOf = new Map(
    [...alike].map(([name, places]) => [
      name,
      namingLabels.filter((label) => new Set(places.map((i) => metrics[i]?.[label])).size > 1),
    ]),
  );
  const base = metrics.map((metric, i) => {
    const distinguishing = distinguishingOf.get(names[i] ?? '') ?? [];
    const labels = distinguishing.flatMap((label) =>
      metric[label] === undefined ? [] : cleanText(metric[label]),
    );
    return [names[i], ...labels].filter((part) => part !== '').join(' ');
  });
  const seen = new Map<string, number>();
  return base.map((name) => {
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name} #${before + 1}`;
  });
}
