import { foldersUpToTop, git } from '../../store/git.ts';
import { parsedJson } from '../../model/parsed-json.ts';

/**
 * The version of Perfolio that the last commit of a project used: by the nearest package-lock.json, else by the tarball or
 * tag that the nearest package.json names. Null if neither is committed.
 */
export async function formerVersion(project: string): Promise<string | null> {
  const within = await foldersUpToTop(project);
  if (within === null) return null;
  for (const [name, versionIn] of sources)
    for (const folder of within.folders) {
      const text = await git(within.top, 'show', `HEAD:${folder === '' ? '' : `${folder}/`}${name}`);
      const version = text === null ? null : versionIn(parsedJson(text) ?? {});
      if (version !== null) return version;
    }
  return null;
}

interface Lock {
  readonly packages?: Record<string, { readonly version?: string }>;
}
type Dependencies = Record<string, string>;

const sources: readonly (readonly [string, (document: object) => string | null])[] = [
  ['package-lock.json', (lock: Lock) => lock.packages?.['node_modules/perfolio']?.version ?? null],
  [
    'package.json',
    ({
      dependencies,
      devDependencies,
    }: {
      readonly dependencies?: Dependencies;
      readonly devDependencies?: Dependencies;
    }) => {
      const source = { ...devDependencies, ...dependencies }.perfolio ?? '';
      return /(?:perfolio-|#v|^)(\d+\.\d+\.\d+)(?:\.tgz)?$/.exec(source)?.[1] ?? null;
    },
  ],
];
