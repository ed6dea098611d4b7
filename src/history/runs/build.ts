import { memoised } from '../../model/memoised.ts';
import type { RunMeasures } from '../../model/run-measures.ts';

/** What distinguishes builds; null where it is unknown. */
export interface BuildFacts {
  readonly run: string;
  readonly commit: string | null;
  readonly version: string | null;
}

/** The identity of a build: its commit, else its version; a run that states neither is a build of its own. */
export const buildKey = ({ run, commit, version }: BuildFacts): string =>
  commit !== null ? `commit ${commit}` : version !== null ? `version ${version}` : `run ${run}`;

/** What readers call a build: its version, else the start of its commit, else its run. */
export const buildName = ({ run, commit, version }: BuildFacts): string =>
  version ?? commit?.slice(0, 10) ?? run;

/** The key of a run's build. Kept per run, since every later run asks for it. */
export const buildOf = memoised(({ id, manifest }: Pick<RunMeasures, 'id' | 'manifest'>): string =>
  buildKey({ run: id, commit: manifest.commit ?? null, version: manifest.version ?? null }),
);
