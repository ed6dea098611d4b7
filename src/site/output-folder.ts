import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Paths } from '../store/paths.ts';
import { Refusal } from '../project/refusal.ts';

/** Lists what a build wrote at the top of a site, one name a line: another build may delete that, and nothing else. */
export const marker = '.perfolio-site';

/** Where files of a site are while they are copied to it. What a stopped build left there may be deleted. */
export const incoming = '.perfolio-incoming';

/** Folders of the repository that hold what cannot be built again. */
const sources = ['data', 'content', 'src', 'public', 'test', 'docs'];

/** Folders that a site may lie in, as it may in the repository itself, but that it must not replace. */
const holders = ['', 'node_modules'];

/** Where the tests build: the one place inside a folder of sources without work of the user. */
const scratch = 'test/.tmp';

/** What operating systems leave in folders that somebody looked into. */
const leftBySystems = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/** The path behind all links; of a folder that is not there yet, behind those on the way to it. */
export function realPath(path: string): string {
  if (existsSync(path) || dirname(path) === path) return realpathSync(path);
  return join(realPath(dirname(path)), basename(path));
}

/** True for the folder itself, too. */
function holds(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Why a folder must never be replaced by a site: it is, holds or lies in what people wrote. Null where it may be. */
export function wrongPlace(paths: Paths): string | null {
  const out = realPath(paths.out);
  const at = (name: string): string => join(paths.project, name);
  const written = [...sources, '.git'].map(at).concat(paths.data, paths.content).map(realPath);
  const kept = [...written, ...holders.map((name) => realPath(at(name)))];
  if (kept.includes(out)) return `${out} is a folder of this project, which the site would replace.`;
  const held = kept.find((folder) => holds(out, folder));
  if (held !== undefined) return `${out} contains ${held}, which the site would replace.`;
  if (holds(realPath(at(scratch)), out)) return null;
  const around = written.find((folder) => holds(folder, out));
  return around === undefined ? null : `${out} lies in ${around}, which contains files that people edit.`;
}

/** Throws a Refusal where a folder holds anything that no build wrote: it would be lost. */
export async function refuseForeign(outDir: string): Promise<void> {
  const folder = realPath(outDir);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isDirectory())
    throw new Refusal(`${folder} is a file, not a folder.`, 'Name a folder with --out.');
  const names = readdirSync(folder).filter((name) => !leftBySystems.has(name));
  const own = names.length === 0 ? new Set<string>() : await builtNames(folder, names);
  const foreign = names.filter((name) => !own.has(name)).sort();
  if (foreign.length === 0) return;
  const listed = `${foreign.slice(0, 5).join(', ')}${foreign.length > 5 ? ` and ${foreign.length - 5} more` : ''}`;
  throw new Refusal(
    `${folder} contains files that no build wrote, and that the site would replace: ${listed}.`,
    own.size === 0
      ? 'Name a new or empty folder with --out.'
      : 'Move it away first; a file that every site should have belongs in public/.',
  );
}

/** What a build wrote at the top of a folder; nothing where the folder is no site. */
async function builtNames(folder: string, names: readonly string[]): Promise<ReadonlySet<string>> {
  const listed = await readFile(join(folder, marker), 'utf8').catch(() => null);
  if (listed !== null) return new Set([marker, incoming, ...listed.split('\n')]);
  // Sites had no list once: such a one is known by what every site has. It held nothing hidden.
  const isSite = ['index.html', 'schema/run.json', '_astro'].every((path) => existsSync(join(folder, path)));
  return new Set(isSite ? names.filter((name) => !name.startsWith('.')) : []);
}

/**
 * Marks a folder as a site, so that the next build may replace what is in it: `coming` are files that are about to be
 * brought there, so that a build that is stopped meanwhile leaves a site, too.
 */
export async function markSite(folder: string, coming: readonly string[] = []): Promise<void> {
  const names = new Set([...readdirSync(folder), ...coming.map((file) => file.split(sep, 1).join(''))]);
  for (const own of [marker, incoming]) names.delete(own);
  const aside = join(folder, incoming);
  await rm(aside, { recursive: true, force: true });
  try {
    await writeFile(aside, `${[...names].sort().join('\n')}\n`);
    // In one step: a full disk would leave an empty list, and the next build would refuse the folder.
    await rename(aside, join(folder, marker));
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}
