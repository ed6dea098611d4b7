import { isCalled } from '../../model/metrics/called.ts';
import type { IntervalMark } from '../../model/cell-mark.ts';
import { formatChange, formatChangeIn, formatChangeRangeIn, formatStep } from '../../model/text/format.ts';
import { nounsOf } from '../../model/run-kind.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import type { CommonChange, MetricChange, RunReport } from '../../model/run-report.ts';
import type { Tone } from '../../model/section.ts';
import { shortMetric } from '../../model/text/short-metric.ts';
import { wordingOf } from '../../model/text/verdict-wording.ts';
import { largest } from '../../model/long-lists.ts';
import { foldedChanges, type FoldedChange } from '../folded-changes.ts';
import { alsoText } from './also-text.ts';
import { placeTextOf } from './place-text.ts';

/** A change in one line: what, where, from which value to which, and where its interval lies. */
export interface ChangeLine {
  /** "search p95", "errors of Checkout". */
  readonly what: string;
  /** The scenario, and further metrics that state the same fact; may be empty. */
  readonly where: string;
  readonly values: string;
  /** "+64% (+22% to +75%)" */
  readonly change: string;
  readonly verdict: string;
  readonly tone: Tone;
  readonly mark: IntervalMark | null;
  /** True for a rate: its scale is that of the other changes. */
  readonly isShare?: true;
}

/** What changed, and the largest changes that are not proven. */
export interface ChangeLines {
  readonly called: readonly ChangeLine[];
  readonly unproven: readonly ChangeLine[];
  /** How far the scale of all of them reaches to both sides, as the logarithm of a ratio. */
  readonly reach: number;
}

/** How far a scale of changes may reach to both sides: to ×4, ×16, ×64 or ×256. */
const reaches = [4, 16, 64, 256].map(Math.log);
const shortest = Math.log(4);
const longest = Math.log(256);

/** The shortest scale that holds these changes; what is beyond the longest, as a fall to zero is, ends in an arrow. */
function reachOf(lines: readonly ChangeLine[]): number {
  // An error rate easily rises 17-fold: a scale for it would put all times on the line of no change.
  const times = lines.filter(({ isShare }) => isShare !== true);
  const sizes = (times.length > 0 ? times : lines).flatMap(({ mark }) =>
    mark === null ? [] : [Math.abs(mark.at)],
  );
  const farthest = largest([0, ...sizes.filter((size) => size <= longest)]);
  return reaches.find((reach) => reach >= farthest) ?? longest;
}

const onScale = (lines: readonly ChangeLine[], reach: number): ChangeLine[] =>
  lines.map((line) => (line.mark === null ? line : { ...line, mark: { ...line.mark, reach } }));

const logOf = (relative: number | null | undefined): number | null =>
  relative === null || relative === undefined || relative <= -1 ? null : Math.log1p(relative);

/** A change as a ratio, on the shortest scale. A fall to zero is beyond every scale. */
function markOf({
  relative,
  interval,
  verdict,
  certainty,
  isAbsolute,
  base,
  head,
  metric,
  terms,
}: MetricChange): IntervalMark | null {
  const isShare = metricOf({ metric, terms }).unit === 'share';
  const common = { kind: 'interval', verdict, certainty, reach: shortest } as const;
  // Changes of shares are points; as ratios they have no interval.
  if (isShare || isAbsolute === true) {
    if (base === null || head === null || base === head) return null;
    const at = base === 0 ? Infinity : head === 0 ? -Infinity : Math.log(head / base);
    return { ...common, at: Math.max(-2 * longest, Math.min(2 * longest, at)), lower: null, upper: null };
  }
  const at = relative === -1 ? -2 * longest : logOf(relative);
  return at === null ? null : { ...common, at, lower: logOf(interval?.lower), upper: logOf(interval?.upper) };
}

/**
 * The changes of a run from its baseline, one line for each fact. What all endpoints share comes first, but a regression
 * comes before any improvement.
 */
