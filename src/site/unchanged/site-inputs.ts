import { join } from 'node:path';
import { hashOf } from '../../store/cache.ts';
import { codeVersion } from '../../store/code-version.ts';
import type { FileHashes } from '../../store/file-hashes.ts';
import { gitState } from '../../store/git-state.ts';
import { modulesFolder, type Paths } from '../../store/paths.ts';
import { treeState } from '../../store/tree-state.ts';
import type { SiteAddress } from '../site-address.ts';

/** What a site is asked for with. */
export interface AskedSite {
  readonly paths: Paths;
  readonly address: SiteAddress;
  readonly isRelative: boolean;
}

/** What makes pages, besides the layers that compute. */
const pageCode = ['components', 'layouts', 'pages', 'styles'] as const;

/** Folders whose files a site is made from. */
const foldersOf = ({ data, content, public: common, ownPublic, package: own }: Paths): string[] => [
  data,
  content,
  common,
  ...(ownPublic === null ? [] : [ownPublic]),
  ...['content', 'docs'].map((name) => join(own, name)),
  ...pageCode.map((name) => join(modulesFolder, name)),
];

async function treesOf(paths: Paths, hashes: FileHashes): Promise<unknown[]> {
  const trees: unknown[] = [];
  for (const folder of new Set(foldersOf(paths))) trees.push(await treeState(folder, hashes));
  return trees;
}

/**
 * A hash of everything that a site is made from: files, git, code and options. Equal ones mean an equal site, and equal
 * warnings. Null where something cannot be read.
 */
export async function siteInputs(
  { paths, address, isRelative }: AskedSite,
  hashes: FileHashes,
): Promise<string | null> {
  try {
    // Together: if one of them fails, a later failure of the other must not end the process.
    const [git, trees] = await Promise.all([gitState(paths.data), treesOf(paths, hashes)]);
    const { node, icu, unicode, tz } = process.versions;
    return hashOf(
      [codeVersion(paths.package), node, icu, unicode, tz],
      [paths, address, isRelative],
      trees,
      git,
    );
  } catch {
    return null;
  }
}
