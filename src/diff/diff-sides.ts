import type { DiffRun, DiffTarget } from '../model/documents/diff.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { TargetResult } from '../model/run-report.ts';
import type { Compared } from '../history/compare/compare-metrics.ts';
import { configurationChanges } from '../history/compare/configuration.ts';
import { diffCommon, diffMetric } from '../report/diff-metric.ts';
import { findingsMissing, type NamedFinding } from './diff-notes.ts';
import { diffVerdict } from './diff-verdict.ts';

/** One of two compared runs, without its commentary. */
export interface Side {
  readonly measures: RunMeasures;
  readonly findings: readonly NamedFinding[];
  readonly targets: readonly (Pick<TargetResult, 'id' | 'verdict' | 'margin'> &
    Partial<Pick<TargetResult, 'label' | 'metric' | 'terms' | 'bound' | 'achieved' | 'endpoint'>>)[];
}

/** True of a single endpoint or operation. */
const isNamed = (endpoint: string | null | undefined): endpoint is string =>
  endpoint != null && endpoint !== '*';

/** The targets of the head with their verdicts in base and head. */
export function diffTargets(base: Side['targets'], head: Side['targets']): DiffTarget[] {
  return head.map(({ id, verdict, margin, label, metric, terms, bound, achieved, endpoint }) => {
    const before = base.find((one) => one.id === id);
    return {
      id,
      base: before?.verdict ?? null,
      head: verdict,
      margin,
      ...(label !== undefined && { label }),
      ...(metric !== undefined && { metric }),
      ...(terms !== undefined && { terms }),
      ...(bound !== undefined && { bound: { ...bound } }),
      ...(achieved !== undefined && { headValue: achieved, baseValue: before?.achieved ?? null }),
      ...(isNamed(endpoint) && { endpoint }),
      ...(isNamed(before?.endpoint) && before.endpoint !== endpoint && { baseEndpoint: before.endpoint }),
    };
  });
}

/** The part of a diff that follows from the numbers: everything but its footing and the commentary. */
export function diffSides(
  base: Side,
  head: Side,
  { changes, common }: Compared,
): Pick<DiffRun, 'verdict' | 'common' | 'targets' | 'metrics' | 'configuration' | 'findings'> {
  const metrics = changes.map(diffMetric);
  return {
    verdict: diffVerdict([
      ...metrics.map(({ verdict }) => verdict),
      ...(common?.certainty == null ? [] : [common.verdict]),
    ]),
    ...(common !== null && { common: diffCommon(common) }),
    targets: diffTargets(base.targets, head.targets),
    metrics,
    configuration: configurationChanges(base.measures, head.measures),
    findings: {
      new: findingsMissing(head.findings, base.findings),
      gone: findingsMissing(base.findings, head.findings),
    },
  };
}
