import type { Annotation } from '../model/annotations.ts';
import type { Gate } from '../model/diff.ts';
import { formatMetric } from '../model/format.ts';
import { metricOf } from '../model/metrics.ts';
import type { GateReason, Project } from '../model/project.ts';
import type { FigureChange, RunReport } from '../model/run-report.ts';
import { annotationFor } from '../history/annotation-scope.ts';
import { boundText } from '../report/targets.ts';
import { diffMetric } from './diff-metric.ts';
import { sizeText } from './markdown/metric-text.ts';

const placeText = (endpoint: string | null, scenario: string | null): string =>
  [endpoint === null || endpoint === '*' ? [] : ` of ${endpoint}`, scenario === null ? [] : ` in ${scenario}`]
    .flat()
    .join('');

function missedTargets({ id, targets }: RunReport): string[] {
  return targets
    .filter(({ verdict }) => verdict === 'not met')
    .map(({ id: target, metric, scenario, endpoint, achieved, bound }) => {
      const found = `${metricOf(metric).label}${placeText(endpoint, scenario)} is ${formatMetric(achieved, metric)}`;
      return `${id}: target ${target} is not met: ${found}, asked is ${boundText(bound, metric)} (target-not-met)`;
    });
}

function worseText(id: string, change: FigureChange, baseline: string): string {
  const { metric, scenario, endpoint, base, head, certainty } = change;
  const figures = `from ${formatMetric(base, metric)} to ${formatMetric(head, metric)}`;
  const size = sizeText(diffMetric(change));
  const rule = certainty === 'suspected' ? 'suspected-worse' : 'confirmed-worse';
  return `${id}: ${metricOf(metric).label}${placeText(endpoint, scenario)} is worse than in ${baseline}: ${figures}, ${size} (${rule})`;
}

/** Changes for the worse that nobody accepted for this run. */
function worseFigures(
  { id, context }: RunReport,
  certainty: FigureChange['certainty'],
  annotations: readonly Annotation[],
): string[] {
  return context.changes
    .filter((change) => change.verdict === 'worse' && change.certainty === certainty)
    .filter((change) => annotationFor(annotations, 'accept', id, change) === null)
    .map((change) => worseText(id, change, context.baseline?.id ?? ''));
}

/** What the project blocks of a run: missed targets and changes for the worse, as far as `gate.blockOn` names them. */
export function gateOf(report: RunReport, project: Project, annotations: readonly Annotation[]): Gate {
  const rules: Record<GateReason, () => string[]> = {
    'target-not-met': () => missedTargets(report),
    'confirmed-worse': () => worseFigures(report, 'confirmed', annotations),
    'suspected-worse': () => worseFigures(report, 'suspected', annotations),
  };
  const unread = report.measures.problems
    .filter(({ severity }) => severity === 'error')
    .map(({ file, message }) => `${report.id}: ${file} could not be used: ${message}`);
  const reasons = [...unread, ...[...new Set(project.gate.blockOn)].flatMap((rule) => rules[rule]())];
  return { schemaVersion: 1, blocked: reasons.length > 0, reasons };
}
