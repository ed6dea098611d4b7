import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { MetricChange } from '../../src/model/run-report.ts';
import { openWorkspace, type Workspace } from '../../src/project/workspace.ts';
import { checkoutPaths } from '../../src/store/paths.ts';

const top = mkdtempSync(join(tmpdir(), 'perfolio-two-runs-'));
afterAll(() => rmSync(top, { recursive: true }));

/** A workspace of runs r1, r2 ..., each of these files. */
export async function workspaceOf(
  name: string,
  runs: readonly Readonly<Record<string, string>>[],
): Promise<Workspace> {
  const folder = join(top, name);
  for (const [i, files] of runs.entries())
    for (const [file, text] of Object.entries(files)) {
      const path = join(folder, `data/r${i + 1}`, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  return openWorkspace(
    checkoutPaths({ shownFrom: folder, data: join(folder, 'data'), content: join(folder, 'content') }),
  );
}

/** The workspace of two runs, a day apart, of one file each. */
export const twoRuns = (name: string, file: string, texts: readonly [string, string]): Promise<Workspace> =>
  workspaceOf(
    name,
    texts.map((text, i) => ({
      [file]: text,
      'run.json': JSON.stringify({ startedAt: `2026-11-0${i + 1}T10:00:00Z` }),
    })),
  );

/** What the second of two runs changed. */
export async function changes(...given: Parameters<typeof twoRuns>): Promise<readonly MetricChange[]> {
  return (await twoRuns(...given)).reports[1]!.context.changes;
}
