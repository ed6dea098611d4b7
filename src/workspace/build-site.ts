import { readdirSync, statSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withBuildLock } from './build-lock.ts';
import { fillIn } from './fill-in.ts';
import { startHelper } from './helper.ts';
import { keepingPages } from './kept-pages.ts';
import { markSite } from './site-place.ts';
import { siteEnvironment, useWorkspace } from './site.ts';
import type { Dirs, OnProgress } from './load-workspace.ts';
import type { Workspace } from './workspace.ts';

/** Where a site goes and under which address it will be served. */
export interface SiteTarget {
  readonly outDir: string;
  readonly site?: string;
  readonly base?: string;
}

/** What is told while a site is built. */
export interface SiteEvents {
  /** Another build holds the checkout. */
  readonly onWait?: () => void;
  readonly onProgress?: OnProgress;
}

/** A site that stands in its place. */
export interface BuiltSite {
  readonly files: number;
  readonly bytes: number;
  /** Pages of runs that were made anew; all others were kept. */
  readonly made: number;
}

/**
 * Builds the pages of a workspace in the checkout's cache and moves them into place when all are there. Astro runs what
 * it bundled from there, which needs the checkout's packages: elsewhere they are found only by luck. The bundling needs
 * no run, and goes on while they are read: `opening` is the workspace to come. Where it fails, its error is thrown.
 */
export async function buildSite(
  opening: Promise<Workspace>,
  dirs: Dirs,
  target: SiteTarget,
  { onWait = () => undefined, onProgress = () => undefined }: SiteEvents = {},
): Promise<BuiltSite> {
  let made = 0;
  // It may fail before anybody asks for it.
  opening.catch(() => undefined);
  setEnvironment(dirs, target);
  const fillings = useWorkspace(opening, (run, of) => {
    made++;
    onProgress(made, of, run, 'making the page of');
  });
  const kept = join(dirs.root, 'node_modules/.cache/perfolio');
  const aside = join(kept, 'site');
  await withBuildLock(join(kept, 'build.lock'), onWait, async () => {
    try {
      await rm(aside, { recursive: true, force: true });
      const { build } = await import('astro');
      const helping = helpWith(opening);
      await keepingPages(kept, opening, () => build({ root: dirs.root, outDir: aside, logLevel: 'error' }));
      await (await helping).stop();
      for (const [file, html] of fillings) fillIn(join(aside, file), html);
      await markSite(aside);
      await place(aside, target.outDir);
    } catch (error) {
      // Pages without a workspace fail too, and say less of why.
      await opening;
      throw error;
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  });
  return { ...measure(target.outDir), made };
}

/** Where the site builder's configuration and the pages find the project. */
function setEnvironment({ dataDir, contentDir, root }: Dirs, { site, base }: SiteTarget): void {
  process.env[siteEnvironment.data] = dataDir;
  process.env[siteEnvironment.content] = contentDir;
  process.env[siteEnvironment.root] = root;
  if (site !== undefined) process.env.PERFOLIO_SITE = site;
  if (base !== undefined) process.env.PERFOLIO_BASE = base;
  // A build talks to no one.
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
}

/** Starts the thread that makes what is dear of the pages, as soon as it is known how much of it is missing. */
async function helpWith(opening: Promise<Workspace>): Promise<{ stop: () => Promise<void> }> {
  const workspace = await opening.catch(() => null);
  if (workspace === null) return { stop: () => Promise.resolve() };
  const { dirs, reports, cache, keptMarkdown } = workspace;
  const missing = reports.filter((report) => !keptMarkdown(report).isKept()).length;
  const helper = startHelper(dirs, 'reports', missing);
  return { stop: async () => cache.countMade(await helper.stop()) };
}

/** Moves a finished folder to its place, also onto another disk. */
async function place(from: string, to: string): Promise<void> {
  const beside = join(dirname(to), `.${process.pid}.perfolio-build`);
  await mkdir(dirname(to), { recursive: true });
  try {
    await rename(from, beside).catch(async (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
      await cp(from, beside, { recursive: true });
    });
    await replace(beside, to);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** Puts a finished folder in the place of another; the old one goes only when the new one stands. */
async function replace(from: string, to: string): Promise<void> {
  const old = `${from}.old`;
  const hadOld = await rename(to, old).then(
    () => true,
    () => false,
  );
  await rename(from, to);
  if (hadOld) await rm(old, { recursive: true, force: true });
}

/** Asked at once: a turn through the thread pool for each of thousands of files takes longer. */
function measure(folder: string): { files: number; bytes: number } {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  return { files: files.length, bytes };
}
