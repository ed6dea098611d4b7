import { z } from 'zod';

/** The frontmatter of a page in content/pages/. */
export const pageSchema = z.strictObject({
  title: z.string().optional().describe('Heading of the page.'),
  description: z.string().optional().describe('One sentence for search engines and previews.'),
});
