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
  const all = figuresInScope(target, figures).map((figure) => judgeFigure(figure, bound));
  const judged = bestOfRun(target, all).toSorted(worstFirst);
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

/**
 * A target on users is for the run: its best scenario shows what it carries, be that by proof or because nothing there
 * says less. Every other target holds for each.
 */
function bestOfRun(target: Target, judged: readonly Judged[]): readonly Judged[] {
  if (!target.metric.startsWith('users.') || target.scenario !== undefined) return judged;
  const best = judged.toSorted((a, b) => goodness(b) - goodness(a) || b.figure.value - a.figure.value)[0];
  return best === undefined ? [] : [best];
}

const goodness = ({ verdict }: Judged): number => badness.indexOf(verdict);

function judgeFigure(figure: MetricValue, bound: Bound): Judged {
  return { figure, verdict: verdictOf(figure, bound), margin: targetMargin(bound, figure.value) };
}

/** Whether a value is on the right side of a bound, as far as its interval or its rounding lets anyone say. */
export const verdictOf = (
  value: Pick<MetricValue, 'value' | 'interval' | 'tolerance'>,
  bound: Bound,
): Verdict => targetVerdict(bound, value.value, opened(value), value.tolerance ?? 0);

/** The interval with its missing sides at infinity, as the statistics take it. */
function opened({ interval }: Pick<MetricValue, 'interval'>): Interval | null {
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
