import { present } from '../../../model/checked.ts';
import type { MetricId } from '../../../model/metrics/metrics.ts';

/** A number in a clause that is stated of a metric. */
export interface QuotedNumber {
  /** As written, with its unit. */
  readonly text: string;
  /** Where it begins in the clause. */
  readonly at: number;
  /** In the metric's own unit: ms, a share, MB, 1/s. */
  readonly value: number;
  /** How far the true value may be from it: half a unit of its last digit, more after "about". */
  readonly tolerance: number;
  /** The other reading of "1,500" or "1.500", which is one and a half or fifteen hundred; absent where the text is clear. */
  readonly other?: Pick<QuotedNumber, 'value' | 'tolerance'>;
  /** The end of an open range ("300 ms and more"); null for a plain value. */
  readonly end: 'lower' | 'upper' | null;
  /** The metrics that it may mean. */
  readonly metrics: readonly MetricId[];
  /** True if it is a response time only if the clause names an endpoint. */
  readonly needsEndpoint: boolean;
}

type Kind = 'time' | 'share' | 'memory' | 'rate' | 'users' | 'errors' | 'requests';

const units: readonly (readonly [pattern: string, kind: Kind, scale: number])[] = [
  ['ms|milliseconds?', 'time', 1],
  ['s|sec|seconds?', 'time', 1_000],
  ['%|percent', 'share', 0.01],
  ['MB|MiB|megabytes?', 'memory', 1],
  ['(?:requests?|reqs?)(?:/s|\\s+(?:per|a|each)\\s+second)|req/s|rps|/s', 'rate', 1],
  ['(?:concurrent\\s+)?users', 'users', 1],
  ['errors', 'errors', 1],
  ['requests', 'requests', 1],
];

/** In English and in other styles: "1,500.5", "1.5", and with a decimal comma "1.500,5", "1 500,5" and "1,5". */
const number = String.raw`\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?`;
const quantity = new RegExp(
  `(?<![\\w.,/-])(${number})[\\s\\u00a0\\u202f-]?(${units.map(([pattern]) => `(?:${pattern})`).join('|')})(?![\\w/])`,
  'g',
);

/** Before a number: it is a bound, a difference or a share of something, not a measured value. */
const boundBefore =
  /\b(below|under|above|over|beyond|than|least|most|up to|within|until|target(ed)?( of| is)?|goal( of)?|limit(ed)?( of| to| is)?|bound( of)?|budget( of)?|wanted|against|from|every|after|first|last|by|times|timeout( of| is)?|instead of|until|between|and|or|to)\s+(a |an |the |about |around |roughly )?$/i;
const approximate = /\b(about|around|roughly|some|nearly|almost|circa|ca\.|approximately|~)\s*$/i;
/** After a number: it is part of something else, or of a comparison. */
const otherAfter =
  /^\s*(target|goal|limit|bound|budget|timeout|of (?!(all |the )?(requests|calls|them))|faster|slower|more|less|fewer|higher|lower|longer|shorter|earlier|later|to |or |–|-\d|on average of|budget|think|pause)/i;
/** "300 ms and 400 ms": one of several numbers in unknown order. */
const otherNumber = /^\s*and\s+((about|around|roughly|some|nearly|almost|up to|over)\s+)?\d/i;
/** "300 ms and more", "5% or less". */
const openEnds = [
  [/^\s*(and|or) (more|above|higher|over|longer|slower|beyond|up)\b/i, 'lower'],
  [/^\s*(and|or) (less|below|lower|under|fewer|shorter|faster)\b/i, 'upper'],
] as const;
/** About other runs, or about what should be. */
const elsewhere =
  /\b(baseline|previous(ly)?|earlier|before|former(ly)?|used to|last (run|week|month|release|time)|expect(s|ed)?|would|should|could|might|will|if|unless|promised?|required?|since|until|simulat\w*|without)\b|\bv?\d+\.\d+\.\d+/i;

export const percentiles: readonly (readonly [RegExp, MetricId])[] = [
  [/\bp50\b|\bmedians?\b|\b50th percentile/i, 'response.p50'],
  [/\bp90\b|\b90th percentile|\b90 ?% of\b/i, 'response.p90'],
  [/\bp95\b|\b95th percentile|\b95 ?% of\b/i, 'response.p95'],
  [/\bp99\b(?!\.)|\b99th percentile|\b99 ?% of\b/i, 'response.p99'],
  [/\bp99\.9\b|\bp999\b|\b99\.9th percentile|\b99\.9 ?% of\b/i, 'response.p999'],
  [/\b(mean|average)\b/i, 'response.mean'],
  [/\b(slowest|longest|maximum|max)\b/i, 'response.max'],
  [/\b(fastest|minimum|min)\b/i, 'response.min'],
];
const anyResponse = percentiles.map(([, metric]) => metric);
const isAnswering = /\b(takes?|took|answer(s|ed)?|respond(s|ed)?|response times?|latency|needs?|needed)\b/i;
const isComparison =
  /\b(faster|slower|more|less|fewer|higher|lower|r(i|o)se(s|n)?|f(a|e)ll(s|en)?|drop(s|ped)?|up|down|increase[ds]?|decrease[ds]?)\b/i;

