import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { append } from '../model/long-lists.ts';

/**
 * The layers that compute what pages print, in the order in which data flows; the pages of a build use the modules that
 * the command has loaded.
 */
export const computingLayers = [
  'model',
  'stats',
  'ingest',
  'report',
  'history',
  'diff',
  'charts',
  'store',
  'project',
  'site',
] as const;

const isCode = (name: string): boolean => /\.[cm]?[jt]s$/.test(name);

/**
 * The version of the code that computes: the package's own, and a hash of its modules (sources in a checkout, compiled
 * ones in an installed package) and of the versions of the libraries that they call. Whatever is cached depends on it.
 */
export function codeVersion(packageFolder: string): string {
  const manifest = readFileSync(join(packageFolder, 'package.json'), 'utf8');
  const sum = createHash('sha256').update(manifest);
  const modules = existsSync(join(packageFolder, 'src')) ? 'src' : 'lib';
  for (const layer of computingLayers) {
    const folder = join(packageFolder, modules, layer);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const file of files.filter(isCode).sort()) sum.update(file).update(readFileSync(join(folder, file)));
  }
  for (const lock of locksAround(packageFolder)) sum.update(readFileSync(lock));
  const { version = '0.0.0' } = JSON.parse(manifest) as { version?: string };
  return `${version}+${sum.digest('hex')}`;
}

/** What npm, pnpm and yarn write into `node_modules` about the versions that they installed. */
const installed = ['.package-lock.json', '.pnpm/lock.yaml', '.yarn-integrity', '.yarn-state.yml'];

/** Files with the versions of all libraries: the lock file of a checkout, or those of the project around a package. */
function locksAround(packageFolder: string): string[] {
  const own = join(packageFolder, 'package-lock.json');
  if (existsSync(own)) return [own];
  const found: string[] = [];
  for (let folder = dirname(packageFolder); dirname(folder) !== folder; folder = dirname(folder))
    append(
      found,
      installed.map((name) => join(folder, 'node_modules', name)).filter((path) => existsSync(path)),
    );
  return found;
}
