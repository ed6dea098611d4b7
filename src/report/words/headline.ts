import { isCalled } from '../../model/metrics/called.ts';
import { memoised } from '../../model/memoised.ts';
import { labelFor } from '../../model/run-kind.ts';
import { achievedText } from '../targets/achieved-text.ts';
import { capitalised } from '../../model/text/capitalised.ts';
import { present } from '../../model/checked.ts';
import { counted } from '../../model/text/counted.ts';
import { formatMetric, formatStep, formatValue } from '../../model/text/format.ts';
import { metricOf } from '../../model/metrics/metrics.ts';
import { ofLoad } from '../../model/lifecycle.ts';
import type { ResponseRow, RunMeasures } from '../../model/run-measures.ts';
import { metricKey } from '../../model/metrics/metric-value.ts';
import type { MetricChange, RunReport, TargetResult } from '../../model/run-report.ts';
import { wordingOf } from '../../model/text/verdict-wording.ts';
import { byAboutSize, weightOf } from '../folded-changes.ts';
import { changesInShort } from '../changes-in-short.ts';
import { meansOfPairs, sinceBaseline, whyNotCompared } from './compared-with.ts';
import { commonHeadline } from './common-text.ts';
import { failuresText, manyFailures, statesFailures } from './failures.ts';
import { placeTextOf } from './place-text.ts';
import { missedObjectives, objectiveName } from '../targets/missed-objectives.ts';
import { boundText } from '../targets/targets.ts';
import { lowerFirst } from '../../model/text/lower-first.ts';

/**
 * The heading of a report: a missed target, else many failures that no target covers, else the largest change, else the
 * state of the targets. It states missed objectives beside each of these.
 */
export const headline = memoised(headlineText);

function headlineText(report: RunReport): string {
  const lost = missedObjectives(report);
  if (lost.length === 0) return resultText(report);
  const { targets, verdict, context } = report;
  const isQuiet =
    largestChange(changesInShort(context).called) === null &&
    commonNews(report) === null &&
    failuresFirst(report) === null;
  const [first] = lost;
  const named =
    first !== undefined && lost.length === 1
      ? `objective not met: ${objectiveName(first.objective)}`
      : `${lost.length} objectives not met`;
  if (isQuiet && targets.length === 0) return capitalised(named);
  const isShort = !isQuiet || verdict !== 'met';
  const also = isShort ? `${counted(lost.length, 'objective')} not met` : named;
  return verdict === 'met' ? resultText(report, also) : `${resultText(report)}; ${also}`;
}

/** "Target met", "Both targets met", "All 4 targets met". */
const allMetText = (count: number): string =>
  count === 1 ? 'Target met' : count === 2 ? 'Both targets met' : `All ${count} targets met`;

/** `also` is what contradicts that all targets are met. */
function resultText(report: RunReport, also?: string): string {
  const { targets, verdict, context } = report;
  const missed = targets.filter((target) => target.verdict === 'not met');
  if (missed.length > 0) return missedText(report, missed);
  const failures = failuresFirst(report);
  if (failures !== null) {
    const state = targets.length === 0 ? null : targetsText(report);
    return [failures, state === null ? null : lowerFirst(state), also]
      .filter((part) => part != null)
      .join('; ');
  }
  const change = largestChange(changesInShort(context).called);
  const common = commonNews(report);
  if (verdict === 'met') {
    const all = `${targetsText(report)}${also === undefined ? '' : `; ${also}`}`;
    if (common !== null) return `${all}. ${common}`;
    return change === null ? all : `${all}. ${changeText(change, report)}`;
  }
  if (common !== null) return common;
  if (change !== null) return changeText(change, report);
  if (targets.length === 0) return measuredText(report);
  return targetsText(report);
}

/** Many failures, where they come before changes: not where the largest change is about them. */
function failuresFirst(report: RunReport): string | null {
  const failures = manyFailures(report);
  if (failures === null) return null;
  const change = largestChange(changesInShort(report.context).called);
  return change !== null && statesFailures(change, failures) ? null : failuresText(report);
}

/** The state of targets of which none is missed. */
function targetsText({ targets, verdict }: RunReport): string {
  if (verdict === 'met') return allMetText(targets.length);
  return verdict === 'not measured' ? 'No target was measured' : openText(targets);
}

/** What all endpoints share of their change; null where that is good news beside a regression. */
function commonNews({ context, measures }: RunReport): string | null {
  const { common } = context;
  if (!common) return null;
  const { called } = changesInShort(context);
  const isMixed = common.verdict === 'better' && called.some(({ verdict }) => verdict === 'worse');
  return isMixed ? null : commonHeadline(common, measures.kind);
}

