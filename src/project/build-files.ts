import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dirname } from 'node:path/posix';
import { projectSchema } from '../model/documents/project.ts';
import { git, pathInside, topOf } from '../store/git.ts';
import type { Paths } from '../store/paths.ts';
import { validateJson } from './validate/validate.ts';

const projectFiles = ':(top,glob)**/data/project.json';
const manifests = ':(top,glob)**/data/*/run.json';

const named = (printed: string | null): string[] =>
  (printed ?? '').split('\0').flatMap((path) => path.replace(/^\n+/, '') || []);

/** Other tools have a project.json, too: a library called data may be code. */
async function isProjectFile(top: string, path: string): Promise<boolean> {
  const text = await readFile(join(top, path), 'utf8').catch(() => null);
  if (text === null) return false;
  const { value, problems } = validateJson(projectSchema, text, path);
  return value !== null && problems.length === 0;
}

/**
 * The data folders of all projects in a repository, relative to its top: those that git tracks now, and those that lost a
 * run in the given range of commits, because their project has moved since. One with runs has `<run>/run.json`.
 */
async function dataFolders(top: string, range: string): Promise<string[]> {
  const tracked = named(await git(top, 'ls-files', '-z', '--', projectFiles, manifests));
  const lost = ['log', '--first-parent', '--format=', '--name-only', '-z', '--no-renames', '--diff-filter=D'];
  const runs = [
    ...tracked.filter((path) => path.endsWith('/run.json')),
    ...named(await git(top, ...lost, range, '--', manifests)),
  ];
  const folders = new Set(runs.map((path) => dirname(dirname(path))));
  for (const path of tracked.filter((one) => one.endsWith('/project.json')))
    if (!folders.has(dirname(path)) && (await isProjectFile(top, path))) folders.add(dirname(path));
  return [...folders].sort();
}

const inContent = (data: string): string => (dirname(data) === '.' ? 'content' : `${dirname(data)}/content`);

/**
 * Pathspecs for everything in the repository of a folder but what describes runs: a commit of data is no build. That holds
 * for the data of other projects in the repository, too: each of their runs is committed to the same line.
 */
export async function buildFiles(
  folder: string,
  { data, content }: Pick<Paths, 'data' | 'content'>,
  range: string,
): Promise<string[]> {
  const top = (await topOf(folder)) ?? folder;
  const own = await Promise.all([data, content].map((path) => pathInside(top, path)));
  const all = (await dataFolders(top, range)).flatMap((path) => [path, inContent(path)]);
  const excluded = new Set([...own.filter((path) => path !== null), ...all]);
  return [':(top)', ...[...excluded].map((path) => `:(top,exclude,literal)${path}`)];
}
