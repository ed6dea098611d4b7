import { compileGlob } from '../../model/glob.ts';
import { memoised } from '../../model/memoised.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';

type Versioned = Pick<RunMeasures, 'manifest'>;

/** A version without its v: `v1.4.0` and `1.4.0` are one release. */
export const withoutV = (version: string): string => version.replace(/^v(?=\d)/, '');

/** True for versions that match a glob, which may or may not begin with a v. */
function versionTest(glob: string): (run: Versioned) => boolean {
  const isRelease = compileGlob(withoutV(glob));
  const isExact = compileGlob(glob);
  // `nightly` is no release by `v*`.
  const withV = (version: string): string => (/^\d/.test(version) ? `v${version}` : version);
  return ({ manifest: { version } }) =>
    version !== undefined && (isExact(withV(version)) || isExact(version) || isRelease(withoutV(version)));
}

/** True for runs of a release by `baseline.release`; null without it. */
export const releaseTest = memoised(({ baseline }: Project): ((run: Versioned) => boolean) | null =>
  baseline === undefined ? null : versionTest(baseline.release),
);

/** True for runs of what the site shows as releases: by `releases.tags`, else by `baseline.release`; null without both. */
export const shownReleaseTest = memoised(({ releases, baseline }: Project) => {
  const glob = releases?.tags ?? baseline?.release;
  return glob === undefined ? null : versionTest(glob);
});
