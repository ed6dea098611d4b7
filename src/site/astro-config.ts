import { existsSync } from 'node:fs';
import { join } from 'node:path';
import mdx from '@astrojs/mdx';
import { satteri } from '@astrojs/markdown-satteri';
import type { AstroInlineConfig } from 'astro';
import type { PageFiles } from './incremental/incremental.ts';
import { perfolio } from './integration.ts';
import { mdxBodies } from './mdx/mdx-source.ts';
import { ownState } from './own-state.ts';
import { Refusal } from '../project/refusal.ts';
import { refuseCode } from './mdx/refuse-code.ts';
import type { Site } from './site.ts';
import { modulesFolder } from '../store/paths.ts';

/** What a page may load: its own style sheet, scripts and pictures, and nothing from anywhere else. */
const directives = [
  "default-src 'none'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
] as const;

type Bundler = NonNullable<NonNullable<AstroInlineConfig['vite']>['build']>;
type OnLog = NonNullable<NonNullable<Bundler['rolldownOptions']>['onLog']>;

/** Every MDX file makes the bundler warn that it drops Astro's own directives; they are not needed. */
const withoutDirectives: OnLog = (level, log, next) => {
  if (log.code !== 'MODULE_LEVEL_DIRECTIVE') next(level, log);
};

/** The site builder takes what follows such a character in a path for a part of an address. */
function refuseAddressMarks(folder: string): void {
  if (!/[#?]/.test(folder) || !existsSync(folder)) return;
  throw new Refusal(
    `The site builder cannot read files below ${folder}: the path contains \`#\` or \`?\`.`,
    'Move the project to another path.',
  );
}

/**
 * How the site builder makes a site: all of it, since no folder or environment of the process counts. It writes what it
 * needs for itself into `state`, which no other process may use at the same time.
 */
export function astroConfig(site: Site, state: string, files: PageFiles | null = null): AstroInlineConfig {
  const { paths, address } = site;
  refuseAddressMarks(paths.content);
  const own = ownState(state, paths.package);
  return {
    root: own.root,
    cacheDir: own.cacheDir,
    srcDir: modulesFolder,
    configFile: false,
    publicDir: paths.public,
    outDir: paths.out,
    ...(address.site === undefined ? {} : { site: address.site }),
    base: address.base ?? '/',
    trailingSlash: 'ignore',
    compressHTML: true,
    integrations: [
      own.integration,
      mdx({ optimize: true, processor: satteri({ mdastPlugins: [refuseCode] }) }),
      perfolio(site, files),
    ],
    // Highlighting would write colours into style attributes, which the pages' security policy forbids.
    markdown: { syntaxHighlight: false },
    security: { csp: { directives: [...directives] } },
    // Several at once: reused pages wait for the disk alone.
    build: {
      format: 'directory',
      inlineStylesheets: 'never',
      concurrency: 4,
      server: join(paths.out, '.server'),
    },
    devToolbar: { enabled: false },
    prefetch: false,
    // A page whose data and code are unchanged is not rendered again: a thousand old reports cost nothing.
    experimental: { incrementalBuild: true },
    vite: {
      ...own.vite,
      // Plugins named here come before those of integrations: the compiler must be given bodies alone.
      plugins: [mdxBodies(async () => (await site.workspace()).project.publish)],
      // Commentary may lie outside this package; what it compiles to still needs the package's dependencies.
      // A tsconfig.json around the project is about the project's own code, and may need what is not installed here.
      resolve: { dedupe: ['astro'], tsconfigPaths: false },
      // Files that did not change need not be written again.
      // Scripts are files: a reader loads them once, and a report has 32 kB for itself.
      build: { emptyOutDir: false, assetsInlineLimit: 0, rolldownOptions: { onLog: withoutDirectives } },
      server: { fs: { allow: [paths.package, paths.content] } },
    },
  };
}
