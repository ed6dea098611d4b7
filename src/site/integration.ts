import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroAdapter, AstroIntegration } from 'astro';
import { problemTeller, type Log } from './dev-problems.ts';
import type { PageFiles } from './incremental/incremental.ts';
import { indexFiles, writeIndex } from './search/search-files.ts';
import type { IndexFile } from './search/search-index.ts';
import { sharedModules, siteModule } from './shared-modules.ts';
import type { Site } from './site.ts';
import type { Workspace } from '../project/workspace.ts';
import type { Problem } from '../model/problem.ts';
import { placeOf } from '../project/validate/problems-text.ts';
import { moduleExtension } from '../store/paths.ts';
import { copyOwnPublic, serveOwnPublic } from './own-public.ts';

/** Perfolio inside the site builder: what pages print, the search index, and while one writes the project's problems. */
export function perfolio(site: Site, files: PageFiles | null = null): AstroIntegration {
  let indexing: Promise<readonly IndexFile[]> = Promise.resolve([]);
  let reportProblems: () => Promise<void> = () => Promise.resolve();
  return {
    name: 'perfolio',
    hooks: {
      'astro:config:setup': ({ command, addMiddleware, injectRoute, injectScript, updateConfig }) => {
        updateConfig({ vite: { plugins: [siteModule(site), sharedModules] } });
        const entrypoint = new URL(`./search/served-index${moduleExtension}`, import.meta.url);
        const ownHashes = new URL(`../layouts/own-hashes${moduleExtension}`, import.meta.url);
        addMiddleware({ order: 'post', entrypoint: ownHashes });
        if (command !== 'dev') return;
        injectRoute({ pattern: '/search/index/[...file]', entrypoint, prerender: true });
        injectScript('page', `import ${JSON.stringify(bannerModule)};`);
      },
      'astro:config:done': ({ setAdapter }) => setAdapter(ownServerFolder),
      'astro:server:setup': ({ server, logger }) => {
        reportProblems = watchProject(site, server, logger);
        const { ownPublic } = site.paths;
        if (ownPublic !== null) server.middlewares.use(serveOwnPublic(ownPublic, server.config.base));
      },
      'astro:server:start': () => void reportProblems(),
      // The indexer is a program of its own: it works while pages are made, so that none waits for it.
      'astro:build:start': async () => {
        indexing = indexFiles(await site.workspace());
        indexing.catch(() => undefined);
      },
      'astro:build:done': async ({ assets, dir }) => {
        files?.addAssets(assets);
        const folder = fileURLToPath(dir);
        const { ownPublic } = site.paths;
        const copied = ownPublic === null ? [] : copyOwnPublic(ownPublic, folder);
        for (const path of [...copied, ...writeIndex(await indexing, folder)]) files?.present.add(path);
      },
    },
  };
}

/**
 * An adapter that only says where the code that renders pages goes: into `build.server`. Without one, the site builder
 * writes it to the folder that the process runs in, unless the site lies below that.
 */
const ownServerFolder: AstroAdapter = {
  name: 'perfolio',
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- only its other value is deprecated
  entrypointResolution: 'auto',
  adapterFeatures: { buildOutput: 'static', preserveBuildServerDir: true },
  supportedAstroFeatures: { staticOutput: 'stable', sharpImageService: 'stable' },
};

type Server = Parameters<NonNullable<AstroIntegration['hooks']['astro:server:setup']>>[0]['server'];

/**
 * Reads raw results, manifests and commentary again as soon as they change; several files written together are one
 * change. Astro reuses what pages were given until it hears that content changed. Gives what reports the problems of
 * the project, which is also called after each change.
 */
function watchProject(site: Site, server: Server, logger: Log): () => Promise<void> {
  const show = showInBrowser(server);
  let read = (): Promise<Workspace> => site.workspace();
  const reportProblems = problemTeller(async () => {
    const loaded = await read();
    show(loaded.problems);
    return loaded;
  }, logger);
  const folders = [site.paths.data, site.paths.content];
  const reload = async (): Promise<void> => {
    await reportProblems();
    for (const { hot } of Object.values(server.environments)) hot.send('astro:content-changed', {});
    server.ws.send({ type: 'full-reload' });
  };
  let waiting: NodeJS.Timeout | undefined;
  server.watcher.add(folders);
  server.watcher.on('all', (_, path) => {
    if (!folders.some((folder) => path.startsWith(folder + sep))) return;
    read = () => site.reload();
    clearTimeout(waiting);
    waiting = setTimeout(() => void reload(), 60);
  });
  return reportProblems;
}

/** The script that shows problems in the browser. */
const bannerModule = fileURLToPath(
  new URL(`../components/dev/problem-banner${moduleExtension}`, import.meta.url),
);

/** Sends the errors of the project to all open pages, and to those that are opened later, which ask for them. */
function showInBrowser(server: Server): (problems: readonly Problem[]) => void {
  let errors: object[] = [];
  const send = (): void => server.ws.send('perfolio:problems', errors);
  server.ws.on('perfolio:ask', send);
  return (problems) => {
    errors = problems
      .filter(({ severity }) => severity === 'error')
      .map((one) => ({ place: placeOf(one), message: one.message, hint: one.hint }));
    send();
  };
}
