import { basename, join } from 'node:path';
import { didYouMean } from '../../model/text/did-you-mean.ts';
import { problem, type Problem } from '../../model/problem.ts';
import { commentarySchema, noCommentary } from '../../model/documents/commentary.ts';
import { attachmentProblems } from './attachment-problems.ts';
import { listFolder, readProjectFile, type DiskReader } from './disk.ts';
import { frontmatterProblem } from './frontmatter-problem.ts';
import { splitFrontmatter } from '../../report/mdx/frontmatter.ts';
import { TextPlaces } from '../validate/text-places.ts';
import { validateYaml } from '../validate/validate.ts';
import type { RunCommentary } from './run-commentary.ts';
import { append } from '../../model/long-lists.ts';

/** Reads content/runs/*.mdx, given the files of each run. Commentary on an unknown run is an error. */
export async function readCommentaries(
  contentDir: string,
  runs: ReadonlyMap<string, readonly string[]>,
  shown: (path: string) => string,
): Promise<{ words: Map<string, RunCommentary>; problems: Problem[] }> {
  const folder = join(contentDir, 'runs');
  const problems: Problem[] = [];
  const disk: DiskReader = { shown, report: (found) => problems.push(found) };
  const names = listFolder(folder, disk)
    .map(({ name }) => name)
    .filter((name) => name.endsWith('.mdx'));
  const words = new Map<string, RunCommentary>();
  for (const name of names) {
    const path = join(folder, name);
    const id = basename(name, '.mdx');
    if (/[#?]/.test(name)) problems.push(unreadableName(shown(path), id));
    const files = runs.get(id);
    if (files === undefined) problems.push(unknownRunProblem(shown(path), id, [...runs.keys()]));
    const text = await readProjectFile(path, disk);
    if (text === null) continue;
    const read = parseCommentary(text, shown(path));
    append(problems, read.problems);
    if (files !== undefined) append(problems, attachmentProblems(read.words, files));
    words.set(id, read.words);
  }
  return { words, problems };
}

/** The site builder takes the rest of such a path for a part of an address. */
const unreadableName = (file: string, id: string): Problem =>
  problem('error', file, 'The site builder cannot read a file with `#` or `?` in its name.', {
    found: id,
    hint: 'Rename the run: `rename` keeps its address.',
  });

function unknownRunProblem(file: string, id: string, runIds: readonly string[]): Problem {
  return problem('error', file, `Commentary on an unknown run "${id}".`, {
    found: id,
    hint: didYouMean(id, runIds.slice(0, 50)) ?? 'Name the file after a folder in data/.',
  });
}

/** Splits an MDX text into checked frontmatter and body. */
export function parseCommentary(
  text: string,
  file: string,
): { words: RunCommentary; problems: readonly Problem[] } {
  const { yaml, body, bodyLine, fault } = splitFrontmatter(text);
  if (yaml === null)
    return {
      words: { file, words: noCommentary, body, bodyLine, lineOf: () => null, lineOfText: () => null },
      problems: fault === null ? [] : [frontmatterProblem(file, fault)],
    };
  const { value, problems } = validateYaml(commentarySchema, yaml, file, 2);
  const places = new TextPlaces(yaml, 1);
  const lineOf = (key: string): number | null => places.ofKey([key]).line;
  const lines = yaml.split('\n');
  const lineOfText = (path: readonly (string | number)[], part: string): number | null => {
    const { line } = places.ofValue(path);
    if (line === null) return null;
    // The frontmatter begins on the file's second line.
    const below = lines.slice(line - 2).findIndex((one) => one.includes(part));
    return below === -1 ? line : line + below;
  };
  return {
    words: { file, words: value ?? noCommentary, body, bodyLine, lineOf, lineOfText },
    problems,
  };
}
