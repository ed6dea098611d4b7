import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { paths } from 'virtual:perfolio';

const { content } = paths;
const own = join(paths.package, 'content');

/** Words that lie elsewhere need not bring a template. */
const templates = existsSync(join(content, 'template.mdx')) ? content : own;

/** An entry is called after its file; Astro's own way of making ids would change the case of run ids. */
const generateId = ({ entry }: { entry: string }): string => entry.replace(/\.mdx?$/, '');

// Frontmatter is checked, with its place in the file, where the workspace reads it.
export const collections = {
  runs: defineCollection({ loader: glob({ base: join(content, 'runs'), pattern: '*.mdx', generateId }) }),
  templates: defineCollection({ loader: glob({ base: templates, pattern: 'template.mdx', generateId }) }),
  pages: defineCollection({ loader: glob({ base: join(content, 'pages'), pattern: '*.mdx', generateId }) }),
  docs: defineCollection({
    loader: glob({ base: join(paths.package, 'docs'), pattern: 'statistics.md', generateId }),
  }),
};
