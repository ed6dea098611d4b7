import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { didYouMean } from '../../model/did-you-mean.ts';
import { problem, showFound, type Problem } from '../../model/problem.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { Dirs } from '../../store/dirs.ts';
import { Places } from './validate.ts';

/** Baselines that manifests name and no run is called: such a run is compared with another one, or with none. */
export async function baselineProblems(
  runs: readonly Pick<RunMeasures, 'id' | 'manifest'>[],
  { dataDir, cwd }: Pick<Dirs, 'dataDir' | 'cwd'>,
): Promise<Problem[]> {
  const known = runs.map(({ id }) => id);
  const wrong = runs.filter(
    ({ manifest: { baseline } }) => baseline !== undefined && !known.includes(baseline),
  );
  return Promise.all(
    wrong.map(async ({ id, manifest }) => {
      const path = join(dataDir, id, 'run.json');
      const found = showFound(manifest.baseline);
      return problem('warning', relative(cwd, path), `\`baseline\`: no run is called "${found}".`, {
        ...new Places(await readFile(path, 'utf8')).ofValue(['baseline']),
        path: 'baseline',
        found,
        hint: didYouMean(
          manifest.baseline!,
          known.filter((one) => one !== id),
        ),
      });
    }),
  );
}
