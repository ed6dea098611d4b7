import { problem, type Problem } from '../../model/problem.ts';
import type { RunMeasures } from '../../model/run-measures.ts';

/**
 * Warns of runs whose raw files are the same byte for byte: copied to start a new run, say, and never replaced. They
 * would count as repeats that agree to the last digit.
 */
export function sameRunProblems(runs: readonly RunMeasures[], placeOf: (id: string) => string): Problem[] {
  const groups = Map.groupBy(
    runs.filter(({ sources }) => sources.some(({ sha256 }) => sha256 !== '')),
    ({ sources }) =>
      sources
        .map(({ sha256 }) => sha256)
        .sort()
        .join(),
  );
  return [...groups.values()].flatMap(([first, ...others]) =>
    others.map(({ id }) =>
      problem(
        'warning',
        placeOf(id),
        `All raw files are byte-identical to those of the run "${first?.id}".`,
        {
          found: id,
          hint: 'Replace them with the results of this run, or remove the run: a copy is not a repeat.',
        },
      ),
    ),
  );
}
