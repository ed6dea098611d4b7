import { join } from 'node:path';
import { pageSchema } from '../../model/page.ts';
import { problem, type Problem } from '../../model/problem.ts';
import { splitFrontmatter } from '../../report/mdx/frontmatter.ts';
import { parseMdx } from '../../report/mdx/parse-mdx.ts';
import { validateYaml } from '../validate/validate.ts';
import { listFolder, readProjectFile, type DiskReader } from './disk.ts';
import { frontmatterProblem } from './frontmatter-problem.ts';

/** Problems of content/pages/*.mdx: these pages hold prose alone, and are about no run. */
export async function pageProblems(contentDir: string, shown: (path: string) => string): Promise<Problem[]> {
  const folder = join(contentDir, 'pages');
  const problems: Problem[] = [];
  const disk: DiskReader = { shown, report: (found) => problems.push(found) };
  const names = listFolder(folder, disk)
    .map(({ name }) => name)
    .filter((name) => name.endsWith('.mdx'));
  for (const name of names) {
    const path = join(folder, name);
    const source = await readProjectFile(path, disk);
    if (source !== null) problems.push(...problemsOfPage(source, shown(path)));
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
