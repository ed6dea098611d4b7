import { largest } from '../../../model/long-lists.ts';
import type { MetricId } from '../../../model/metrics/metrics.ts';
import { tidyNumber } from '../../../model/text/tidy-number.ts';
import { percentiles, readingsOf } from './quoted-numbers.ts';

/** A sentence that states a bound on a metric of this run: "p95 of pay stays below 500 ms". */
export interface StatedBound {
  readonly text: string;
  readonly metric: MetricId;
  /** As written; null for the metric as such. */
  readonly endpoint: string | null;
  /** In the metric's own unit; the larger one if the number can be read in two ways. */
  readonly below: number;
}

const metric = String.raw`p50|median|p90|p95|p99(?:\.9)?|mean|average|\d\d(?:\.9)?th percentile|(?:error|failure) rate`;
const of = '(?: (?:response time|latency))?(?: of `?(.{1,80}?)`?)?';
const states = '(?:stays|is|remains)(?: (?:always|still|well|safely|comfortably))* (?:below|under)';

/** A whole sentence: what says more may say when, where or that it should be so. */
const sentencePattern = new RegExp(
  `^(?:the |our )?(${metric})${of} ${states} (\\d[\\d.,]*)[\\s\\u00a0]?(ms|milliseconds|s|seconds|%|percent)$`,
  'i',
);

/** A paragraph with such a word may list what should be, not what is. */
const aboutAims =
  /\b(targets?|goals?|requirements?|require[ds]?|objectives?|SLOs?|SLAs?|criteri(?:on|a)|thresholds?|budgets?|bounds?|limits?|aims?|agree(?:d|ments?)?|promised?|must|should|shall|wants?|wanted|needs?|expect\w*|hypothes\w+|questions?|assum\w+|if|would|before|earlier|previous\w*|baseline)\b/i;

/** Whether a text speaks of aims or of other runs, so that no sentence of it is sure to be about this run. */
export const speaksOfAims = (text: string): boolean => aboutAims.test(text) || /:\s*$/.test(text);

/** Values are those of the whole run: "Then the database fails" limits the sentence before it. */
const aboutParts =
  /\b(first|second|last|then|until|while|during|after|later|otherwise|phases?|stages?|steps?|half|ramp\S*|warm\S*|cold|spikes?|peaks?|nights?|(at|with|up to) \d)/i;

/** Whether no sentence below a heading is sure to be about the whole run: "Goals", "Ramp-up", "100 users". */
export const isHeadingOfOther = (heading: string): boolean =>
  speaksOfAims(heading) || aboutParts.test(heading) || /\d/.test(heading);

const scales: Readonly<Record<string, number>> = { s: 1_000, seconds: 1_000, '%': 0.01, percent: 0.01 };

/** The bounds that a paragraph states of the whole run. Only sentences that say nothing else are taken. */
export function statedBounds(paragraph: string): StatedBound[] {
  if (speaksOfAims(paragraph) || aboutParts.test(paragraph)) return [];
  return paragraph.split(/(?<=[.!])\s+/).flatMap((sentence): StatedBound[] => {
    const text = sentence.replace(/\s+/g, ' ').trim().replace(/[.!]$/, '');
    const [, name = '', endpoint = null, digits = '', unit = ''] = sentencePattern.exec(text) ?? [];
    const isRate = /rate$/i.test(name);
    const isShare = unit === '%' || unit.toLowerCase() === 'percent';
    if (digits === '' || isRate !== isShare) return [];
    const id = isRate ? 'errors.rate' : percentiles.find(([pattern]) => pattern.test(name))?.[1];
    const value = largest(readingsOf(digits).map(Number));
    if (id === undefined || !Number.isFinite(value)) return [];
    const below = tidyNumber(value * (scales[unit.toLowerCase()] ?? 1));
    return [{ text, metric: id, endpoint, below }];
  });
}
