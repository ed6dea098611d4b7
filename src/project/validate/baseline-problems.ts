import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { didYouMean } from '../../model/text/did-you-mean.ts';
import { problem, showFound, type Problem } from '../../model/problem.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { Paths } from '../../store/paths.ts';
import { TextPlaces } from './text-places.ts';

/** Warns about baselines that name an unknown run. Such a run is compared with another run, or with none. */
export async function baselineProblems(
  runs: readonly Pick<RunMeasures, 'id' | 'manifest'>[],
  { data, shownFrom }: Pick<Paths, 'data' | 'shownFrom'>,
): Promise<Problem[]> {
  const known = runs.map(({ id }) => id);
  const wrong = runs.flatMap(({ id, manifest: { baseline } }) =>
    baseline === undefined || known.includes(baseline) ? [] : { id, baseline },
  );
  return Promise.all(
    wrong.map(async ({ id, baseline }) => {
      const path = join(data, id, 'run.json');
      const found = showFound(baseline);
      return problem('warning', relative(shownFrom, path), `Unknown run "${found}" in \`baseline\`.`, {
        ...new TextPlaces(await readFile(path, 'utf8')).ofValue(['baseline']),
        path: 'baseline',
        found,
        hint: didYouMean(
          baseline,
          known.filter((one) => one !== id),
        ),
      });
    }),
  );
}
