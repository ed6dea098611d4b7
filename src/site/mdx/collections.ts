import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineCollection } from 'astro/content/config';
import { glob } from 'astro/loaders';
import type { Paths } from '../../store/paths.ts';
import { mdxEntries } from './mdx-entries.ts';

/** The texts that pages render. Frontmatter is checked, with its place in the file, where the workspace reads it. */
export function collectionsOf({ content, package: own }: Pick<Paths, 'content' | 'package'>) {
  // Words that lie elsewhere need not bring a template.
  const templates = existsSync(join(content, 'template.mdx')) ? content : join(own, 'content');
  return {
    runs: defineCollection({ loader: mdxEntries(join(content, 'runs')) }),
    templates: defineCollection({ loader: mdxEntries(templates, (name) => name === 'template.mdx') }),
    pages: defineCollection({ loader: mdxEntries(join(content, 'pages')) }),
    docs: defineCollection({ loader: glob({ base: join(own, 'docs'), pattern: 'statistics.md' }) }),
  };
}
