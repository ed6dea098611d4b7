import { join } from 'node:path';
import { contentPage, pageSchema, takenNames, type ContentPage } from '../../model/page.ts';
import { problem, type Problem } from '../../model/problem.ts';
import { slug } from '../../model/text/slug.ts';
import { splitFrontmatter } from '../../report/mdx/frontmatter.ts';
import { parseMdx } from '../../report/mdx/parse-mdx.ts';
import { validateYaml } from '../validate/validate.ts';
import { listFolder, readProjectFile, type DiskReader } from './disk.ts';
import { frontmatterProblem } from './frontmatter-problem.ts';
import { append } from '../../model/long-lists.ts';

/** The pages of content/pages/*.mdx in the order of their names, and their problems. */
export interface ReadPages {
  readonly pages: readonly ContentPage[];
  readonly problems: readonly Problem[];
}

/** Reads content/pages/*.mdx: these pages hold prose alone, and are about no run. */
export async function readPages(contentDir: string, shown: (path: string) => string): Promise<ReadPages> {
  const folder = join(contentDir, 'pages');
  const problems: Problem[] = [];
  const pages: ContentPage[] = [];
  const disk: DiskReader = { shown, report: (found) => problems.push(found) };
  const files = listFolder(folder, disk)
    .map(({ name }) => name)
    .filter((name) => name.endsWith('.mdx'))
    .sort();
  for (const file of files) {
    const path = join(folder, file);
    const source = await readProjectFile(path, disk);
    if (source === null) continue;
    const name = file.replace(/\.mdx$/, '');
    const ofName = nameProblems(name, shown(path));
    append(problems, [...ofName, ...problemsOfPage(source, shown(path))]);
    if (ofName.length === 0) pages.push(contentPage(name, frontmatterOf(source, shown(path))));
  }
  return { pages, problems };
}

/** The name of a page is its address. */
function nameProblems(name: string, file: string): Problem[] {
  if (takenNames.includes(name))
    return [
      problem('error', file, `The address /${name}/ belongs to another page of the site.`, {
        found: name,
        hint: 'Rename the file.',
      }),
    ];
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) return [];
  return [
    problem('error', file, 'The name of a page is its address: lower-case letters, digits and hyphens.', {
      found: name,
      hint: `Rename the file, for example to ${slug(name)}.mdx.`,
    }),
  ];
}

function frontmatterOf(source: string, file: string): { title?: string; description?: string } {
  const { yaml, fault } = splitFrontmatter(source);
  const value = yaml === null || fault !== null ? null : validateYaml(pageSchema, yaml, file, 2).value;
  const { title, description } = value ?? {};
  return { ...(title !== undefined && { title }), ...(description !== undefined && { description }) };
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
