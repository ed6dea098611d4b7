import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The layers that compute what pages print; the pages of a build use the modules that the command has loaded. */
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
  for (const layer of computingLayers) {
    const folder = join(packageFolder, 'src', layer);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const file of files.filter(isCode).sort()) sum.update(file).update(readFileSync(join(folder, file)));
  }
  // An installed package has no lock file; its own manifest then names the exact versions.
  const lock = join(packageFolder, 'package-lock.json');
  if (existsSync(lock)) sum.update(readFileSync(lock));
  const { version = '0.0.0' } = JSON.parse(manifest) as { version?: string };
  return `${version}+${sum.digest('hex')}`;
}
