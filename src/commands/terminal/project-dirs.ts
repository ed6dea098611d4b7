import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Dirs } from '../../store/dirs.ts';
import type { Io } from './io.ts';

/** The folder of this repository. */
export const root = dirname(dirname(dirname(import.meta.dirname)));

/** The folder options of every command that reads a project. */
export interface DirOptions {
  readonly data?: string;
  readonly content?: string;
}

/** Adds --data and --content. */
export const withDirs = (command: Command): Command =>
  command
    .option('--data <dir>', 'folder with the raw results (default: data)')
    .option('--content <dir>', 'folder with the commentary (default: content)');

/** The folders of a project: options resolve against the user's working directory; defaults are the repository's own. */
export function dirsOf({ data, content }: DirOptions, io: Io): Dirs {
  const at = (named: string | undefined, own: string): string =>
    named === undefined ? join(root, own) : resolve(io.cwd, named);
  return { root, cwd: io.cwd, dataDir: at(data, 'data'), contentDir: at(content, 'content') };
}
