import { formatMetric, formatChange } from '../model/format.ts';
import { metricOf } from '../model/metrics.ts';
import type { FigureChange, RunReport, TargetResult } from '../model/run-report.ts';
import { placeTextOf } from './place-text.ts';
import { boundText } from './targets.ts';

/** The one thing to know of a run, as its heading: a missed target, else the largest change, else that all is well. */
export function headline(report: RunReport): string {
  const { targets, verdict, context } = report;
  const missed = targets.filter((target) => target.verdict === 'not met');
  if (missed.length > 0) return missedText(report, missed);
  const change = largestChange(context.changes);
  if (change !== null) return changeText(change, report);
  const met = targets.filter((target) => target.verdict === 'met').length;
  if (verdict === 'met')
    return targets.length === 1 ? 'The target is met' : `All ${targets.length} targets are met`;
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

function missedText(report: RunReport, missed: readonly TargetResult[]): string {
  const [worst] = missed.toSorted((a, b) => (a.margin ?? 0) - (b.margin ?? 0));
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

/** The largest change that was called one; confirmed before suspected, worse before better. */
export function largestChange(changes: readonly FigureChange[]): FigureChange | null {
  const called = changes.filter(({ verdict }) => verdict === 'worse' || verdict === 'better');
  const rank = ({ verdict, certainty, relative }: FigureChange): number =>
    (verdict === 'worse' ? 4 : 0) +
    (certainty === 'confirmed' ? 2 : 0) +
    Math.min(1, Math.abs(relative ?? 0) / 100);
  return called.toSorted((a, b) => rank(b) - rank(a))[0] ?? null;
}

function changeText(
  { metric, endpoint, scenario, relative, verdict, certainty }: FigureChange,
  report: RunReport,
): string {
  const { context } = report;
  const who =
    endpoint === null || endpoint === '*'
      ? capital(placeName(report, { scenario, endpoint: null }))
      : placeName(report, { scenario: null, endpoint });
  const amount = relative === null ? '' : ` (${formatChange(relative)})`;
  const sure = certainty === 'suspected' ? 'may have ' : '';
  const got = sure === '' ? 'got' : 'become';
  return `${who} ${sure}${got} ${verdict} in ${metricOf(metric).label.toLowerCase()}${amount} since ${context.baseline?.id ?? 'earlier runs'}`;
}

const capital = (name: string): string => (name === 'the run' ? 'The run' : name);

function measuredText({ measures }: RunReport): string {
  const slowest = measures.response
    .flatMap((row) =>
      row.latencyMs?.p95 === null || row.latencyMs === null ? [] : [{ row, p95: row.latencyMs.p95 }],
    )
    .toSorted((a, b) => b.p95 - a.p95)[0];
  if (slowest !== undefined)
    return `${slowest.row.label} is slowest: 95 % of its requests take at most ${formatMetric(slowest.p95, 'response.p95')}`;
  const requests = measures.throughput.reduce((sum, row) => sum + row.totalRequests, 0);
  return requests > 0
    ? `${formatMetric(requests, 'throughput.totalRequests')} requests were measured`
    : 'What was measured';
}
