import { readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { RunReport } from '../../model/run-report.ts';
import { comparisonOf, type ReadyComparison } from '../../project/comparisons.ts';
import { Refusal } from '../../project/refusal.ts';
import { unknownRun } from '../../project/unknown-run.ts';
import type { Workspace } from '../../project/workspace.ts';
import { filledPage } from '../../site/incremental/fill-in.ts';
import type { FinishedSite } from '../../site/incremental/sync-folder.ts';

/** What is exported: the report of a run, or the comparison of two. */
export type Exported = { readonly run: RunReport } | { readonly pair: ReadyComparison };

const between = '...';

/** What `RUN` or `BASE...HEAD` names. Throws a Refusal for an unknown run. */
export function exportedOf(name: string, workspace: Workspace): Exported {
  const find = (id: string): RunReport | undefined => workspace.reports.find((report) => report.id === id);
  const run = find(name);
  if (run !== undefined) return { run };
  const splits = [...name.matchAll(/(?=\.\.\.)/g)].map(({ index }) => index);
  for (const at of splits) {
    const [base, head] = [find(name.slice(0, at)), find(name.slice(at + between.length))];
    if (base !== undefined && head !== undefined) {
      if (base === head) throw new Refusal('Base and head are the same run.', 'Name two different runs.');
      return { pair: comparisonOf(base, head, workspace) };
    }
  }
  const ids = workspace.reports.map(({ id }) => id);
  const [at] = splits;
  const named = at === undefined ? [name] : [name.slice(0, at), name.slice(at + between.length)];
  const unknown = named.filter((id) => find(id) === undefined);
  throw new Refusal(unknown.map((id) => unknownRun(id, ids)).join('\n'), 'Pass RUN, or BASE...HEAD.');
}

/** The path of its page below the base of the site. */
export const pathOf = (exported: Exported): string =>
  'run' in exported ? `runs/${exported.run.slug}/` : `compare/${exported.pair.slug}/`;

/** The finished page at a path, with the texts that belong into it. */
export function finishedPage({ folder, fillings }: FinishedSite, path: string): string {
  const file = `${path}index.html`;
  return filledPage(join(folder, file), fillings.get(file));
}

/** The bytes of a file of the site; null if there is none, or if the path leads out of the site. */
export function fileOf({ folder }: FinishedSite, path: string): Buffer | null {
  const full = resolve(folder, decodeURIComponent(path));
  if (!full.startsWith(folder + sep)) return null;
  try {
    return readFileSync(full);
  } catch {
    return null;
  }
}
