import { fileURLToPath } from 'node:url';
import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';

const { SITE, BASE = '/', PERFOLIO_CONTENT } = process.env;

/** What a page may load: its own style sheet, scripts and pictures, and nothing from anywhere else. */
const directives = [
  "default-src 'none'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** Every MDX file makes the bundler say that it may not keep Astro's own marks; it need not. */
const quietly = (level, log, next) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : next(level, log));

export default defineConfig({
  ...(SITE && { site: SITE }),
  base: BASE,
  trailingSlash: 'ignore',
  compressHTML: true,
  integrations: [mdx({ optimize: true })],
  // Highlighting would write colours into style attributes, which the pages' security policy forbids.
  markdown: { syntaxHighlight: false },
  security: { csp: { directives } },
  build: { format: 'directory', inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
  prefetch: false,
  vite: {
    // Words about runs may lie outside this repository; what they compile to still needs its packages.
    resolve: { dedupe: ['astro'] },
    build: { rolldownOptions: { onLog: quietly } },
    server: {
      fs: {
        allow: [
          fileURLToPath(new URL('.', import.meta.url)),
          ...(PERFOLIO_CONTENT ? [PERFOLIO_CONTENT] : []),
        ],
      },
    },
  },
});
