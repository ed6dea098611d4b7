import { labelFor } from '../../model/run-kind.ts';
import { achievedText, hasAchieved } from '../targets/achieved-text.ts';
import {
  fixed,
  formatChangeIn,
  formatDuration,
  formatMetric,
  formatMoment,
} from '../../model/text/format.ts';
import { counted } from '../../model/text/counted.ts';
import { ofLoad } from '../../model/lifecycle.ts';
import { metricOf, type MetricId } from '../../model/metrics/metrics.ts';
import type { MetricValue } from '../../model/metrics/metric-value.ts';
import type { MetricChange, RunReport, TargetResult } from '../../model/run-report.ts';
import type { Tone } from '../../model/section.ts';
import { wordingOf } from '../../model/text/verdict-wording.ts';
import { ignoredText } from './annotation-text.ts';
import { comparedWith, whyNotCompared } from './compared-with.ts';
import { manyFailures } from './failures.ts';
import { headline, largestChanges, placeName } from './headline.ts';
import { missedObjectives } from '../targets/missed-objectives.ts';
import { boundText } from '../targets/targets.ts';

/** One of the few large values at the head of a report. */
export interface KeyValue {
  readonly label: string;
  readonly value: string;
  /** Where it was measured, and its change. */
  readonly note: string;
  /** The id of its target, and what that asks: "below 500 ms"; null without a target. */
  readonly target: string | null;
  readonly wanted: string | null;
  readonly tone: Tone;
  /** The target's verdict; null without a target. */
  readonly verdict: string | null;
}

/** The part of a report before its sections. */
export interface ReportHead {
  readonly headline: string;
  readonly verdict: string;
  readonly tone: Tone;
  /** True for a change that is possible, not proven. */
  readonly isPossible: boolean;
  readonly facts: readonly string[];
  readonly keyValues: readonly KeyValue[];
  /** The scenario that the main chart shows; null for the busiest. */
  readonly focus: string | null;
}

/** How a verdict looks. */
export const toneOf = (verdict: string): Tone =>
  verdict === 'met'
    ? 'good'
    : verdict === 'not met'
      ? 'bad'
      : verdict === 'inconclusive'
        ? 'unsure'
        : 'neutral';

/** How the verdict of a report looks in a list, where a missed objective counts as a missed target. */
export const reportTone = (report: RunReport): Tone =>
  missedObjectives(report).length > 0 ? 'bad' : toneOf(report.verdict);

const verdictWords: Record<RunReport['verdict'], string> = {
  met: 'Targets met',
  'not met': 'Targets not met',
  inconclusive: 'Inconclusive',
  'not measured': 'No verdict',
};

/** Heading, facts and key values of a report. */
export function reportHead(report: RunReport): ReportHead {
  const worst = worstTarget(report.targets);
  return {
    headline: headline(report),
    ...verdictOf(report),
    facts: [facts(report), ignoredText(report) ?? []].flat(),
    keyValues: keyValues(report),
    focus: worst?.scenario ?? null,
  };
}

type Verdict = Pick<ReportHead, 'verdict' | 'tone' | 'isPossible'>;

/** The verdict of the targets. Without any, readers look for failures, then for what changed. */
function verdictOf(report: RunReport): Verdict {
  const isLost = report.verdict !== 'not met' && missedObjectives(report).length > 0;
  if (isLost) return { verdict: 'Objective not met', tone: 'bad', isPossible: false };
  if (report.targets.length > 0)
    return { verdict: verdictWords[report.verdict], tone: toneOf(report.verdict), isPossible: false };
  if (manyFailures(report) !== null) return { verdict: 'Many failures', tone: 'bad', isPossible: false };
  const { changes } = report.context;
  const worse = changes.filter(({ verdict }) => verdict === 'worse');
  const better = changes.filter(({ verdict }) => verdict === 'better');
  if (worse.length > 0 && better.length > 0) return { verdict: 'Mixed', tone: 'unsure', isPossible: false };
  if (worse.length > 0) return changeVerdict('regression', 'bad', worse);
  if (better.length > 0) return changeVerdict('improvement', 'good', better);
  return { verdict: 'No targets', tone: 'neutral', isPossible: false };
}

