import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pageSchema } from '../../model/page.ts';
import { problem, type Problem } from '../../model/problem.ts';
import { splitFrontmatter } from '../../report/mdx/frontmatter.ts';
import { parseMdx } from '../../report/mdx/parse-mdx.ts';
import { validateYaml } from '../validate/validate.ts';
import { frontmatterProblem } from './frontmatter-problem.ts';

/** Problems of content/pages/*.mdx: these pages hold prose alone, and are about no run. */
export async function pageProblems(contentDir: string, shown: (path: string) => string): Promise<Problem[]> {
  const folder = join(contentDir, 'pages');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.mdx')).sort();
  const problems: Problem[] = [];
  for (const name of names) {
    const path = join(folder, name);
    problems.push(...problemsOfPage(await readFile(path, 'utf8'), shown(path)));
  }
  return problems;
}

/** Problems of one page, given its source. */
export function problemsOfPage(source: string, file: string): readonly Problem[] {
  const { yaml, body, bodyLine, fault } = splitFrontmatter(source);
  if (fault !== null) return [frontmatterProblem(file, fault)];
  const { problems, elements } = parseMdx(body, file, bodyLine);
  return [
    ...(yaml === null ? [] : validateYaml(pageSchema, yaml, file, 2).problems),
    ...problems,
    ...elements.map(({ name, line, column }) =>
      problem('error', file, `<${name}> is not allowed in a page.`, {
        line,
        column,
        found: name,
        hint: 'Components belong to the commentary of a run, in content/runs/. Write Markdown here.',
      }),
    ),
  ];
}
