import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { didYouMean } from '../../model/did-you-mean.ts';
import { problem, type Problem } from '../../model/problem.ts';
import { commentarySchema, type Commentary, noCommentary } from '../../model/commentary.ts';
import { frontmatterProblem } from './frontmatter-problem.ts';
import { splitFrontmatter } from '../../report/mdx/frontmatter.ts';
import { Places, validateYaml } from '../validate/validate.ts';

/** What people wrote of a run: the frontmatter, checked, and the body as it stands in the file. */
export interface RunWords {
  readonly file: string;
  readonly words: Commentary;
  readonly body: string;
  /** The 1-based line on which the body starts. */
  readonly bodyLine: number;
  /** The line on which a key of the frontmatter stands; null where it does not. */
  readonly lineOf: (key: string) => number | null;
  /** The line on which a text stands inside the value of a key; the value's own where it is not found. */
  readonly lineOfText: (path: readonly (string | number)[], text: string) => number | null;
}

/** Reads content/runs/*.mdx. Words about a run that does not exist are an error. */
export async function readWords(
  contentDir: string,
  runIds: ReadonlySet<string>,
  shown: (path: string) => string,
): Promise<{ words: Map<string, RunWords>; problems: Problem[] }> {
  const folder = join(contentDir, 'runs');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.mdx')).sort();
  const words = new Map<string, RunWords>();
  const problems: Problem[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const id = basename(name, '.mdx');
    if (!runIds.has(id)) problems.push(noSuchRun(shown(path), id, runIds));
    const read = parseWords(await readFile(path, 'utf8'), shown(path));
    problems.push(...read.problems);
    words.set(id, read.words);
  }
  return { words, problems };
}

function noSuchRun(file: string, id: string, runIds: ReadonlySet<string>): Problem {
  return problem('error', file, `There is no run "${id}" that these words could be about.`, {
    found: id,
    hint: didYouMean(id, [...runIds].slice(0, 50)) ?? 'Name the file after a run folder of data/.',
  });
}

/** Splits an MDX text into checked frontmatter and body. */
export function parseWords(text: string, file: string): { words: RunWords; problems: readonly Problem[] } {
  const { yaml, body, bodyLine, fault } = splitFrontmatter(text);
  if (yaml === null)
    return {
      words: { file, words: noCommentary, body, bodyLine, lineOf: () => null, lineOfText: () => null },
      problems: fault === null ? [] : [frontmatterProblem(file, fault)],
    };
  const { value, problems } = validateYaml(commentarySchema, yaml, file, 2);
  const places = new Places(yaml, 1);
  const lineOf = (key: string): number | null => places.ofKey([key]).line;
  const lines = yaml.split('\n');
  const lineOfText = (path: readonly (string | number)[], wanted: string): number | null => {
    const { line } = places.ofValue(path);
    if (line === null) return null;
    // The frontmatter begins on the file's second line.
    const below = lines.slice(line - 2).findIndex((one) => one.includes(wanted));
    return below === -1 ? line : line + below;
  };
  return {
    words: { file, words: value ?? noCommentary, body, bodyLine, lineOf, lineOfText },
    problems,
  };
}
