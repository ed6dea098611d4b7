import { resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import { satteri } from '@astrojs/markdown-satteri';
import { searchFiles } from './src/components/search/search-files.ts';
import { problemTeller } from './src/site/dev-problems.ts';
import { mdxBodies } from './src/site/mdx-source.ts';
import { refuseCode } from './src/site/refuse-code.ts';
import { pagesFolder } from './src/site/cached-pages.ts';
import { sharedModules } from './src/site/shared-modules.ts';
import { forgetWorkspace, site } from './src/site/site.ts';
import { tellPages } from './src/site/page-files.ts';

const {
  PERFOLIO_SITE,
  PERFOLIO_BASE = '/',
  PERFOLIO_DATA = 'data',
  PERFOLIO_CONTENT = 'content',
} = process.env;

/** What a page may load: its own style sheet, scripts and pictures, and nothing from anywhere else. */
const directives = [
  "default-src 'none'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/**
 * While one writes: raw results, manifests and words are read again as soon as they change. Astro keeps what pages were
 * given until it is told that content changed; several files written together are one change. Who only runs the server
 * would otherwise see no word of what check finds, at the start and after each change; the server need not wait for it.
 */
const watchProject = () => {
  let tellProblems;
  return {
    name: 'perfolio-watch',
    hooks: {
      'astro:server:setup': ({ server, logger }) => {
        tellProblems = problemTeller(site, logger);
        const folders = [resolve(PERFOLIO_DATA), resolve(PERFOLIO_CONTENT)];
        const tell = () => {
          for (const { hot } of Object.values(server.environments)) hot.send('astro:content-changed', {});
          server.ws.send({ type: 'full-reload' });
          void tellProblems();
        };
        let waiting;
        server.watcher.add(folders);
        server.watcher.on('all', (_, path) => {
          if (!folders.some((folder) => path.startsWith(folder + sep))) return;
          forgetWorkspace();
          clearTimeout(waiting);
          waiting = setTimeout(tell, 60);
        });
      },
      'astro:server:start': () => void tellProblems(),
    },
  };
};

/** Every MDX file makes the bundler say that it may not keep Astro's own marks; it need not. */
const quietly = (level, log, next) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : next(level, log));

export default defineConfig({
  ...(PERFOLIO_SITE && { site: PERFOLIO_SITE }),
  base: PERFOLIO_BASE,
  trailingSlash: 'ignore',
  cacheDir: `./node_modules/.cache/perfolio/${pagesFolder(PERFOLIO_CONTENT)}`,
  compressHTML: true,
  integrations: [
    mdx({ optimize: true, processor: satteri({ mdastPlugins: [refuseCode] }) }),
    watchProject(),
    searchFiles(),
    tellPages,
  ],
  // Highlighting would write colours into style attributes, which the pages' security policy forbids.
  markdown: { syntaxHighlight: false },
  security: { csp: { directives } },
  // Several at once: kept pages wait for the disk alone.
  build: { format: 'directory', inlineStylesheets: 'never', concurrency: 4 },
  devToolbar: { enabled: false },
  prefetch: false,
  // A page whose data and code are unchanged is not rendered again: a thousand old reports cost nothing.
  experimental: { incrementalBuild: true },
  vite: {
    plugins: [mdxBodies, sharedModules],
    // Words about runs may lie outside this repository; what they compile to still needs its packages.
    resolve: { dedupe: ['astro'] },
    build: { rolldownOptions: { onLog: quietly } },
    server: { fs: { allow: [fileURLToPath(new URL('.', import.meta.url)), resolve(PERFOLIO_CONTENT)] } },
  },
});
