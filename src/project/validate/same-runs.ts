import { byMoment } from '../../history/runs/order.ts';
import { smallest } from '../../model/long-lists.ts';
import { problem, type Problem } from '../../model/problem.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { LastCommit } from '../runs/run-files.ts';

/** Where runs are, and the last commit of each file in the data folder, newest first. */
interface Places {
  readonly placeOf: (id: string) => string;
  readonly commits: ReadonlyMap<string, LastCommit>;
}

/** How many commits of the data folder are newer than a run's raw files; -1 for files that are not committed yet. */
function agesOf(commits: Places['commits']): (run: RunMeasures) => number {
  const order = new Map(
    [...new Set([...commits.values()].map(({ commit }) => commit))].map((one, i) => [one, i]),
  );
  return ({ id, sources }) =>
    smallest(sources.map(({ file }) => order.get(commits.get(`${id}/${file}`)?.commit ?? '') ?? -1));
}

/**
 * Warns of runs whose raw files are the same byte for byte: copied to start a new run, say, and never replaced. They
 * would count as repeats that agree to the last digit. The original is the run that was committed first, else the earlier.
 */
export function sameRunProblems(runs: readonly RunMeasures[], { placeOf, commits }: Places): Problem[] {
  const groups = Map.groupBy(
    runs.filter(({ sources }) => sources.some(({ sha256 }) => sha256 !== '')),
    ({ sources }) =>
      sources
        .map(({ sha256 }) => sha256)
        .sort()
        .join(),
  );
  const equal = [...groups.values()].filter((same) => same.length > 1);
  if (equal.length === 0) return [];
  const ageOf = agesOf(commits);
  return equal.flatMap((same) => {
    const [first, ...copies] = same.toSorted((a, b) => ageOf(b) - ageOf(a) || byMoment(a, b));
    return copies.map(({ id }) =>
      problem(
        'warning',
        placeOf(id),
        `All raw files are byte-identical to those of the run "${first?.id}".`,
        {
          found: id,
          hint: 'Replace them with the results of this run, or remove the run: a copy is not a repeat.',
        },
      ),
    );
  });
}
