import type { RunReport } from '../../model/run-report.ts';
import { missedObjectives } from './missed-objectives.ts';

type Verdict = RunReport['verdict'] | 'no targets';

/** The verdict of a run's targets in a list. Without targets nothing was to be measured. */
const targetsLabel = ({ targets, verdict }: Pick<RunReport, 'targets' | 'verdict'>): Verdict =>
  targets.length === 0 ? 'no targets' : verdict;

/** The verdict of a run in a list, beside which a missed objective is stated: "met, objective not met". */
export function verdictLabel(report: Pick<RunReport, 'targets' | 'verdict' | 'context'>): string {
  const own = targetsLabel(report);
  return missedObjectives(report).length === 0
    ? own
    : own === 'no targets'
      ? 'objective not met'
      : `${own}, objective not met`;
}