/** The metrics that a number of a kind may mean in a clause; empty if the clause does not say. */
function meaningOf(kind: Kind, clause: string): { metrics: readonly MetricId[]; needsEndpoint: boolean } {
  const of = (...metrics: MetricId[]): { metrics: readonly MetricId[]; needsEndpoint: boolean } => ({
    metrics,
    needsEndpoint: false,
  });
  switch (kind) {
    case 'time': {
      const named = percentiles.filter(([pattern]) => pattern.test(clause)).map(([, metric]) => metric);
      if (named.length > 0) return of(...named);
      return isAnswering.test(clause) ? { metrics: anyResponse, needsEndpoint: true } : of();
    }
    case 'share':
      if (/\bmemory\b.*\b(grows?|grew|growth)\b/i.test(clause)) return of('memory.growth');
      if (isComparison.test(clause)) return of();
      if (/\berror rate|\bfail(s|ed|ures?)?\b|\berrors\b/i.test(clause)) return of('errors.rate');
      if (/\b(CPU|processors?)\b/i.test(clause)) return of('cpu.average', 'cpu.peak', 'cpu.busiest');
      return of();
    case 'memory':
      return /\b(memory|heap|RSS)\b/i.test(clause)
        ? of('memory.base', 'memory.peak', 'memory.final', 'memory.delta', 'memory.gcRecovered')
        : of();
    case 'rate':
      return of('throughput.requestsPerSecond');
    case 'users':
      return /\b(sustain(s|ed)?|carr(y|ies|ied))\b/i.test(clause) ? of('users.sustained', 'users.max') : of();
    case 'errors':
      return of('errors.count');
    case 'requests':
      return /\b(total|altogether|in all)\b/i.test(clause) ? of('throughput.totalRequests') : of();
  }
}

/**
 * What a number may be, as JavaScript writes it. A comma is a decimal one unless three digits follow it. One separator before
 * three digits may be either, except after a 0.
 */
export function readingsOf(shown: string): readonly [string, ...string[]] {
  const text = shown.replace(/[\s\u00a0\u202f]/g, '');
  const decimal = text.replaceAll('.', '').replace(',', '.');
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(text)) {
    const [whole, part] = [text.replace(/[.,]/, ''), text.replace(',', '.')];
    return text.includes(',') ? [whole, part] : [part, whole];
  }
  if (/^\d+,\d+$/.test(text) || /^\d{1,3}(?:\.\d{3})+,\d+$/.test(text)) return [decimal];
  return [text.replaceAll(',', '')];
}

/** Half a unit of the last digit; zeros at the end of a whole number count as rounded. */
function roundingOf(digits: string): number {
  const decimals = /\.(\d+)$/.exec(digits)?.[1]?.length ?? 0;
  if (decimals > 0) return 0.5 / 10 ** decimals;
  const zeros = digits.length - digits.replace(/0+$/, '').length;
  return 0.5 * 10 ** (zeros === digits.length ? 0 : zeros);
}

/** Further tolerance: for histogram buckets and for values that people rounded twice, and after "about". */
const leniency = 0.01;
const looseness = 0.1;

/** The numbers in a clause that are stated of a metric of this run. Doubtful ones are left out. */
export function quotedNumbers(clause: string): QuotedNumber[] {
  if (elsewhere.test(clause)) return [];
  return [...clause.matchAll(quantity)].flatMap((match): QuotedNumber[] => {
    const [text, shown, unit] = match as unknown as [string, string, string];
    const before = clause.slice(0, match.index);
    const after = clause.slice(match.index + text.length);
    const isLoose = approximate.test(before);
    const [, end = null] = openEnds.find(([pattern]) => pattern.test(after)) ?? [];
    if ((end === null && otherAfter.test(after)) || otherNumber.test(after)) return [];
    if (boundBefore.test(before.replace(approximate, ''))) return [];
    const [, kind, scale] = present(
      units.find(([pattern]) => new RegExp(`^(?:${pattern})$`).test(unit)),
      'the pattern of numbers names only known units',
    );
    // "95% of the requests" names a percentile.
    if (
      kind === 'share' &&
      /^\s*of (all |the )?(requests|calls|them)\b.*\b(take|answer|respond)/i.test(after)
    )
      return [];
    const { metrics, needsEndpoint } = meaningOf(kind, clause);
    if (metrics.length === 0) return [];
    const read = (digits: string): Pick<QuotedNumber, 'value' | 'tolerance'> => {
      const value = Number(digits) * scale;
      return {
        value,
        tolerance: Math.max(roundingOf(digits) * scale, value * (isLoose ? looseness : leniency)),
      };
    };
    const [first, second] = readingsOf(shown);
    const other = second === undefined ? {} : { other: read(second) };
    return [{ text, at: match.index, ...read(first), ...other, end, metrics, needsEndpoint }];
  });
}
