import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { openWorkspace, type Workspace } from '../../src/project/workspace.ts';
import { checkoutPaths } from '../../src/store/paths.ts';

const top = mkdtempSync(join(tmpdir(), 'perfolio-small-project-'));
afterAll(() => rmSync(top, { recursive: true }));

/** The workspace of a project with these files of its data folder, and with these keys of project.json. */
export async function projectOf(
  name: string,
  files: Readonly<Record<string, string>>,
  project: object = {},
): Promise<Workspace> {
  const folder = join(top, name);
  const all = { ...files, 'project.json': JSON.stringify({ name, ...project }) };
  for (const [file, text] of Object.entries(all)) {
    const path = join(folder, 'data', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return openWorkspace(
    checkoutPaths({ shownFrom: folder, data: join(folder, 'data'), content: join(folder, 'content') }),
  );
}