export function changeLines(report: RunReport): ChangeLines {
  const { changes, common } = report.context;
  const shared = common && isNamed(common) ? [commonLine(common, report)] : [];
  const facts = foldedChanges(changes.filter(isCalled)).map((fact) => lineOf(fact, report));
  const isBad = ({ tone }: ChangeLine): boolean => tone === 'bad';
  const worse = shared.some((line) => !isBad(line)) ? facts.filter(isBad) : [];
  const others = facts.filter((line) => !worse.includes(line));
  const [called, unproven] = [[...worse, ...shared, ...others], largestUnproven(report)];
  const reach = reachOf(called.length > 0 ? called : unproven);
  return { called: onScale(called, reach), unproven: onScale(unproven, reach), reach };
}

/**
 * Without an interval nothing bounds a change, and a value of 0 has no ratio: such changes are not listed. But memory, CPU
 * and most benchmarks are measured once per run, and there the largest change is what readers look for.
 */
function largestUnproven(report: RunReport): ChangeLine[] {
  const open = report.context.changes.filter(
    (change) =>
      !isCalled(change) &&
      change.shared !== true &&
      (change.interval !== null || isLargeOfOne(change, report)) &&
      change.relative !== null &&
      change.relative > -1 &&
      change.relative !== 0 &&
      change.isAbsolute !== true &&
      metricOf(change).unit !== 'share',
  );
  return foldedChanges(open).map(({ main }) => lineOf({ main, others: [] }, report));
}

const isLargeOfOne = (change: MetricChange, { measures }: RunReport): boolean =>
  (measures.kind === 'benchmark' || /^(?:memory|cpu)\./.test(change.metric)) &&
  Math.abs(change.relative ?? 0) >= metricOf(change).minimumEffect;

function lineOf({ main, others }: FoldedChange<MetricChange>, report: RunReport): ChangeLine {
  const placeText = placeTextOf(report.measures);
  const { scenario, endpoint, base, head, verdict, certainty } = main;
  const isWhole = endpoint === null || endpoint === '*';
  const owner = placeText(isWhole ? { scenario, endpoint: null } : { scenario: null, endpoint });
  const rest = isWhole ? '' : placeText({ scenario, endpoint: null });
  return {
    what: `${owner} ${shortMetric(main)}`.trim(),
    where: [rest, alsoText({ main, others })].filter((part) => part !== '').join(', '),
    values: formatStep(base, head, main),
    change: sizeText(main),
    verdict: wordingOf(verdict, certainty).label,
    tone: verdict === 'worse' ? 'bad' : verdict === 'better' ? 'good' : 'neutral',
    mark: markOf(main),
    ...(metricOf(main).unit === 'share' && { isShare: true as const }),
  };
}

function sizeText(change: Pick<MetricChange, 'metric' | 'terms' | 'relative' | 'interval'>): string {
  const { unit } = metricOf(change);
  const { lower = null, upper = null } = change.interval ?? {};
  const range =
    lower === null || upper === null ? '' : ` (${formatChangeRangeIn(unit, change.relative, lower, upper)})`;
  return change.relative === null ? '' : `${formatChangeIn(unit, change.relative)}${range}`;
}

/** True if the heading of the report names the shift. */
const isNamed = (common: CommonChange): boolean => common.certainty !== null && isCalled(common);

/** What all endpoints share of their change: machine or code. */
function commonLine(common: CommonChange, { measures: { kind } }: RunReport): ChangeLine {
  const { relative, interval, verdict, certainty, endpoints } = common;
  return {
    what: `every ${nounsOf(kind).subject}`,
    where: `all ${endpoints} together`,
    values: formatChange(relative),
    change: sizeText(common),
    verdict: wordingOf(verdict, certainty).label,
    tone: verdict === 'worse' ? 'bad' : 'good',
    mark: {
      kind: 'interval',
      at: Math.log1p(relative),
      lower: logOf(interval?.lower),
      upper: logOf(interval?.upper),
      verdict,
      certainty,
      reach: shortest,
    },
  };
}
