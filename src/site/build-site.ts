import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bringOver, type Extent, type FinishedSite } from './sync-folder.ts';
import { withBuildLock } from './build-lock.ts';
import { startHelper, type Helper } from '../project/helper.ts';
import { keepingPages, pagesFolder } from './cached-pages.ts';
import { markSite, realPath } from './output-folder.ts';
import { begin, removeStale } from './page-files.ts';
import { siteEnvironment, useWorkspace } from './site.ts';
import type { OnProgress } from '../project/load-workspace.ts';
import type { Dirs } from '../store/dirs.ts';
import type { Workspace } from '../project/workspace.ts';

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
export interface BuiltSite extends Extent {
  /** Pages of runs that were made anew; all others were kept. */
  readonly made: number;
}

/**
 * Builds the pages of a workspace in the checkout's cache, where the last build left them, and brings what changed to
 * their place when all are there. Astro runs what it bundled from the cache, which needs the checkout's packages:
 * elsewhere they are found only by luck. What `open` throws is thrown, and nothing is built.
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
  const out = realPath(target.outDir);
  const extent = await withBuildLock(join(kept, 'build.lock'), onWait, async () => {
    const aside = join(kept, pagesFolder(dirs.contentDir), 'site');
    const finished = await keepingPages(kept, (beginPages) =>
      makePages(aside, { open, onMade, beginPages }, dirs),
    );
    mkdirSync(out, { recursive: true });
    await markSite(out, finished.files);
    const brought = bringOver(finished, out);
    await markSite(out);
    return brought;
  });
  return { ...extent, made };
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
): Promise<FinishedSite> {
  const begunMs = begin(folder);
  const bundling = Promise.withResolvers<unknown>();
  let building: Promise<unknown> = Promise.resolve();
  const opening = open(() => {
    building = import('astro').then(({ build }) => build({ root, outDir: folder, logLevel: 'error', vite }));
    // It may fail before anybody waits for it.
    building.catch(() => undefined);
    // Whoever first asks for the workspace does so when the bundler has all it needs.
    return Promise.race([bundling.promise, building]);
  });
  const ready = opening.then((workspace) => {
    beginPages();
    return { workspace, helper: helpWith(workspace) };
  });
  const { fillings, standing } = useWorkspace(() => {
    bundling.resolve(null);
    return ready.then(({ workspace }) => workspace);
  }, onMade);
  try {
    const { helper } = await ready;
    await building;
    await helper.stop();
  } catch (error) {
    // Two builds in one folder would get into each other's way.
    await building.catch(() => undefined);
    throw error;
  }
  return { folder, files: removeStale(folder, standing, begunMs), fillings };
}

/** What stands already need not be written again. */
const vite = { build: { emptyOutDir: false } };

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
