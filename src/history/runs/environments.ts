import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { TrendEnvironment } from '../../model/trend.ts';
import { isComparable } from '../compare/comparability.ts';
import { fingerprintOf, workloadOf } from './conditions.ts';

/** The environments that a scenario was run in, and which of them each run had. */
export interface Environments {
  readonly all: readonly TrendEnvironment[];
  /** Index into `all`, by run. */
  readonly of: ReadonlyMap<RunMeasures, number>;
}

function environmentOf(run: RunMeasures, scenario: string | null, project: Project): TrendEnvironment {
  const values = fingerprintOf(run, project);
  const recorded = project.comparison.fingerprint.flatMap((key, i) =>
    values[i] == null ? [] : `${key} ${values[i]}`,
  );
  const parameters = scenario === null ? [] : [...workloadOf(run, scenario).parameters];
  const given = parameters.map(([key, value]) => `${key} ${value}`);
  const surroundings = recorded.length === 0 ? ['environment not recorded'] : recorded;
  return {
    fingerprint: JSON.stringify([values, parameters]),
    facts: [...surroundings, ...given],
  };
}

/** Sorts runs (in order) into environments: each joins the newest one whose last run it may be compared with. */
export function environmentsOf(
  runs: readonly RunMeasures[],
  scenario: string | null,
  project: Project,
): Environments {
  const all: TrendEnvironment[] = [];
  const newest: RunMeasures[] = [];
  const of = new Map<RunMeasures, number>();
  for (const run of runs) {
    const known = newest.findLastIndex((last) => isComparable(last, run, scenario, project));
    const index = known < 0 ? all.length : known;
    if (known < 0) all.push(environmentOf(run, scenario, project));
    newest[index] = run;
    of.set(run, index);
  }
  return { all, of };
}
