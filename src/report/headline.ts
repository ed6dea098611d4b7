import { formatMetric } from '../model/format.ts';
import { metricOf } from '../model/metrics.ts';
import type { ResponseRow } from '../model/run-measures.ts';
import type { MetricChange, RunReport, TargetResult } from '../model/run-report.ts';
import { placeTextOf } from './place-text.ts';
import { boundText } from './targets.ts';

const known = new WeakMap<RunReport, string>();

/** The one thing to know of a run, as its heading: a missed target, else the largest change, else that all is well. */
export function headline(report: RunReport): string {
  const text = known.get(report) ?? headlineText(report);
  known.set(report, text);
  return text;
}

function headlineText(report: RunReport): string {
  const { targets, verdict, context } = report;
  const missed = targets.filter((target) => target.verdict === 'not met');
  if (missed.length > 0) return missedText(report, missed);
  const change = largestChange(context.changes);
  const met = targets.filter((target) => target.verdict === 'met').length;
  if (verdict === 'met') {
    const all = targets.length === 1 ? 'The target is met' : `All ${targets.length} targets are met`;
    return change === null ? all : `${all}; ${uncapital(changeText(change, report))}`;
  }
  if (change !== null) return changeText(change, report);
  if (met > 0) return partlyMet(met, targets.length);
  if (targets.length > 0)
    return verdict === 'not measured'
      ? 'None of the targets was measured'
      : 'Whether the targets are met is open';
  return measuredText(report);
}

const partlyMet = (met: number, all: number): string =>
  `${met} of ${all} targets ${met === 1 ? 'is' : 'are'} met, the ${all - met === 1 ? 'other is' : 'others are'} open`;

/** A figure's place as readers know it: the endpoint's label in the scenario's name. */
export function placeName(
  { measures }: RunReport,
  { scenario, endpoint }: { readonly scenario: string | null; readonly endpoint: string | null },
): string {
  return placeTextOf(measures)({ scenario, endpoint }) || 'the run';
}

/** The missed target that a heading names: the one that is furthest beyond its bound. */
const worstMissed = (targets: readonly TargetResult[]): TargetResult | undefined =>
  targets
    .filter(({ verdict }) => verdict === 'not met')
    .toSorted((a, b) => (a.margin ?? 0) - (b.margin ?? 0))[0];

/** True for the target, the change or the slowest endpoint that the heading of a report is about. */
export function isTold(report: RunReport, one: TargetResult | MetricChange | ResponseRow): boolean {
  const { targets, verdict, context } = report;
  const missed = worstMissed(targets);
  if (missed !== undefined) return one === missed;
  const change = largestChange(context.changes);
  if (change !== null) return one === change;
  return targets.length === 0 && verdict !== 'met' && one === slowestRow(report);
}

function missedText(report: RunReport, missed: readonly TargetResult[]): string {
  const worst = worstMissed(missed);
  const { endpoint, metric, achieved, bound } = worst!;
  const label = metricOf(metric).label;
  const who =
    endpoint === null || endpoint === '*'
      ? label
      : `${label} of ${placeName(report, { scenario: null, endpoint })}`;
  const others =
    missed.length === 1
      ? ''
      : `, and ${missed.length - 1} more ${missed.length === 2 ? 'target is' : 'targets are'} missed`;
  return `${who} is ${formatMetric(achieved, metric)}, wanted ${boundText(bound, metric)}${others}`;
}

/** What matters most of a change: failures and what can be carried before times, the tail before the middle. */
const weightiest: readonly string[] = ['errors.rate', 'users.sustained', 'response.p95', 'response.p50'];

/** The change that matters most: sure ones before suspected ones, then by metric, worse before better, then by size. */
export const largestChange = (changes: readonly MetricChange[]): MetricChange | null =>
  largestChanges(changes)[0] ?? null;

/** Changes that were called, what matters most first. */
export function largestChanges(changes: readonly MetricChange[]): MetricChange[] {
  const called = changes.filter(({ verdict }) => verdict === 'worse' || verdict === 'better');
  const rank = ({ metric, endpoint, verdict, certainty, relative }: MetricChange): readonly number[] => [
    certainty === 'confirmed' ? 0 : 1,
    (weightiest.indexOf(metric) + weightiest.length + 1) % (weightiest.length + 1),
    verdict === 'worse' ? 0 : 1,
    endpoint === null || endpoint === '*' ? 0 : 1,
    -Math.abs(relative ?? 0),
  ];
  const byRank = (a: MetricChange, b: MetricChange): number => {
    const [left, right] = [rank(a), rank(b)];
    const at = left.findIndex((value, i) => value !== right[i]);
    return at < 0 ? 0 : left[at]! - right[at]!;
  };
  return called.toSorted(byRank);
}

function changeText(
  { metric, endpoint, scenario, base, head, verdict, certainty }: MetricChange,
  report: RunReport,
): string {
  const { context } = report;
  const isWhole = endpoint === null || endpoint === '*';
  const where = placeName(report, isWhole ? { scenario, endpoint: null } : { scenario, endpoint });
  const became = certainty === 'suspected' ? `may have got ${verdict}` : `got ${verdict}`;
  const values =
    base === null || head === null
      ? ''
      : `, from ${formatMetric(base, metric)} to ${formatMetric(head, metric)}`;
  const but = verdict === 'better' ? worseText(context.changes) : '';
  return `${metricOf(metric).label} of ${where} ${became}${values}${but}`;
}

/** What a heading about good news must not pass over. */
function worseText(changes: readonly MetricChange[]): string {
  const worse = changes.filter(({ verdict }) => verdict === 'worse');
  const sure = worse.filter(({ certainty }) => certainty === 'confirmed').length;
  const unsure = worse.length - sure;
  const figures = (count: number): string => `${count} ${count === 1 ? 'figure' : 'figures'}`;
  if (worse.length === 0) return '';
  if (sure === 0) return `, but ${figures(unsure)} may have got worse`;
  return `, but ${figures(sure)} got worse${unsure === 0 ? '' : ` and ${unsure} may have`}`;
}

const uncapital = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** The endpoint with the highest 95th percentile; null where none has one. */
export const slowestRow = ({ measures }: Pick<RunReport, 'measures'>): ResponseRow | null =>
  measures.response
    .filter(({ latencyMs }) => latencyMs !== null && latencyMs.p95 !== null)
    .toSorted((a, b) => b.latencyMs!.p95! - a.latencyMs!.p95!)[0] ?? null;

function measuredText({ measures }: RunReport): string {
  const slowest = slowestRow({ measures });
  if (slowest !== null)
    return `${slowest.label} is slowest: 95% of its requests take at most ${formatMetric(slowest.latencyMs!.p95, 'response.p95')}`;
  const requests = measures.throughput.reduce((sum, row) => sum + (row.totalRequests ?? 0), 0);
  return requests > 0
    ? `${formatMetric(requests, 'throughput.totalRequests')} requests were measured`
    : 'What was measured';
}
