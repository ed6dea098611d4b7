import { mkdirSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { startHelper } from '../project/helper.ts';
import type { OnProgress } from '../project/read/load-options.ts';
import type { ReadyComparison } from '../project/comparisons.ts';
import type { Workspace } from '../project/workspace.ts';
import { limitSize, mostBytes } from '../store/cache-limits.ts';
import type { Paths } from '../store/paths.ts';
import { astroConfig } from './astro-config.ts';
import { baseOf, rememberAddress } from './build-address.ts';
import { withBuildLock } from './build-lock.ts';
import { pagesPath, reusingPages } from './incremental/cached-pages.ts';
import { PageFiles } from './incremental/incremental.ts';
import { recordPages, removeDamaged } from './incremental/page-checks.ts';
import { begin, removeStale } from './incremental/page-files.ts';
import {
  extentOf,
  syncFolder,
  type ChangePage,
  type Extent,
  type FinishedSite,
  type Placed,
} from './incremental/sync-folder.ts';
import { refuseMdxFault } from './mdx/mdx-fault.ts';
import { markSite, realPath } from './output-folder.ts';
import { relativePage } from './portable/relative-page.ts';
import { resolvingFromPackage } from './resolve-from-package.ts';
import type { SiteAddress } from './site-address.ts';
import { Site, type SiteOptions } from './site.ts';
import { factsOf } from './unchanged/build-facts.ts';
import { forgetSite, recordSite } from './unchanged/last-site.ts';
import { withWorkFolder } from './work-folder.ts';

/** What is reported while a site is built. */
export interface SiteEvents {
  /** Another build of the same project is running. */
  readonly onWait?: () => void;
  readonly onProgress?: OnProgress;
}

/** A site that is in its place. */
export interface BuiltSite extends Extent {
  readonly workspace: Workspace;
  /** Report pages that were rendered; all others were reused from the last build. */
  readonly rendered: number;
}

/** What a build makes, and how. */
export interface BuildRequest {
  /** Opens the project. What it throws is thrown, and nothing is built. */
  readonly open: () => Promise<Workspace>;
  readonly paths: Paths;
  readonly address: SiteAddress;
  readonly events?: SiteEvents;
  /** True for links from file to file, so that the site opens from a folder. */
  readonly isRelative?: boolean;
  /** Comparisons that get a page besides those that every site has. */
  readonly comparisons?: (workspace: Workspace) => readonly ReadyComparison[];
  /** Where pages of the last build lie that need not be copied. */
  readonly published?: string;
  /** A hash of everything that the site is made from, with which the finished site is recorded. */
  readonly inputs?: string | null;
}

/**
 * Builds a site in one walk: load the workspace, make its pages in the cache, where the last build left them, and copy
 * what differs to its place.
 */
export async function buildSite(request: BuildRequest): Promise<BuiltSite> {
  const { paths, address, isRelative = false, inputs = null } = request;
  const out = realPath(paths.out);
  // Pages with relative links are made from all those in the cache.
  const published = isRelative ? {} : { published: out };
  return withPages({ ...request, ...published }, async (finished, made) => {
    rememberAddress(paths, address);
    const changePage = isRelative ? relativeTo(finished, address) : null;
    forgetSite(paths);
    const placed = await publish(finished, out, changePage);
    const built = { ...made, ...extentOf(placed) };
    const { problems } = made.workspace;
    if (inputs !== null)
      recordSite(paths, { inputs, facts: factsOf(built), problems, placed: Object.fromEntries(placed) });
    return built;
  });
}

/** Makes the pages of a site in the cache, and gives `use` the folder that they are in. Nothing is published. */
export async function withPages<T>(
  { open, paths, address, events = {}, comparisons = () => [], published }: BuildRequest,
  use: (finished: FinishedSite, made: Omit<BuiltSite, keyof Extent>) => Promise<T>,
): Promise<T> {
  const { onWait = () => undefined, onProgress = () => undefined } = events;
  let rendered = 0;
  const onRendered = (run: string, of: number): void => {
    rendered++;
    onProgress(rendered, of, run, 'rendering the page of');
  };
  return withBuildLock(`${pagesPath(paths)}.lock`, onWait, async () => {
    const workspace = await open();
    const used = await withWorkFolder(paths, async (at) => {
      const site = inCache(at);
      const finished = await reusingPages(pagesPath(at), () => {
        removeDamaged(site.out, published);
        return makePages(workspace, site, address, { onRendered, comparisons: comparisons(workspace) });
      });
      return use(finished, { workspace, rendered });
    });
    limitSize(join(paths.cache, 'runs'), mostBytes);
    return used;
  });
}

/**
 * The site as it is made, before it is copied to its place. The site builder runs what it bundled from there, which
 * needs the package's dependencies: elsewhere they would be found only by luck.
 */
const inCache = (paths: Paths): Paths => ({
  ...paths,
  out: join(pagesPath(paths), 'site'),
});

async function makePages(
  workspace: Workspace,
  paths: Paths,
  address: SiteAddress,
  options: Pick<SiteOptions, 'onRendered' | 'comparisons'>,
): Promise<FinishedSite> {
  const files = new PageFiles();
  const site = new Site(paths, address, {
    ...options,
    open: () => Promise.resolve(workspace),
    files,
  });
  const begunMs = begin(paths.out);
  const helper = helpWith(workspace);
  try {
    const { build } = await siteBuilder();
    await resolvingFromPackage(realPath(paths.cache), () =>
      build({ ...astroConfig(site, dirname(paths.out), files), logLevel: 'error' }).catch(refuseMdxFault),
    );
  } finally {
    await helper.stop();
  }
  const { fillings, present } = files;
  const finished = removeStale(paths.out, present, begunMs);
  recordPages(paths.out, finished);
  return { folder: paths.out, files: finished, fillings };
}

/** The site builder, which reads these variables while it is loaded. */
function siteBuilder() {
  // The bundler would take memory for much larger sites at once, and never give it back.
  process.env.MIMALLOC_ARENA_EAGER_COMMIT = '0';
  // A build sends nothing to anyone.
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  return import('astro');
}

/** Starts the thread that computes the expensive parts of pages, if much of it is missing in the cache. */
function helpWith({ paths, reports, cache, cachedMarkdown }: Workspace): { stop: () => Promise<void> } {
  const missing = reports.filter((report) => !cachedMarkdown(report).isKept()).length;
  const helper = startHelper(paths, 'reports', missing);
  return { stop: async () => cache.countMade(await helper.stop()) };
}

/** Makes the links of a page relative. The page of missing pages is shown at any address, so it keeps its links. */
function relativeTo({ files }: FinishedSite, address: SiteAddress): ChangePage {
  const all = new Set(files.map((file) => file.replaceAll(sep, '/')));
  const base = baseOf(address);
  return (file, html) =>
    file === '404.html' ? html : relativePage({ html, file: file.replaceAll(sep, '/'), base, files: all });
}

/** Brings a finished site to its place. */
async function publish(finished: FinishedSite, out: string, changePage: ChangePage | null): Promise<Placed> {
  mkdirSync(out, { recursive: true });
  await markSite(out, finished.files);
  const placed = syncFolder(finished, out, changePage);
  await markSite(out);
  return placed;
}
