import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { didYouMean } from '../../model/did-you-mean.ts';
import type { Problem } from '../../model/problem.ts';
import { checkElements } from '../../report/mdx/check-commentary.ts';
import { parseMdx, type ParsedMdx } from '../../report/mdx/parse-mdx.ts';
import type { Dirs } from '../../store/dirs.ts';
import { readProjectFile, strictDisk, type DiskReader } from './disk.ts';
import { parseCommentary } from './read-commentary.ts';

type TemplateDirs = Pick<Dirs, 'contentDir' | 'root' | 'cwd'>;

async function templateText(
  { contentDir, root, cwd }: TemplateDirs,
  report: DiskReader['report'],
): Promise<string> {
  const disk = { shown: (path: string): string => relative(cwd, path), report };
  const own = await readProjectFile(join(contentDir, 'template.mdx'), disk);
  return own ?? readFile(join(root, 'content/template.mdx'), 'utf8');
}

/** The template without its frontmatter: the initial body of a new commentary. */
export async function templateBody(dirs: TemplateDirs): Promise<string> {
  const { report } = strictDisk((path) => relative(dirs.cwd, path));
  return parseCommentary(await templateText(dirs, report), 'template.mdx').words.body;
}

/** The page of every run without commentary. */
export interface Template {
  readonly text: string;
  readonly parsed: ParsedMdx;
  readonly problems: readonly Problem[];
}

/** Reads the project's template, or this repository's if there is none. */
export async function readTemplate(dirs: Dirs): Promise<Template> {
  const { contentDir, cwd } = dirs;
  const unread: Problem[] = [];
  const file = relative(cwd, join(contentDir, 'template.mdx'));
  const text = await templateText(dirs, (found) => unread.push(found));
  const { words, problems } = parseCommentary(text, file);
  const parsed = parseMdx(words.body, file, words.bodyLine);
  return {
    text,
    parsed,
    problems: [...unread, ...problems, ...parsed.problems, ...checkElements(parsed, file, didYouMean)],
  };
}
