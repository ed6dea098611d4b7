import { formatMetric, formatShare, noValue } from '../../model/text/format.ts';
import { counted } from '../../model/text/counted.ts';
import type { Objective } from '../../model/documents/objective.ts';
import type { ObjectiveResult, RunReport } from '../../model/run-report.ts';

/** "99% of requests within 300 ms over 30 days". */
export function objectiveText({
  share,
  withinMs,
  days,
}: Pick<Objective, 'share' | 'days'> & { readonly withinMs?: number | undefined }): string {
  const what = withinMs === undefined ? 'succeed' : `within ${formatMetric(withinMs, 'response.p50')}`;
  return `${formatShare(share)} of requests ${what} over ${counted(days, 'day')}`;
}

/** An objective as readers know it. */
export const objectiveName = (objective: Objective): string => objective.label ?? objectiveText(objective);

/** A share of a budget, both bounds where they differ. */
export function leftText(left: ObjectiveResult['left']): string {
  if (left === null) return noValue;
  // Differences of shares end in rounding errors: 1 - 0.8 is a little below 0.2.
  const shown = (share: number): string => formatShare(Number(share.toFixed(9)));
  const [lower, upper] = [shown(left.lower), shown(left.upper)];
  return lower === upper ? lower : `${lower} to ${upper}`;
}

/** The objectives whose error budget is overspent as of a run. */
export const missedObjectives = ({
  context: { objectives = [] },
}: {
  readonly context: Pick<RunReport['context'], 'objectives'>;
}): readonly ObjectiveResult[] => objectives.filter(({ verdict }) => verdict === 'not met');

/** "99% of requests within 300 ms over 30 days (−26% of the error budget left)" */
export const missedObjectiveText = ({ objective, left }: ObjectiveResult): string =>
  `${objectiveName(objective)} (${leftText(left)} of the error budget left)`;
