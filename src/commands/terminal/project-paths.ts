import { resolve } from 'node:path';
import type { Command } from 'commander';
import { checkoutPaths, type Paths } from '../../store/paths.ts';
import type { Io } from './io.ts';

/** The folders that every command takes that reads a project. */
export interface PathOptions {
  readonly data?: string;
  readonly content?: string;
}

/** Adds --data and --content. */
export const withPaths = (command: Command): Command =>
  command
    .option('--data <dir>', 'folder of the raw results (default: data)')
    .option('--content <dir>', 'folder of the commentary (default: content)');

/** The paths of a command line: named ones are relative to where the user stands, others the checkout's own. */
export function pathsOf({ data, content, out }: PathOptions & { readonly out?: string }, io: Io): Paths {
  const at = (named: string): string => resolve(io.cwd, named);
  return checkoutPaths({
    shownFrom: io.cwd,
    ...(data === undefined ? {} : { data: at(data) }),
    ...(content === undefined ? {} : { content: at(content) }),
    ...(out === undefined ? {} : { out: at(out) }),
  });
}
