import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { atExit } from '../store/at-exit.ts';
import type { Paths } from '../store/paths.ts';

/**
 * Gives `work` the paths to make a site with. The cache keeps its pages for the next build. Where it cannot be written (a
 * read-only folder, a full disk), they are made in a temporary folder, which is then removed: that costs time, never the
 * build.
 */
export async function withWorkFolder<T>(paths: Paths, work: (paths: Paths) => Promise<T>): Promise<T> {
  if (canWrite(paths.cache)) {
    linkDependencies(paths.package, paths.cache);
    return work(paths);
  }
  const folder = mkdtempSync(join(tmpdir(), 'perfolio-build-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const cancel = atExit(remove);
  try {
    linkDependencies(paths.package, folder);
    return await work({ ...paths, cache: folder });
  } finally {
    cancel();
    remove();
  }
}

function canWrite(folder: string): boolean {
  const probe = join(folder, `.written-by-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
    return true;
  } catch {
    return false;
  }
}

/** The folder of packages around a folder in which the site builder is. */
function dependenciesAround(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    const modules = join(at, 'node_modules');
    if (existsSync(join(modules, 'astro'))) return modules;
    if (dirname(at) === at) return null;
  }
}

/**
 * The site builder runs what it bundled from where pages are made, and looks for the package's dependencies around that
 * folder. A project may have none of its own.
 */
function linkDependencies(packageFolder: string, folder: string): void {
  const modules = dependenciesAround(packageFolder);
  if (modules === null || dependenciesAround(folder) !== null) return;
  const link = join(folder, 'node_modules');
  // A link that leads nowhere is of a package that was moved.
  rmSync(link, { force: true });
  symlinkSync(modules, link, 'junction');
}
