import { readdirSync, statSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withBuildLock } from './build-lock.ts';
import { fillIn } from './fill-in.ts';
import { startHelper, type Helper } from './helper.ts';
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

/**
 * Opens a workspace. `bundle` is to be called and waited for when its words are known to be sound: other threads bundle
 * the pages while the runs are read.
 */
export type Open = (bundle: () => Promise<unknown>) => Promise<Workspace>;

/** A site that stands in its place. */
export interface BuiltSite {
  readonly files: number;
  readonly bytes: number;
  /** Pages of runs that were made anew; all others were kept. */
  readonly made: number;
}

/**
 * Builds the pages of a workspace in the checkout's cache and moves them into place when all are there. Astro runs what
 * it bundled from there, which needs the checkout's packages: elsewhere they are found only by luck. What `open` throws
 * is thrown, and nothing is built.
 */
export async function buildSite(
  open: Open,
  dirs: Dirs,
  target: SiteTarget,
  { onWait = () => undefined, onProgress = () => undefined }: SiteEvents = {},
): Promise<BuiltSite> {
  let made = 0;
  const onMade = (run: string, of: number): void => {
    made++;
    onProgress(made, of, run, 'making the page of');
  };
  setEnvironment(dirs, target);
  const kept = join(dirs.root, 'node_modules/.cache/perfolio');
  const aside = join(kept, 'site');
  await withBuildLock(join(kept, 'build.lock'), onWait, async () => {
    try {
      await rm(aside, { recursive: true, force: true });
      await keepingPages(kept, (beginPages) => makePages(aside, { open, onMade, beginPages }, dirs));
      await markSite(aside);
      await place(aside, target.outDir);
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  });
  return { ...measure(target.outDir), made };
}

/** What happens while pages are made. */
interface Making {
  readonly open: Open;
  readonly beginPages: () => void;
  readonly onMade: (run: string, of: number) => void;
}

/** Bundles the pages while the workspace opens, and makes them when both are done. */
async function makePages(
  folder: string,
  { open, beginPages, onMade }: Making,
  { root }: Dirs,
): Promise<void> {
  const bundling = Promise.withResolvers<unknown>();
  let building: Promise<unknown> = Promise.resolve();
  const opening = open(() => {
    building = import('astro').then(({ build }) => build({ root, outDir: folder, logLevel: 'error' }));
    // It may fail before anybody waits for it.
    building.catch(() => undefined);
    // Whoever first asks for the workspace does so when the bundler has all it needs.
    return Promise.race([bundling.promise, building]);
  });
  const ready = opening.then((workspace) => {
    beginPages();
    return { workspace, helper: helpWith(workspace) };
  });
  const fillings = useWorkspace(() => {
    bundling.resolve(null);
    return ready.then(({ workspace }) => workspace);
  }, onMade);
  try {
    const { helper } = await ready;
    await building;
    await helper.stop();
  } catch (error) {
    // A build that goes on would write into a folder that is taken away.
    await building.catch(() => undefined);
    throw error;
  }
  for (const [file, html] of fillings) fillIn(join(folder, file), html);
}

/** Where the site builder's configuration and the pages find the project. */
function setEnvironment({ dataDir, contentDir, root }: Dirs, { site: address, base }: SiteTarget): void {
  process.env[siteEnvironment.data] = dataDir;
  process.env[siteEnvironment.content] = contentDir;
  process.env[siteEnvironment.root] = root;
  if (address !== undefined) process.env.PERFOLIO_SITE = address;
  if (base !== undefined) process.env.PERFOLIO_BASE = base;
  // The bundler would take memory for much larger sites at once, and never give it back.
  process.env.MIMALLOC_ARENA_EAGER_COMMIT = '0';
  // A build talks to no one.
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
}

/** Starts the thread that makes what is dear of the pages, where much of it is missing. */
function helpWith({ dirs, reports, cache, keptMarkdown }: Workspace): Helper {
  const missing = reports.filter((report) => !keptMarkdown(report).isKept()).length;
  const helper = startHelper(dirs, 'reports', missing);
  return {
    stop: async () => {
      const made = await helper.stop();
      cache.countMade(made);
      return made;
    },
  };
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
