import { fixed, formatChangeIn, formatDuration, formatMetric, formatMoment } from '../model/format.ts';
import { metricOf, type MetricId } from '../model/metrics.ts';
import type { RunReport, TargetResult } from '../model/run-report.ts';
import type { Tone } from '../model/section.ts';
import { headline, placeName } from './headline.ts';
import { boundText } from './targets.ts';

/** One of the few figures that stand large at the head of a report. */
export interface KeyFigure {
  readonly label: string;
  readonly value: string;
  /** What it belongs to, what it is held against. */
  readonly note: string;
  readonly tone: Tone;
  /** The verdict in a word; null where it is no target's. */
  readonly verdict: string | null;
}

/** What stands before the sections of a report. */
export interface ReportHead {
  readonly headline: string;
  readonly verdict: string;
  readonly tone: Tone;
  readonly facts: readonly string[];
  readonly figures: readonly KeyFigure[];
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

const verdictWords: Record<RunReport['verdict'], string> = {
  met: 'Targets met',
  'not met': 'Targets not met',
  inconclusive: 'Inconclusive',
  'not measured': 'No verdict',
};

/** Heading, facts and key figures of a report. */
export function reportHead(report: RunReport): ReportHead {
  const worst = worstTarget(report.targets);
  return {
    headline: headline(report),
    verdict: verdictWords[report.verdict],
    tone: toneOf(report.verdict),
    facts: facts(report),
    figures: keyFigures(report),
    focus: worst?.scenario ?? null,
  };
}

const worstTarget = (targets: readonly TargetResult[]): TargetResult | undefined =>
  targets.filter(({ margin }) => margin !== null).toSorted((a, b) => a.margin! - b.margin!)[0];

function facts({ measures, context }: RunReport): string[] {
  const { manifest } = measures;
  const requests = measures.throughput.reduce((sum, row) => sum + (row.totalRequests ?? 0), 0);
  const isLoad = measures.throughput.some((row) => row.requestsPerSecond !== null);
  return [
    measures.startedAt !== null && formatMoment(measures.startedAt),
    manifest.version !== undefined && `version ${manifest.version}`,
    manifest.commit !== undefined && `commit ${manifest.commit.slice(0, 10)}`,
    measures.durationSeconds !== null && formatDuration(measures.durationSeconds),
    requests > 0 && `${fixed(requests, 0)} ${isLoad ? 'requests' : 'timings'}`,
    context.baseline !== null && `compared with ${context.baseline.id}`,
    context.repeats > 0 && `with ${context.repeats} ${context.repeats === 1 ? 'repeat' : 'repeats'}`,
  ].filter((fact) => fact !== false);
}

/** Metrics that a reader looks for first, in that order, where targets do not name others. */
const usual: readonly MetricId[] = [
  'response.p95',
  'throughput.requestsPerSecond',
  'errors.rate',
  'memory.peak',
  'cpu.average',
  'response.mean',
];

/** At most four: targets that are missed or nearest to their bound, then what a reader looks for first. */
function keyFigures(report: RunReport): KeyFigure[] {
  const judged = report.targets
    .filter(({ achieved }) => achieved !== null)
    .toSorted((a, b) => (a.margin ?? 1) - (b.margin ?? 1))
    .slice(0, 4);
  const asTargets = judged.map((target) => targetFigure(report, target));
  const named = new Set(judged.map(({ metric }) => metric));
  const others = usual
    .filter((metric) => !named.has(metric))
    .flatMap((metric) => plainFigure(report, metric));
  return [...asTargets, ...others].slice(0, 4);
}

function targetFigure(report: RunReport, target: TargetResult): KeyFigure {
  return {
    label: metricOf(target.metric).label,
    value: formatMetric(target.achieved, target.metric),
    note: `${place(report, target)}wanted ${boundText(target.bound, target.metric)}`,
    tone: toneOf(target.verdict),
    verdict: target.verdict,
  };
}

/** "Pay in Buying, "; nothing where the figure is the run's. */
function place(
  report: RunReport,
  { scenario, endpoint }: Pick<TargetResult, 'scenario' | 'endpoint'>,
): string {
  return scenario === null && endpoint === null ? '' : `${placeName(report, { scenario, endpoint })}, `;
}

/** The worst figure of a metric over endpoints, scenarios or operations. */
function plainFigure(report: RunReport, metric: MetricId): KeyFigure[] {
  const { direction } = metricOf(metric);
  const all = report.measures.metricValues.filter((one) => one.metric === metric);
  const parts = all.filter(({ endpoint }) => endpoint !== '*');
  const candidates = parts.length > 0 ? parts : all;
  const sign = direction === 'lower' ? 1 : -1;
  const worst = candidates.toSorted((a, b) => sign * (b.value - a.value))[0];
  if (worst === undefined) return [];
  const change = report.context.changes.find(
    (one) =>
      one.metric === metric &&
      one.scenario === worst.scenario &&
      one.endpoint === worst.endpoint &&
      (one.verdict === 'worse' || one.verdict === 'better'),
  );
  return [
    {
      label: metricOf(metric).label,
      value: formatMetric(worst.value, metric),
      note:
        placeName(report, worst) +
        (change?.relative == null
          ? ''
          : `; ${formatChangeIn(metricOf(metric).unit, change.relative)} against the baseline${change.certainty === null ? '' : `, ${change.certainty}`}`),
      tone: 'neutral',
      verdict: null,
    },
  ];
}
