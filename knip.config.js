/** Scripts of a component, beside the code before its markup: both import. */
const astro = (text) => {
  const [, frontmatter = ''] = /^---\n([^]*?)\n---/.exec(text) ?? [];
  const scripts = [...text.matchAll(/<script(?:[^>]*[^/>])?>([^]*?)<\/script>/g)].map(([, script]) => script);
  const files = [...text.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, file]) => `import '${file}';`);
  return [frontmatter, ...scripts, ...files].join('\n');
};

/** Files, exports and packages that nothing uses. */
export default {
  entry: [
    'src/cli/main.ts',
    'src/index.ts',
    'src/project/helper-thread.ts',
    'src/site/renew-lock.ts',
    // Loaded by the code of the virtual module, and by the site builder.
    'src/site/open-sites.ts',
    'src/site/mdx/collections.ts',
    'src/layouts/own-hashes.ts',
    'src/site/search/served-index.ts',
    'src/components/dev/problem-banner.ts',
    'src/pages/**/*.{astro,ts}',
    'test/**/*.test.ts',
    'test/bench/**/*.ts',
    'test/demo-service/**/*.ts',
    'test/truth/write-truth-table.ts',
    // Started as a process.
    'test/mutants/live-tests.ts',
  ],
  project: ['bin/**/*.mjs', 'packaging/*.{ts,mjs}', 'src/**/*.{ts,astro}', 'test/**/*.ts'],
  ignoreExportsUsedInFile: true,
  // The demo's load generator is started as a program of its own.
  ignoreDependencies: ['autocannon'],
  // Parts of Linux, for a disk that is full.
  ignoreBinaries: ['mkfifo', 'mount', 'umount'],
  compilers: { astro },
};
