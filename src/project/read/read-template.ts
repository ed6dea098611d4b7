import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { didYouMean } from '../../model/did-you-mean.ts';
import type { Problem } from '../../model/problem.ts';
import { checkElements } from '../../report/mdx/check-words.ts';
import { parseMdx, type ParsedMdx } from '../../report/mdx/parse-mdx.ts';
import type { Dirs } from '../../store/dirs.ts';
import { parseCommentary } from './read-commentary.ts';

const templateText = async ({ contentDir, root }: Pick<Dirs, 'contentDir' | 'root'>): Promise<string> =>
  readFile(join(contentDir, 'template.mdx'), 'utf8').catch(() =>
    readFile(join(root, 'content/template.mdx'), 'utf8'),
  );

/** The template without its frontmatter: the initial body of a new commentary. */
export async function templateBody(dirs: Pick<Dirs, 'contentDir' | 'root'>): Promise<string> {
  return parseCommentary(await templateText(dirs), 'template.mdx').words.body;
}

/** The page of every run without commentary. */
export interface Template {
  readonly text: string;
  readonly parsed: ParsedMdx;
  readonly problems: readonly Problem[];
}

/** Reads the project's template, or this repository's if there is none. */
export async function readTemplate({ contentDir, cwd, root }: Dirs): Promise<Template> {
  const file = relative(cwd, join(contentDir, 'template.mdx'));
  const text = await templateText({ contentDir, root });
  const { words, problems } = parseCommentary(text, file);
  const parsed = parseMdx(words.body, file, words.bodyLine);
  return {
    text,
    parsed,
    problems: [...problems, ...parsed.problems, ...checkElements(parsed, file, didYouMean)],
  };
}