/** "1 of 3 targets met, 1 inconclusive, 1 not measured" */
function openText(targets: readonly TargetResult[]): string {
  const met = targets.filter(({ verdict }) => verdict === 'met').length;
  const rest = (['inconclusive', 'not measured'] as const).flatMap((verdict) => {
    const count = targets.filter((target) => target.verdict === verdict).length;
    return count === 0 ? [] : `${count} ${verdict}`;
  });
  return [`${met} of ${targets.length} targets met`, ...rest].join(', ');
}

/** The place of a value that belongs to no scenario and no endpoint. */
export const wholeRun = 'the run';

/** Where a value was measured, as readers know it: the endpoint's label in the scenario's name. */
export function placeName(
  { measures }: RunReport,
  { scenario, endpoint }: { readonly scenario: string | null; readonly endpoint: string | null },
): string {
  return placeTextOf(measures)({ scenario, endpoint }) || wholeRun;
}

/** The missed target that the heading names: the one furthest beyond its bound. */
export const worstMissed = (targets: readonly TargetResult[]): TargetResult | undefined =>
  targets
    .filter(({ verdict }) => verdict === 'not met')
    .toSorted((a, b) => (a.margin ?? 0) - (b.margin ?? 0))[0];

/** True for the target, the change or the slowest endpoint that the heading names. */
export function isInHeadline(report: RunReport, one: TargetResult | MetricChange | ResponseRow): boolean {
  const { targets, verdict, context } = report;
  const missed = worstMissed(targets);
  if (missed !== undefined) return one === missed;
  if (failuresFirst(report) !== null) return false;
  const change = largestChange(changesInShort(context).called);
  // A change that is read again is another object.
  if (change !== null) return 'certainty' in one && metricKey(one) === metricKey(change);
  return targets.length === 0 && verdict !== 'met' && one === slowestRow(report);
}

function missedText(report: RunReport, missed: readonly TargetResult[]): string {
  const worst = present(worstMissed(missed), 'the heading is about a missed target');
  const { endpoint, bound } = worst;
  const label = labelFor(report.measures.kind, metricOf(worst).label);
  const who =
    endpoint === null || endpoint === '*'
      ? label
      : `${label} of ${placeName(report, { scenario: null, endpoint })} is`;
  const others = missed.length === 1 ? '' : `; ${counted(missed.length - 1, 'more target')} not met`;
  return `${who} ${achievedText(worst)} (target: ${boundText(bound, worst)})${others}`;
}

/** The most important change: confirmed before suspected, then by metric, regressions first, then by size. */
export const largestChange = (changes: readonly MetricChange[]): MetricChange | null =>
  largestChanges(changes)[0] ?? null;

/** Regressions and improvements, the most important first. */
export function largestChanges(changes: readonly MetricChange[]): MetricChange[] {
  const called = changes.filter(isCalled);
  const rank = (change: MetricChange): readonly number[] => [
    change.certainty === 'confirmed' ? 0 : 1,
    weightOf(change),
    change.verdict === 'worse' ? 0 : 1,
    change.endpoint === null || change.endpoint === '*' ? 0 : 1,
  ];
  const byRank = (a: MetricChange, b: MetricChange): number => {
    const [left, right] = [rank(a), rank(b)];
    const first = left.map((value, i) => value - (right[i] ?? 0)).find((difference) => difference !== 0);
    return first ?? byAboutSize(a, b);
  };
  return called.toSorted(byRank);
}

function changeText(change: MetricChange, report: RunReport): string {
  const { endpoint, scenario, base, head, verdict, certainty } = change;
  const { context } = report;
  const isWhole = endpoint === null || endpoint === '*';
  const where = placeName(report, isWhole ? { scenario, endpoint: null } : { scenario, endpoint });
  const of = meansOfPairs(change);
  const possibly = certainty === 'suspected' ? 'possibly ' : '';
  const moved =
    base === null || head === null || base === head
      ? wordingOf(verdict, certainty).verb
      : `${possibly}${head > base ? 'rose' : 'fell'} from ${formatStep(base, head, change).replace(' → ', ' to ')}${of === null ? '' : ` (${of})`}`;
  const but = verdict === 'better' ? regressionsText(changesInShort(context).called) : '';
  return `${labelFor(report.measures.kind, metricOf(change).label)} of ${where} ${moved}${but}`;
}

