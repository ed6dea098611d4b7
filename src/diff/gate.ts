import type { Annotation } from '../model/annotations.ts';
import { formatChange, formatMetric } from '../model/format.ts';
import { metricOf } from '../model/metrics.ts';
import type { GateReason, Project } from '../model/project.ts';
import type { MetricChange, RunReport } from '../model/run-report.ts';
import { annotationFor } from '../history/annotation-scope.ts';
import { boundText } from '../report/targets.ts';
import { diffMetric } from './diff-metric.ts';
import { sizeText } from './markdown/metric-text.ts';

/** One thing that blocks a run, and what it is about. */
export interface GateFinding {
  readonly run: string;
  readonly text: string;
  /** True where it is a target that is missed. */
  readonly isTarget: boolean;
  /** The figure that it is about; null where a file is meant. */
  readonly of: {
    readonly metric: string;
    readonly scenario: string | null;
    readonly endpoint: string | null;
  } | null;
}

const placeText = (endpoint: string | null, scenario: string | null): string =>
  [endpoint === null || endpoint === '*' ? [] : ` of ${endpoint}`, scenario === null ? [] : ` in ${scenario}`]
    .flat()
    .join('');

function missedTargets({ id, targets }: RunReport): GateFinding[] {
  return targets
    .filter(({ verdict }) => verdict === 'not met')
    .map(({ id: target, metric, scenario, endpoint, achieved, bound }) => {
      const found = `${metricOf(metric).label}${placeText(endpoint, scenario)} is ${formatMetric(achieved, metric)}`;
      const text = `${id}: target ${target} is not met: ${found}, asked is ${boundText(bound, metric)} (target-not-met)`;
      return { run: id, text, isTarget: true, of: { metric, scenario, endpoint } };
    });
}

function worseText(id: string, change: MetricChange, baseline: string): string {
  const { metric, scenario, endpoint, base, head, certainty } = change;
  const figures = `from ${formatMetric(base, metric)} to ${formatMetric(head, metric)}`;
  const size = sizeText(diffMetric(change));
  const rule = certainty === 'suspected' ? 'suspected-worse' : 'confirmed-worse';
  return `${id}: ${metricOf(metric).label}${placeText(endpoint, scenario)} is worse than in ${baseline}: ${figures}, ${size} (${rule})`;
}

/** Changes for the worse that nobody accepted for this run. */
function worseFigures(
  { id, context }: RunReport,
  certainty: MetricChange['certainty'],
  annotations: readonly Annotation[],
): GateFinding[] {
  return context.changes
    .filter((change) => change.verdict === 'worse' && change.certainty === certainty)
    .filter((change) => annotationFor(annotations, 'accept', id, change) === null)
    .map((change) => ({
      run: id,
      text: worseText(id, change, context.baseline?.id ?? ''),
      isTarget: false,
      of: change,
    }));
}

/** A slow-down of all endpoints at once, unless it was accepted for this run as a whole or for the metric. */
function commonSlowdown(
  { id, context }: RunReport,
  certainty: MetricChange['certainty'],
  annotations: readonly Annotation[],
): GateFinding[] {
  const { common, baseline } = context;
  if (common?.verdict !== 'worse' || common.certainty !== certainty) return [];
  const of = { metric: common.metric, scenario: null, endpoint: null };
  if (annotationFor(annotations, 'accept', id, of) !== null) return [];
  const rule = certainty === 'suspected' ? 'suspected-worse' : 'confirmed-worse';
  const size = formatChange(common.relative);
  const text = `${id}: every endpoint is slower than in ${baseline?.id ?? ''}: ${size} in ${metricOf(common.metric).label} (${rule})`;
  return [{ run: id, text, isTarget: false, of }];
}

/** What the project blocks of a run: missed targets and changes for the worse, as far as `gate.blockOn` names them. */
export function gateFindings(
  report: RunReport,
  project: Project,
  annotations: readonly Annotation[],
): GateFinding[] {
  const rules: Record<GateReason, () => GateFinding[]> = {
    'target-not-met': () => missedTargets(report),
    'confirmed-worse': () => [
      ...commonSlowdown(report, 'confirmed', annotations),
      ...worseFigures(report, 'confirmed', annotations),
    ],
    'suspected-worse': () => [
      ...commonSlowdown(report, 'suspected', annotations),
      ...worseFigures(report, 'suspected', annotations),
    ],
  };
  const unread = report.measures.problems
    .filter(({ severity }) => severity === 'error')
    .map(({ file, message }) => ({
      run: report.id,
      text: `${report.id}: ${file} could not be used: ${message}`,
      isTarget: false,
      of: null,
    }));
  return [...unread, ...[...new Set(project.gate.blockOn)].flatMap((rule) => rules[rule]())];
}
