import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { didYouMean } from '../../model/did-you-mean.ts';
import type { Problem } from '../../model/problem.ts';
import { checkElements } from '../../report/mdx/check-words.ts';
import { parseMdx, type ParsedMdx } from '../../report/mdx/parse-mdx.ts';
import type { Dirs } from '../../store/dirs.ts';
import { parseWords } from './read-commentary.ts';

const templateText = async ({ contentDir, root }: Pick<Dirs, 'contentDir' | 'root'>): Promise<string> =>
  readFile(join(contentDir, 'template.mdx'), 'utf8').catch(() =>
    readFile(join(root, 'content/template.mdx'), 'utf8'),
  );

/** The template without its frontmatter: what a run's own page begins as. */
export async function templateBody(dirs: Pick<Dirs, 'contentDir' | 'root'>): Promise<string> {
  return parseWords(await templateText(dirs), 'template.mdx').words.body;
}

/** The page of every run that has none of its own. */
export interface Template {
  readonly text: string;
  readonly parsed: ParsedMdx;
  readonly problems: readonly Problem[];
}

/** The project's template, else this repository's. */
export async function readTemplate({ contentDir, cwd, root }: Dirs): Promise<Template> {
  const file = relative(cwd, join(contentDir, 'template.mdx'));
  const text = await templateText({ contentDir, root });
  const { words, problems } = parseWords(text, file);
  const parsed = parseMdx(words.body, file, words.bodyLine);
  return {
    text,
    parsed,
    problems: [...problems, ...parsed.problems, ...checkElements(parsed, file, didYouMean)],
  };
}
