import { join, resolve } from 'node:path';
import { openWorkspace, type Workspace } from './workspace.ts';

/** Where pages find the project's folders: the command line sets these before it starts the site builder. */
export const siteEnvironment = {
  data: 'PERFOLIO_DATA',
  content: 'PERFOLIO_CONTENT',
  root: 'PERFOLIO_ROOT',
} as const;

const key = Symbol.for('perfolio.site');
const shared = globalThis as { [key]?: Promise<Workspace> | undefined };

/** The workspace that the pages show, loaded once a process. */
export function site(): Promise<Workspace> {
  return (shared[key] ??= load());
}

/** Hands the pages a workspace that was loaded already. */
export function useWorkspace(workspace: Workspace): void {
  shared[key] = Promise.resolve(workspace);
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
