import { manifestSchema } from './documents/manifest.ts';
import { metricIds } from './metrics/metrics.ts';
import { projectSchema } from './documents/project.ts';
import { commentarySchema } from './documents/commentary.ts';

/** Names too many for a hint, and the page that lists them all. */
const pages: readonly (readonly [page: string, words: ReadonlySet<string>])[] = [
  ['docs/metrics.md', new Set(metricIds)],
  ['docs/project.md', new Set(Object.keys(projectSchema.shape))],
  ['docs/run.md', new Set(Object.keys(manifestSchema.shape))],
  ['docs/commentary.md', new Set(Object.keys(commentarySchema.shape))],
];

/** The page that explains all of these names; null without one. */
export const pageThatLists = (words: readonly string[]): string | null =>
  pages.find(([, known]) => words.every((word) => known.has(word)))?.[0] ?? null;
