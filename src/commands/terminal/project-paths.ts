import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { commandLine } from '../../model/text/command-line.ts';
import { findProject, topOf, type FoundProject } from '../../project/find-project.ts';
import { Refusal } from '../../project/refusal.ts';
import { checkoutPaths, isCheckout, projectPaths, packageFolder, type Paths } from '../../store/paths.ts';
import { withOwnCache } from '../../store/tracked-cache.ts';
import type { Io } from './io.ts';

/** The folders that every command takes that reads a project. */
export interface PathOptions {
  readonly data?: string;
  readonly content?: string;
}

/** Adds --data and --content. */
export const withPaths = (command: Command): Command =>
  command
    .option('--data <dir>', 'folder of the raw results (default: data of the nearest project)')
    .option('--content <dir>', 'folder of the commentary (default: content of the nearest project)');

/**
 * The paths of a command line. Named folders are relative to where the user stands; the others are those of the project
 * that is found from there. Throws a Refusal if there is no project, or several.
 */
export async function pathsOf(
  { data, content, out }: PathOptions & { readonly out?: string },
  io: Pick<Io, 'cwd' | 'err'>,
): Promise<Paths> {
  const at = (named: string): string => resolve(io.cwd, named);
  const given = {
    shownFrom: io.cwd,
    ...(data === undefined ? {} : { data: at(data) }),
    ...(content === undefined ? {} : { content: at(content) }),
    ...(out === undefined ? {} : { out: at(out) }),
  };
  const found = data === undefined ? await findProject(io.cwd) : await around(at(data), io.cwd);
  if (found !== null && realpathSync(found.project) !== packageFolder)
    return withOwnCache(
      projectPaths(found.project, found.top, {
        ...given,
        ...(data === undefined ? { foundFrom: io.cwd } : {}),
      }),
      found.top,
      io.err,
    );
  // From elsewhere the checkout's own project must not stand in for one that is missing: a gate would judge the wrong one.
  if (isCheckout && (data !== undefined || found !== null || isInCheckout(io.cwd)))
    return withOwnCache(checkoutPaths(given), packageFolder, io.err);
  throw new Refusal(
    `There is no project in ${io.cwd} or the folders around it.`,
    `Create one with ${commandLine('init')}, or pass the folder of the raw results with --data.`,
  );
}

/** True where the user stands in the checkout. */
function isInCheckout(cwd: string): boolean {
  const way = relative(packageFolder, existsSync(cwd) ? realpathSync(cwd) : cwd);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/**
 * The project of a data folder that was named: the one around the user if the folder belongs to it, else the folder that
 * contains it. A checkout's own project takes any data folder.
 */
async function around(data: string, cwd: string): Promise<FoundProject | null> {
  if (isCheckout) return null;
  const found = await findProject(cwd).catch(() => null);
  if (found !== null && join(found.project, 'data') === data) return found;
  return { project: dirname(data), top: topOf(dirname(data)) };
}
