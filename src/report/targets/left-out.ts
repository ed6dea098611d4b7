import { counted } from '../../model/text/counted.ts';
import type { UncountedRequests } from '../../model/run-measures.ts';
import type { Objective } from '../../model/documents/objective.ts';
import type { ObjectiveRun } from '../../model/run-report.ts';

/** Requests that an objective is about and that cannot be counted, over all of its runs. */
export interface LeftOut extends UncountedRequests {
  readonly runs: readonly string[];
}

/** What runs leave out, an entry for each scenario and reason, with the files of the latest run. */
export function leftOutOf(runs: readonly Pick<ObjectiveRun, 'run' | 'leftOut'>[]): LeftOut[] {
  const all = runs.flatMap(({ run, leftOut }) => leftOut.map((one) => ({ ...one, run })));
  const same = Map.groupBy(all, ({ scenario, why }) => `${scenario}\0${why}`);
  return [...same.values()].flatMap((some) =>
    some
      .slice(-1)
      .map(({ scenario, files, why }) => ({ scenario, files, why, runs: some.map(({ run }) => run) })),
  );
}

/** Files that a sentence names. */
const mostFiles = 2;

/** What is left out and why: "hey (hey.txt): successful requests have no single response times (29 runs)". */
export const leftOutText = ({ scenario, files, why, runs }: LeftOut): string => {
  const rest = files.length > mostFiles ? ` and ${files.length - mostFiles} more` : '';
  return `${scenario} (${files.slice(0, mostFiles).join(', ')}${rest}): ${why} (${counted(runs.length, 'run')})`;
};

interface AboutRuns {
  readonly objective: Objective;
  readonly runs: readonly Pick<ObjectiveRun, 'scenarios'>[];
}

/** What to do so that an objective counts all requests that it is about. */
export function leftOutRemedy({ objective, runs }: AboutRuns): string {
  const counting = [...new Set(runs.flatMap(({ scenarios }) => scenarios))];
  const limit =
    objective.scenario === undefined && counting.length > 0
      ? `Set "scenario" of the objective to ${counting.length === 1 ? '' : 'one of '}${counting.join(', ')}, or`
      : 'To count them,';
  return objective.withinMs === undefined
    ? `${limit} add files that count failures.`
    : `${limit} add files with each request and whether it failed.`;
}
