import { compileGlob } from '../../model/glob.ts';
import type { Manifest, ManifestFile } from '../../model/manifest.ts';
import { literalGlob } from '../../project/read/literal-glob.ts';

/** A raw file that its digest takes the place of. */
export interface Replaced {
  readonly file: string;
  readonly digestFile: string;
  /** True where its refused rows are passed over only because the manifest, or its cut end, allows it. */
  readonly needsAcceptance: boolean;
}

/**
 * The manifest of a run some of whose files became digests. A digest holds what the manifest said of its file (zone,
 * start, scenario, operation, warm-up), so that only the acceptance of refused rows is said again. Globs that match no
 * file any more go, since `check` would refuse them.
 */
export function compactManifest(
  manifest: Manifest,
  replaced: readonly Replaced[],
  files: readonly string[],
): Manifest {
  const isThere = (glob: string): boolean => files.some(compileGlob(glob));
  const stated = manifest.files ?? [];
  const own = replaced.flatMap(({ digestFile, needsAcceptance }): ManifestFile[] => {
    // An entry of its own keeps a wide glob's `format` away from the digest: the first match counts.
    const isMatched = stated.some(({ match }) => compileGlob(match)(digestFile));
    if (!needsAcceptance && !isMatched) return [];
    return [{ match: literalGlob(digestFile), ...(needsAcceptance ? { acceptRejected: true } : {}) }];
  });
  const entries = [...own, ...stated.filter(({ match }) => isThere(match))];
  const scenarios = manifest.scenarios?.map(({ files: globs, ...scenario }) => {
    if (globs === undefined) return scenario;
    const moved = replaced
      .filter(({ file, digestFile }) => anyMatches(globs, file) && !anyMatches(globs, digestFile))
      .map(({ digestFile }) => literalGlob(digestFile));
    const kept = [...globs.filter(isThere), ...moved];
    return { ...scenario, ...(kept.length === 0 ? {} : { files: kept }) };
  });
  return withKeys(manifest, { files: entries.length === 0 ? undefined : entries, scenarios });
}

const anyMatches = (globs: readonly string[], path: string): boolean =>
  globs.some((glob) => compileGlob(glob)(path));

/** The manifest with other files and scenarios, its keys in the order in which they stood. */
function withKeys(
  manifest: Manifest,
  { files, scenarios }: { files: Manifest['files']; scenarios: Manifest['scenarios'] },
): Manifest {
  const changed: Record<string, unknown> = { ...manifest, files, scenarios };
  return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
}
