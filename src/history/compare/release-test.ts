import { compileGlob } from '../../model/glob.ts';
import { memoised } from '../../model/memoised.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';

const withoutV = (version: string): string => version.replace(/^v(?=\d)/, '');

/** True for runs of a release by `baseline.release`, whose glob may or may not begin with a v; null without it. */
export const releaseTest = memoised(
  ({ baseline }: Project): ((run: Pick<RunMeasures, 'manifest'>) => boolean) | null => {
    if (baseline === undefined) return null;
    const isRelease = compileGlob(withoutV(baseline.release));
    const isExact = compileGlob(baseline.release);
    return ({ manifest: { version } }) =>
      version !== undefined && (isExact(version) || isExact(`v${version}`) || isRelease(withoutV(version)));
  },
);