function changeVerdict(what: string, tone: Tone, changes: readonly MetricChange[]): Verdict {
  const isPossible = changes.every(({ certainty }) => certainty !== 'confirmed');
  const verdict = isPossible ? `Possible ${what}` : `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
  return { verdict, tone, isPossible };
}

const worstTarget = (targets: readonly TargetResult[]): TargetResult | undefined =>
  targets
    .flatMap((target) => (target.margin === null ? [] : [{ target, margin: target.margin }]))
    .toSorted((a, b) => a.margin - b.margin)[0]?.target;

function facts({ measures, context }: RunReport): string[] {
  const { manifest } = measures;
  const requests = measures.throughput.reduce((sum, row) => sum + (row.totalRequests ?? 0), 0);
  const isLoad = measures.throughput.some((row) => row.requestsPerSecond !== null);
  const compared = comparedWith(context);
  const whyNot = whyNotCompared(context);
  return [
    measures.startedAt !== null && formatMoment(measures.startedAt),
    manifest.version !== undefined && `version ${manifest.version}`,
    manifest.commit !== undefined && `commit ${manifest.commit.slice(0, 10)}`,
    measures.durationSeconds !== null && formatDuration(measures.durationSeconds),
    requests > 0 && measures.kind === 'load' && `${fixed(requests, 0)} ${isLoad ? 'requests' : 'timings'}`,
    compared !== null && `${whyNot ?? 'compared'} with ${compared}`,
    context.repeats > 0 && `${counted(context.repeats, 'earlier repeat')} of this build`,
  ].filter((fact) => fact !== false);
}

/** Metrics that a reader looks for first, in this order, unless targets name others. */
const usual: readonly MetricId[] = [
  'response.p95',
  'throughput.requestsPerSecond',
  'errors.rate',
  'memory.peak',
  'cpu.average',
  'response.mean',
];

const worstFirst: readonly string[] = ['not met', 'inconclusive'];
const rankOf = ({ verdict }: TargetResult): number =>
  (worstFirst.indexOf(verdict) + worstFirst.length + 1) % (worstFirst.length + 1);

/** At most four: targets, those that are not met first, then the usual metrics. */
function keyValues(report: RunReport): KeyValue[] {
  const judged = report.targets.filter(hasAchieved).toSorted((a, b) => rankOf(a) - rankOf(b));
  const asTargets = judged.map((target) => targetValue(report, target));
  const named = new Set(judged.map(({ metric }) => metric));
  const metrics = report.measures.kind === 'load' ? usualOf(report) : ofBenchmarks(report);
  const others = metrics
    .filter((metric) => !named.has(metric))
    .flatMap((metric) => worstValue(report, metric));
  return [...asTargets, ...others].slice(0, 4);
}

/** The usual metrics of a load test, the error rate first if many requests failed. */
const usualOf = (report: RunReport): readonly MetricId[] =>
  manyFailures(report) === null ? usual : [...new Set<MetricId>(['errors.rate', ...usual])];

/** Of benchmarks the median (else the mean) of the slowest, and what else the tool measured of each. */
function ofBenchmarks({ measures }: RunReport): MetricId[] {
  const time = measures.response.some(({ latencyMs }) => latencyMs?.p50 != null)
    ? 'response.p50'
    : 'response.mean';
  // A value is the worst of all benchmarks only where it is known which way is better.
  const isJudged = measures.measures.some(({ direction }) => direction !== 'unknown');
  const others = measures.measures.filter(({ direction }) => !isJudged || direction !== 'unknown');
  return [time, ...new Set(others.map(({ metric }) => metric)), 'memory.peak', 'cpu.average'];
}

function targetValue(report: RunReport, target: TargetResult): KeyValue {
  return {
    label: labelFor(report.measures.kind, metricOf(target).label),
    value: achievedText(target),
    note: place(report, target),
    target: target.id,
    wanted: boundText(target.bound, target),
    tone: toneOf(target.verdict),
    verdict: target.verdict,
  };
}

/** "Pay in Buying"; empty for a value of the whole run. */
function place(
  report: RunReport,
  { scenario, endpoint }: Pick<TargetResult, 'scenario' | 'endpoint'>,
): string {
  return scenario === null && endpoint === null ? '' : placeName(report, { scenario, endpoint });
}

const isAt =
  (value: MetricValue) =>
  ({ metric, scenario, endpoint }: MetricChange): boolean =>
    metric === value.metric && scenario === value.scenario && endpoint === value.endpoint;

/** Of unlike benchmarks the slowest is no news: the one whose value changed most is. */
function changedMost(
  report: RunReport,
  metric: MetricId,
  candidates: readonly MetricValue[],
): MetricValue | undefined {
  const change = largestChanges(report.context.changes).find((one) => one.metric === metric);
  return change === undefined ? undefined : candidates.find((value) => isAt(value)(change));
}

/** Where one endpoint fails always, its rate would stand for the run: errors are shown of all requests. */
const isOfAllRequests = (metric: MetricId): boolean => metric.startsWith('errors.');

/** The worst value of a metric over endpoints, scenarios or operations; of benchmarks the one that changed most. */
function worstValue(report: RunReport, metric: MetricId): KeyValue[] {
  const all = ofLoad(
    report.measures.metricValues.filter((one) => one.metric === metric && one.isTransaction !== true),
    ({ scenario }) => scenario,
  );
  const { direction, label, unit } = metricOf(all[0] ?? metric);
  const parts = all.filter(({ endpoint }) => endpoint !== '*');
  const wholes = all.filter(({ endpoint }) => endpoint === '*');
  const candidates = isOfAllRequests(metric) && wholes.length > 0 ? wholes : parts.length > 0 ? parts : all;
  const sign = direction === 'lower' ? 1 : -1;
  const worst =
    (report.measures.kind === 'benchmark' ? changedMost(report, metric, candidates) : undefined) ??
    candidates.toSorted((a, b) => sign * (b.value - a.value))[0];
  if (worst === undefined) return [];
  const change = largestChanges(report.context.changes).find(isAt(worst));
  return [
    {
      label: labelFor(report.measures.kind, label),
      value: formatMetric(worst.value, worst),
      note:
        placeName(report, worst) +
        (change?.relative == null
          ? ''
          : `; ${formatChangeIn(unit, change.relative)} from the baseline, ${wordingOf(change.verdict, change.certainty).label}`),
      target: null,
      wanted: null,
      tone: 'neutral',
      verdict: null,
    },
  ];
}