/** The regressions that a heading about an improvement must mention: "; 1 metric regressed, 5 possibly". */
function regressionsText(changes: readonly MetricChange[]): string {
  const worse = changes.filter(({ verdict }) => verdict === 'worse');
  const confirmed = worse.filter(({ certainty }) => certainty === 'confirmed').length;
  const possible = worse.length - confirmed;
  if (worse.length === 0) return '';
  if (confirmed === 0) return `; ${counted(possible, 'metric')} possibly regressed`;
  return `; ${counted(confirmed, 'metric')} regressed${possible === 0 ? '' : `, ${possible} possibly`}`;
}

/** "no change detected since r1": of benchmarks that are compared, the slowest is no news. Null without a comparison. */
function quietText(context: RunReport['context']): string | null {
  const { inBoth, openInBoth } = changesInShort(context);
  if (context.baseline === null || inBoth === 0 || whyNotCompared(context) !== null) return null;
  return 2 * openInBoth < inBoth
    ? `no change detected ${sinceBaseline(context)}`
    : `changes ${sinceBaseline(context)} are inconclusive`;
}

/** "348 benchmarks; parse/large is slowest: 2.08 µs per iteration"; without times, how many there are. */
function benchmarksText({ response, measures }: RunMeasures, quiet: string | null): string {
  const names = new Set([
    ...response.map((row) => `${row.scenario}\0${row.endpoint}`),
    ...measures.flatMap(({ scenario, endpoint }) =>
      endpoint === undefined ? [] : `${scenario ?? ''}\0${endpoint}`,
    ),
  ]);
  if (names.size === 0) {
    if (measures.length === 0) return 'No benchmarks measured';
    const values = counted(measures.length, 'value');
    return quiet === null ? `${values} measured` : `${values}: ${quiet}`;
  }
  const all = counted(names.size, 'benchmark');
  if (quiet !== null) return `${all}: ${quiet}`;
  const [slowest] = response
    .flatMap((row) => {
      const ms = typicalTime(row);
      return ms === null ? [] : [{ label: row.label, ms }];
    })
    .toSorted((a, b) => b.ms - a.ms);
  if (slowest === undefined) return `${all} measured`;
  const took = `${formatValue(slowest.ms, 'ms')} per iteration`;
  return names.size === 1 ? `${slowest.label} takes ${took}` : `${all}; ${slowest.label} is slowest: ${took}`;
}

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** "5 values measured", "Memory of 2 operations and CPU measured". */
function resourcesText({ measures, memory, cpu }: RunMeasures, quiet: string | null): string {
  const what = [
    ...(measures.length === 0 ? [] : [counted(measures.length, 'value')]),
    ...(memory.length === 0 ? [] : [`memory of ${counted(memory.length, 'operation')}`]),
    ...(cpu.length === 0 ? [] : ['CPU']),
  ];
  if (what.length === 0) return 'Nothing measured';
  const text = list.format(what);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${quiet === null ? ' measured' : `: ${quiet}`}`;
}

/** The median of an iteration, else its mean, in ms. */
const typicalTime = ({ latencyMs }: Pick<ResponseRow, 'latencyMs'>): number | null =>
  latencyMs?.p50 ?? latencyMs?.mean ?? null;

/** The endpoint with the highest 95th percentile; null if none has one. */
export function slowestRow({ measures }: Pick<RunReport, 'measures'>): ResponseRow | null {
  const known = measures.response.filter((row) => p95Of(row) !== null);
  // A request of setup is no load, and slow because it is the first.
  const load = ofLoad(known, ({ scenario }) => scenario);
  return load.toSorted((a, b) => (p95Of(b) ?? 0) - (p95Of(a) ?? 0))[0] ?? null;
}

const p95Of = ({ latencyMs }: ResponseRow): number | null => latencyMs?.p95 ?? null;

function measuredText({ measures, context }: RunReport): string {
  if (measures.kind === 'benchmark') return benchmarksText(measures, quietText(context));
  if (measures.kind === 'resource') return resourcesText(measures, quietText(context));
  const slowest = slowestRow({ measures });
  if (slowest !== null) {
    const most = formatMetric(p95Of(slowest), 'response.p95');
    // A single row is slowest of nothing.
    return measures.response.length === 1
      ? `${slowest.label}: 95% of requests finish within ${most}`
      : `${slowest.label} is slowest: 95% of its requests finish within ${most}`;
  }
  const requests = measures.throughput.reduce((sum, row) => sum + (row.totalRequests ?? 0), 0);
  if (requests > 0) return `${formatMetric(requests, 'throughput.totalRequests')} requests measured`;
  // A histogram of requests has shares alone.
  const values = measures.measures.length;
  return values > 0 ? `${counted(values, 'value')} measured` : 'No requests measured';
}
