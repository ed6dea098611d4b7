import type { MetricValue } from '../model/metric-value.ts';
import { formatValue } from '../model/format.ts';
import { metricOf } from '../model/metrics.ts';
import type { Project, Target } from '../model/project.ts';
import type { WithinTarget } from '../model/run-measures.ts';
import type { TargetResult, Verdict } from '../model/run-report.ts';
import type { Interval } from '../stats/interval.ts';
import { targetMargin, targetVerdict, type Bound } from '../stats/target-verdict.ts';
import { settleText } from './settle.ts';
import { boundOf, figuresInScope } from './target-scope.ts';

const words: Record<Bound['op'], string> = {
  below: 'below',
  atMost: 'at most',
  above: 'above',
  atLeast: 'at least',
};

/** A bound in words: "below 500 ms". */
export const boundText = (bound: Bound, metric: string): string =>
  `${words[bound.op]} ${formatValue(bound.value, metricOf(metric).unit)}`;

/**
 * Judges every target against the figures of a run: each row is the worst of all that the target holds for. `within`
 * tells how many samples would settle an inconclusive one; without it nothing of that is said.
 */
export function judgeTargets(
  project: Project,
  figures: readonly MetricValue[],
  within: readonly WithinTarget[] = [],
): TargetResult[] {
  return project.targets.map((target) =>
    judge(
      target,
      figures,
      within.filter((one) => one.target === target.id),
    ),
  );
}

/** Verdicts from worst to best: a target is as good as the worst figure it holds for. */
const badness: readonly Verdict[] = ['not met', 'inconclusive', 'met', 'not measured'];

interface Judged {
  readonly figure: MetricValue;
  readonly verdict: Verdict;
  readonly margin: number | null;
}

function judge(
  target: Target,
  figures: readonly MetricValue[],
  within: readonly WithinTarget[],
): TargetResult {
  const bound = boundOf(target);
  const judged = perRun(target, figuresInScope(target, figures))
    .map((figure) => judgeFigure(figure, bound))
    .sort(worstFirst);
  const [worst] = judged;
  return {
    id: target.id,
    label: target.label ?? `${metricOf(target.metric).label} ${boundText(bound, target.metric)}`,
    metric: target.metric,
    scenario: worst?.figure.scenario ?? target.scenario ?? null,
    endpoint: worst?.figure.endpoint ?? target.endpoint ?? null,
    scope: { scenario: target.scenario ?? null, endpoint: target.endpoint ?? null },
    bound,
    achieved: worst?.figure.value ?? null,
    interval: worst?.figure.interval ?? null,
    margin: worst?.margin ?? null,
    verdict: worst?.verdict ?? 'not measured',
    asReported: worst !== undefined && worst.figure.interval === null,
    judged: judged.length,
    failing: judged
      .filter(({ verdict }) => verdict === 'not met')
      .map(({ figure: { scenario, endpoint, value } }) => ({ scenario, endpoint, value })),
    settle: worst === undefined ? notMeasured(target) : toSettle(worst, bound, within),
    metricValue: worst?.figure ?? null,
  };
}

/** A user count is asked of the run: its best scenario is what it can carry. Everything else holds for each. */
function perRun(target: Target, inScope: readonly MetricValue[]): readonly MetricValue[] {
  if (!target.metric.startsWith('users.') || target.scenario !== undefined || inScope.length === 0)
    return inScope;
  return [inScope.reduce((best, next) => (next.value > best.value ? next : best))];
}

function judgeFigure(figure: MetricValue, bound: Bound): Judged {
  const verdict = targetVerdict(bound, figure.value, opened(figure), figure.tolerance ?? 0);
  return { figure, verdict, margin: targetMargin(bound, figure.value) };
}

/** The interval with its missing sides at infinity, as the statistics take it. */
function opened({ interval }: MetricValue): Interval | null {
  return interval === null ? null : { lower: interval.lower ?? -Infinity, upper: interval.upper ?? Infinity };
}

function worstFirst(a: Judged, b: Judged): number {
  const byVerdict = badness.indexOf(a.verdict) - badness.indexOf(b.verdict);
  return byVerdict !== 0 ? byVerdict : (a.margin ?? Infinity) - (b.margin ?? Infinity);
}

function notMeasured(target: Target): string {
  return `No file of this run gives ${metricOf(target.metric).label.toLowerCase()}${target.endpoint === undefined ? '' : ` of ${target.endpoint}`}.`;
}

function toSettle({ figure, verdict }: Judged, bound: Bound, within: readonly WithinTarget[]): string | null {
  if (verdict !== 'inconclusive') return null;
  const share = within.find(
    ({ scenario, endpoint }) => scenario === figure.scenario && endpoint === figure.endpoint,
  )?.share;
  return settleText(figure, bound, share ?? null);
}

/** One verdict over all targets: not met if one is not, inconclusive if one is, met if all measured ones are. */
export function overallVerdict(targets: readonly TargetResult[]): Verdict {
  const measured = targets.filter((target) => target.verdict !== 'not measured');
  if (measured.length === 0) return 'not measured';
  if (measured.some((target) => target.verdict === 'not met')) return 'not met';
  if (measured.some((target) => target.verdict === 'inconclusive') || measured.length < targets.length)
    return 'inconclusive';
  return 'met';
}
