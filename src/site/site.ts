import { join, resolve } from 'node:path';
import { openWorkspace, type Workspace } from '../project/workspace.ts';

/** Where pages find the project's folders: the command line sets these before it starts the site builder. */
export const siteEnvironment = {
  data: 'PERFOLIO_DATA',
  content: 'PERFOLIO_CONTENT',
  root: 'PERFOLIO_ROOT',
} as const;

/** Texts that pages get once all are made, by the page's file below the site's folder. */
type Fillings = Map<string, string>;

const key = Symbol.for('perfolio.site');
const openKey = Symbol.for('perfolio.open');
const fillingsKey = Symbol.for('perfolio.fillings');
const madeKey = Symbol.for('perfolio.made');
const standingKey = Symbol.for('perfolio.standing');
// While one writes, pages have modules of their own: what they share with the command is the process.
const shared = globalThis as {
  [key]?: Promise<Workspace> | undefined;
  [openKey]?: () => Promise<Workspace>;
  [fillingsKey]?: Fillings;
  [madeKey]?: (run: string, of: number) => void;
  [standingKey]?: Set<string>;
};

/** The workspace that the pages show, loaded once a process, when it is first asked for. */
export function site(): Promise<Workspace> {
  return (shared[key] ??= (shared[openKey] ?? load)());
}

/** What pages and what builds them tell a build. */
export interface Told {
  readonly fillings: Fillings;
  /** Paths of files that belong to the site, whether they were written by this build or stand as they are. */
  readonly standing: ReadonlySet<string>;
}

/** Says how the pages get their workspace, and hears of each that is made. */
export function useWorkspace(
  open: () => Promise<Workspace>,
  onMade: (run: string, of: number) => void,
): Told {
  shared[madeKey] = onMade;
  shared[openKey] = open;
  shared[key] = undefined;
  const told = { fillings: new Map<string, string>(), standing: new Set<string>() };
  shared[fillingsKey] = told.fillings;
  shared[standingKey] = told.standing;
  return told;
}

/** Told of a file that belongs to the site. */
export const fileStands = (path: string): void => void shared[standingKey]?.add(path);

/** Told by the page of a run when it is made anew, which most of the `of` pages are not. */
export const pageMade = (run: string, of: number): void => shared[madeKey]?.(run, of);

/** Where a page's text goes that changes whenever a run is added. Text from data never becomes a comment. */
export const laterMark = '<!--later-->';

/**
 * Takes the text that changes with every run added, so that a page is kept without it and filled in anew by each build.
 * False where nobody will fill it in, as while one writes: the page then has to print it itself.
 */
export function fillLater(file: string, html: string): boolean {
  shared[fillingsKey]?.set(file, html);
  return shared[fillingsKey] !== undefined;
}

/** Forgets the workspace, so that the next page loads it again: data or words changed under a running server. */
export function forgetWorkspace(): void {
  shared[key] = undefined;
}

async function load(): Promise<Workspace> {
  const root = process.env[siteEnvironment.root] ?? process.cwd();
  return openWorkspace({
    root,
    cwd: root,
    dataDir: resolve(process.env[siteEnvironment.data] ?? join(root, 'data')),
    contentDir: resolve(process.env[siteEnvironment.content] ?? join(root, 'content')),
  });
}
