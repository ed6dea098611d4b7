import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { paths } from 'virtual:perfolio';
import { mdxEntries } from './site/mdx-entries.ts';

const { content } = paths;
const own = join(paths.package, 'content');

/** Words that lie elsewhere need not bring a template. */
const templates = existsSync(join(content, 'template.mdx')) ? content : own;

// Frontmatter is checked, with its place in the file, where the workspace reads it.
export const collections = {
  runs: defineCollection({ loader: mdxEntries(join(content, 'runs')) }),
  templates: defineCollection({ loader: mdxEntries(templates, (name) => name === 'template.mdx') }),
  pages: defineCollection({ loader: mdxEntries(join(content, 'pages')) }),
  docs: defineCollection({
    loader: glob({ base: join(paths.package, 'docs'), pattern: 'statistics.md' }),
  }),
};
