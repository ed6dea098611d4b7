import { haveOneEnvironment, isComparable, workloadDifferences } from '../history/compare/comparability.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { Surroundings } from './runs-around.ts';

/**
 * Scenarios that no run of the base has with the workload that the run states, though the base has them, and scenarios of
 * which the run excludes more as warm-up than its baseline: clauses.
 */
export function otherWorkloads(
  head: RunMeasures,
  baseline: RunMeasures | null,
  { base, project }: Surroundings,
): string[] {
  const alike = base.filter((run) => haveOneEnvironment(run, head, project));
  return head.scenarios.flatMap(({ id }) => [
    ...incomparable(head, id, alike, { project }),
    ...(baseline === null ? [] : longerWarmUp(baseline, head, id)),
  ]);
}

const has = (run: RunMeasures, scenario: string): boolean => run.scenarios.some(({ id }) => id === scenario);

function incomparable(
  head: RunMeasures,
  scenario: string,
  alike: readonly RunMeasures[],
  { project }: Pick<Surroundings, 'project'>,
): string[] {
  const having = alike.filter((run) => has(run, scenario));
  const latest = having.at(-1);
  if (latest === undefined || having.some((run) => isComparable(run, head, scenario, project))) return [];
  const differences = workloadDifferences(latest, head, scenario).join('; ');
  return [`its workload is that of no run of the base (the latest is ${latest.id}: ${differences})`];
}

function longerWarmUp(baseline: RunMeasures, head: RunMeasures, scenario: string): string[] {
  const secondsOf = (run: RunMeasures): number =>
    run.scenarios.find(({ id }) => id === scenario)?.warmupSeconds ?? 0;
  const [before, after] = [secondsOf(baseline), secondsOf(head)];
  return has(baseline, scenario) && after > before
    ? [`its \`warmupSeconds\` excludes ${after} s of ${scenario}, those of ${baseline.id} ${before} s`]
    : [];
}
