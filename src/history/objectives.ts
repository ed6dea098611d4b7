import type { Annotation } from '../model/documents/annotations.ts';
import type { Objective } from '../model/documents/objective.ts';
import type { Project } from '../model/documents/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { ObjectiveResult, ObjectiveRun } from '../model/run-report.ts';
import { errorBudget } from '../stats/error-budget.ts';
import { ignoredByAnnotation, isOnMainLine } from './runs/main-line.ts';
import { runMoment } from './runs/order.ts';
import { isEvidence } from './runs/pairs.ts';

const dayMs = 86_400_000;

function runOf(
  measures: RunMeasures,
  { id, share }: Objective,
  annotations: readonly Annotation[],
): ObjectiveRun[] {
  const found = measures.objectives?.find(({ objective }) => objective === id);
  if (found === undefined) return [];
  const ignored = ignoredByAnnotation(measures, annotations);
  const named = { run: measures.id, startedAt: measures.startedAt, ...(ignored !== null && { ignored }) };
  const { counted, scenarios, leftOut } = found;
  if (counted === null) return [{ ...named, count: null, bad: null, left: null, scenarios, leftOut }];
  const { count, ...bad } = counted;
  return [{ ...named, count, bad, left: errorBudget(share, [counted])?.left ?? null, scenarios, leftOut }];
}

function resultOf(
  objective: Objective,
  runs: readonly RunMeasures[],
  annotations: readonly Annotation[],
): ObjectiveResult {
  const counted = runs.flatMap((run) => runOf(run, objective, annotations));
  const known = counted.flatMap(({ count, bad }) =>
    count === null || bad === null ? [] : [{ count, ...bad }],
  );
  const budget = errorBudget(objective.share, known);
  const isWhole = counted.every(({ leftOut }) => leftOut.length === 0);
  return {
    objective,
    runs: counted,
    allowed: budget?.allowed ?? null,
    left: budget?.left ?? null,
    verdict:
      counted.length === 0 ? 'not measured' : isWhole && budget !== null ? budget.verdict : 'inconclusive',
    course: counted.map(({ run, startedAt }, i) => {
      const upTo = counted
        .slice(0, i + 1)
        .flatMap(({ count, bad }) => (count === null || bad === null ? [] : [{ count, ...bad }]));
      return { run, startedAt, left: errorBudget(objective.share, upTo)?.left ?? null };
    }),
  };
}

/**
 * The objectives of a project as of a run: by its own requests and those of the runs of the main line in the days before
 * its start. Runs that annotations ignore count too: their requests were sent, whatever disturbed them. Requests that cannot
 * be counted are left out, and leave the verdict open. Empty for a run without a date.
 */
export function objectivesAsOf(
  run: RunMeasures,
  earlier: readonly RunMeasures[],
  project: Project,
  annotations: readonly Annotation[],
): ObjectiveResult[] {
  const moment = runMoment(run);
  if (moment === null) return [];
  return project.objectives.map((objective) => {
    const before = earlier.filter((one) => {
      const at = runMoment(one);
      const isRecent = at !== null && at > moment - objective.days * dayMs && at <= moment;
      return isRecent && !isEvidence(one) && isOnMainLine(one, project, annotations);
    });
    return resultOf(objective, [...before, run], annotations);
  });
}
