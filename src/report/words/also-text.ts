import type { MetricRef } from '../../model/metrics/metrics.ts';
import { counted } from '../../model/text/counted.ts';
import { shortMetric } from '../../model/text/short-metric.ts';
import { isOfTransaction, type Foldable, type FoldedChange } from '../folded-changes.ts';

/** A change whose metric can be named. */
type Named = Foldable & MetricRef;

/**
 * What else states the fact of a change: "also p50, p99", "also at 5 endpoints", "also p50 and its transaction"; empty if the
 * change is alone.
 */
export function alsoText({ main, others: all }: FoldedChange<Named>, most = Infinity): string {
  const others = isOfTransaction(main) ? all : all.filter((one) => !isOfTransaction(one));
  const text = othersText(main, others, most);
  if (others.length === all.length || main.metric.startsWith('errors.')) return text;
  return text === '' ? 'also its transaction' : `${text} and its transaction`;
}

function othersText(main: Named, others: readonly Named[], most: number): string {
  if (others.length === 0) return '';
  const places = new Set(others.map(({ endpoint }) => endpoint));
  places.delete(main.endpoint);
  if (places.size > 0) return `also at ${counted(places.size, 'endpoint')}`;
  const names = others.map(shortMetric);
  const more = names.length - most;
  return more > 0 ? `also ${names.slice(0, most).join(', ')} and ${more} more` : `also ${names.join(', ')}`;
}
