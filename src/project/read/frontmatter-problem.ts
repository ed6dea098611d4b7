import { problem, type Problem } from '../../model/problem.ts';
import type { FrontmatterFault } from '../../report/mdx/frontmatter.ts';

/** A problem with how the frontmatter of an MDX file is written. */
export const frontmatterProblem = (file: string, { message, line }: FrontmatterFault): Problem =>
  problem('error', file, message, {
    line,
    column: 1,
    hint: 'Write YAML between two lines of `---`, the first of them on the first line of the file. Write `***` for a horizontal rule at the start of the text.',
  });
