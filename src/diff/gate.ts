import { nounsOf } from '../model/run-kind.ts';
import { isUnnamed } from '../report/words/place-text.ts';
import { achievedText } from '../report/targets/achieved-text.ts';
import type { Annotation } from '../model/documents/annotations.ts';
import { formatChange, formatStep } from '../model/text/format.ts';
import { metricOf } from '../model/metrics/metrics.ts';
import type { GateReason, Project } from '../model/documents/project.ts';
import type { CommonChange, MetricChange, RunReport } from '../model/run-report.ts';
import { wordingOf } from '../model/text/verdict-wording.ts';
import { annotationFor } from '../history/runs/annotation-scope.ts';
import { comparedWith, meansOfPairs } from '../report/words/compared-with.ts';
import { boundText } from '../report/targets/targets.ts';
import { diffMetric } from '../report/diff-metric.ts';
import { sizeText } from './markdown/metric-text.ts';

/** One reason to block a run. */
export interface GateFinding {
  readonly run: string;
  readonly text: string;
  /** True for a missed target. */
  readonly isTarget: boolean;
  /** The metric it concerns; null if it concerns a file. */
  readonly of: {
    readonly metric: string;
    readonly scenario: string | null;
    readonly endpoint: string | null;
  } | null;
}

/** Where it was measured, by ids; a scenario without a given name is left out. */
const placeText = (
  measures: RunReport['measures'],
  endpoint: string | null,
  scenario: string | null,
): string =>
  [
    endpoint === null || endpoint === '*' ? [] : ` of ${endpoint}`,
    scenario === null || isUnnamed(measures) ? [] : ` in ${scenario}`,
  ]
    .flat()
    .join('');

function missedTargets(report: RunReport): GateFinding[] {
  const { id, targets } = report;
  return targets
    .filter(({ verdict }) => verdict === 'not met')
    .map((target) => {
      const { metric, scenario, endpoint, bound } = target;
      const found = `${metricOf(target).label}${placeText(report.measures, endpoint, scenario)} is ${achievedText(target)}`;
      const text = `${id}: target ${target.id} not met: ${found} (target: ${boundText(bound, target)}) [target-not-met]`;
      return { run: id, text, isTarget: true, of: { metric, scenario, endpoint } };
    });
}

/** The rule of `gate.blockOn` that a regression of this certainty breaks. */
export const ruleOf = (certainty: MetricChange['certainty']): GateReason =>
  certainty === 'suspected' ? 'suspected-worse' : 'confirmed-worse';

/** A regression in one clause, with the run that it is compared with. */
export function regressionText(
  { measures }: Pick<RunReport, 'measures'>,
  change: MetricChange | CommonChange,
  baseline: string,
): string {
  if (!('endpoint' in change)) {
    const size = formatChange(change.relative);
    const possibly = change.certainty === 'suspected' ? 'possibly ' : '';
    return `every ${nounsOf(measures.kind).subject} is ${possibly}slower than in ${baseline}: ${size} in ${metricOf(change).label}`;
  }
  const { scenario, endpoint, base, head, certainty } = change;
  const { verb } = wordingOf('worse', certainty);
  const size = sizeText(diffMetric(change));
  const of = meansOfPairs(change);
  const values = `${formatStep(base, head, change)}${of === null ? '' : ` (${of})`}`;
  return `${metricOf(change).label}${placeText(measures, endpoint, scenario)} ${verb} compared with ${baseline}: ${values}, ${size}`;
}

const worseText = (report: RunReport, change: MetricChange | CommonChange): string =>
  `${report.id}: ${regressionText(report, change, comparedWith(report.context) ?? '')} [${ruleOf(change.certainty)}]`;

/** Regressions that no annotation accepts for this run. */
function regressions(
  report: RunReport,
  certainty: MetricChange['certainty'],
  annotations: readonly Annotation[],
): GateFinding[] {
  const { id, context } = report;
  return context.changes
    .filter((change) => change.verdict === 'worse' && change.certainty === certainty)
    .filter((change) => annotationFor(annotations, 'accept', id, change) === null)
    .map((change) => ({
      run: id,
      text: worseText(report, change),
      isTarget: false,
      of: change,
    }));
}

/** A slow-down of all endpoints at once, unless it was accepted for this run as a whole or for the metric. */
function commonSlowdown(
  report: RunReport,
  certainty: MetricChange['certainty'],
  annotations: readonly Annotation[],
): GateFinding[] {
  const {
    id,
    context: { common },
  } = report;
  if (common?.verdict !== 'worse' || common.certainty !== certainty) return [];
  const of = { metric: common.metric, scenario: null, endpoint: null };
  if (annotationFor(annotations, 'accept', id, of) !== null) return [];
  return [{ run: id, text: worseText(report, common), isTarget: false, of }];
}

/**
 * The reasons to block a run by itself: missed targets and regressions, as `gate.blockOn` lists them, and unreadable
 * files. What its comparison adds is in `entryFindings`.
 */
export function gateFindings(
  report: RunReport,
  project: Project,
  annotations: readonly Annotation[],
): GateFinding[] {
  const rules: Partial<Record<GateReason, () => GateFinding[]>> = {
    'target-not-met': () => missedTargets(report),
    'confirmed-worse': () => [
      ...commonSlowdown(report, 'confirmed', annotations),
      ...regressions(report, 'confirmed', annotations),
    ],
    'suspected-worse': () => [
      ...commonSlowdown(report, 'suspected', annotations),
      ...regressions(report, 'suspected', annotations),
    ],
  };
  const unread = report.measures.problems
    .filter(({ severity }) => severity === 'error')
    .map(({ file, message }) => ({
      run: report.id,
      text: `${report.id}: ${file} could not be read: ${message}`,
      isTarget: false,
      of: null,
    }));
  return [...unread, ...[...new Set(project.gate.blockOn)].flatMap((rule) => rules[rule]?.() ?? [])];
}
