import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { didYouMean } from '../../model/text/did-you-mean.ts';
import type { Problem } from '../../model/problem.ts';
import { checkElements, checkSectionsPlaced } from '../../report/mdx/check-commentary.ts';
import { parseMdx, type ParsedMdx } from '../../report/mdx/parse-mdx.ts';
import type { Paths } from '../../store/paths.ts';
import { readProjectFile, strictDisk, type DiskReader } from './disk.ts';
import { parseCommentary } from './read-commentary.ts';

type TemplatePaths = Pick<Paths, 'content' | 'package' | 'shownFrom'>;

async function templateText(
  { content, package: own, shownFrom }: TemplatePaths,
  report: DiskReader['report'],
): Promise<string> {
  const disk = { shown: (path: string): string => relative(shownFrom, path), report };
  const ofProject = await readProjectFile(join(content, 'template.mdx'), disk);
  return ofProject ?? readFile(join(own, 'content/template.mdx'), 'utf8');
}

/** The template without its frontmatter: the initial body of a new commentary. */
export async function templateBody(paths: TemplatePaths): Promise<string> {
  const { report } = strictDisk((path) => relative(paths.shownFrom, path));
  return parseCommentary(await templateText(paths, report), 'template.mdx').words.body;
}

/** The page of every run without commentary. */
export interface Template {
  readonly text: string;
  readonly parsed: ParsedMdx;
  readonly problems: readonly Problem[];
}

/** Reads the project's template, or this repository's if there is none. */
export async function readTemplate(paths: Paths): Promise<Template> {
  const { content, shownFrom } = paths;
  const unread: Problem[] = [];
  const file = relative(shownFrom, join(content, 'template.mdx'));
  const text = await templateText(paths, (found) => unread.push(found));
  const { words, problems } = parseCommentary(text, file);
  const parsed = parseMdx(words.body, file, words.bodyLine);
  return {
    text,
    parsed,
    problems: [
      ...unread,
      ...problems,
      ...parsed.problems,
      ...checkElements(parsed, file, didYouMean),
      ...checkSectionsPlaced(parsed, file),
    ],
  };
}
