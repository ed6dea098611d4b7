import { z } from 'zod';

/** The frontmatter of a page in content/pages/. */
export const pageSchema = z.strictObject({
  title: z.string().optional().describe('Heading of the page.'),
  description: z.string().optional().describe('One sentence for search engines and previews.'),
});

/** A page of the project's own, from content/pages/. */
export interface ContentPage {
  /** Its file without `.mdx`, and its address. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

/** The page that every site has, with or without a file of the project. */
export const aboutPage: ContentPage = {
  name: 'about',
  title: 'About these reports',
  description: 'What these performance reports are.',
};

/** Addresses at the top of the site that no page of a project can have. */
export const takenNames: readonly string[] = [
  'alerts',
  'badge',
  'charts',
  'compare',
  'method',
  'recommendations',
  'releases',
  'runs',
  'schema',
  'search',
  'trends',
];

/** Files at the top of the site that no file of a project can replace. */
export const takenFiles: readonly string[] = [
  '404.html',
  'alerts.json',
  'feed.xml',
  'index.html',
  'llms.txt',
  'runs.json',
  'trends.json',
];

/** A page by its name and frontmatter. Without a title, it is called after its file. */
export function contentPage(name: string, { title, description }: z.infer<typeof pageSchema>): ContentPage {
  const known = name === aboutPage.name ? aboutPage : null;
  const own = `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;
  const shown = title ?? known?.title ?? own;
  return { name, title: shown, description: description ?? known?.description ?? `${shown}.` };
}
