import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkspace, type Workspace } from '../../src/project/workspace.ts';
import { planOf, type Plan } from './plan.ts';
import { checkoutPaths } from '../../src/store/paths.ts';

const repository = join(import.meta.dirname, '../..');

const documentIn = (root: string): string => join(root, 'docs/demo.md');

/** The document whose plan is the truth. */
export const demoDocument = documentIn(repository);

/** The plan and which of its runs are missing; null with the reason where there is nothing to hold against it. */
export type Truth =
  | { readonly plan: Plan; readonly missing: readonly string[] }
  | { readonly plan: null; readonly why: string };

/** Reads the truth of a copy of this repository; the demo may have been taken out of it. */
export function readTruth(root = repository): Truth {
  if (!existsSync(documentIn(root))) return { plan: null, why: 'docs/demo.md is not here' };
  const plan = planOf(readFileSync(documentIn(root), 'utf8'));
  const missing = plan.runs.filter(({ run }) => !existsSync(join(root, 'data', run))).map(({ run }) => run);
  if (missing.length === plan.runs.length)
    return { plan: null, why: 'none of the runs that docs/demo.md names is in data/' };
  return { plan, missing };
}

/** The repository's own project, demo and all. */
export const openDemo = (): Promise<Workspace> =>
  openWorkspace(
    checkoutPaths({
      shownFrom: repository,
      data: join(repository, 'data'),
      content: join(repository, 'content'),
    }),
  );
