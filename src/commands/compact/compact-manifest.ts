import { compileGlob } from '../../model/glob.ts';
import type { Manifest, ManifestFile } from '../../model/documents/manifest.ts';
import { literalGlob } from '../../project/read/literal-glob.ts';

/** A raw file and the digest that replaces it. */
export interface Replaced {
  readonly file: string;
  readonly digestFile: string;
  /** True if its rejected rows are only accepted by the manifest, or because the file is cut off. */
  readonly needsAcceptance: boolean;
}

/**
 * The manifest of a run after some of its files became digests. A digest includes what the manifest stated about its
 * file (zone, start, scenario, operation, warm-up), so only the acceptance of rejected rows is carried over. Globs that
 * no longer match a file are dropped, because `check` would report them.
 */
export function compactManifest(
  manifest: Manifest,
  replaced: readonly Replaced[],
  files: readonly string[],
): Manifest {
  const matchesFile = (glob: string): boolean => files.some(compileGlob(glob));
  const stated = manifest.files ?? [];
  const own = replaced.flatMap(({ digestFile, needsAcceptance }): ManifestFile[] => {
    // The first match counts, so a separate entry keeps the `format` of a wide glob from applying to the digest.
    const isMatched = stated.some(({ match }) => compileGlob(match)(digestFile));
    if (!needsAcceptance && !isMatched) return [];
    return [{ match: literalGlob(digestFile), ...(needsAcceptance ? { acceptRejected: true } : {}) }];
  });
  const entries = [...own, ...stated.filter(({ match }) => matchesFile(match))];
  const scenarios = manifest.scenarios?.map(({ files: globs, ...scenario }) => {
    if (globs === undefined) return scenario;
    const moved = replaced
      .filter(({ file, digestFile }) => anyMatches(globs, file) && !anyMatches(globs, digestFile))
      .map(({ digestFile }) => literalGlob(digestFile));
    const remaining = [...globs.filter(matchesFile), ...moved];
    return { ...scenario, ...(remaining.length === 0 ? {} : { files: remaining }) };
  });
  return withKeys(manifest, { files: entries.length === 0 ? undefined : entries, scenarios });
}

const anyMatches = (globs: readonly string[], path: string): boolean =>
  globs.some((glob) => compileGlob(glob)(path));

/** The manifest with other files and scenarios, its keys in their original order. */
function withKeys(
  manifest: Manifest,
  { files, scenarios }: { files: Manifest['files']; scenarios: Manifest['scenarios'] },
): Manifest {
  const changed: Record<string, unknown> = { ...manifest, files, scenarios };
  return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
}
