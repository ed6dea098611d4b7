import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from '../refusal.ts';

/** One change of a project's files. Paths are absolute. */
export type PlannedEdit =
  | { readonly kind: 'write'; readonly path: string; readonly text: string; readonly what: string }
  | { readonly kind: 'move'; readonly path: string; readonly to: string }
  | { readonly kind: 'remove'; readonly path: string };

/** Makes all changes, in order. */
export async function applyEdits(edits: readonly PlannedEdit[]): Promise<void> {
  for (const edit of edits) {
    if (edit.kind === 'remove') await rm(edit.path, { recursive: true });
    else if (edit.kind === 'write') {
      await mkdir(dirname(edit.path), { recursive: true });
      await writeFile(edit.path, edit.text);
    } else {
      await mkdir(dirname(edit.to), { recursive: true });
      await rename(edit.path, edit.to);
    }
  }
}

/** What a change does, in a line of a list. */
export function editText(edit: PlannedEdit, shown: (path: string) => string): string {
  if (edit.kind === 'remove') return `remove  ${shown(edit.path)}`;
  if (edit.kind === 'move') return `move    ${shown(edit.path)} -> ${shown(edit.to)}`;
  return `${existsSync(edit.path) ? 'edit  ' : 'write '}  ${shown(edit.path)}: ${edit.what}`;
}

/** A JSON file of the project with its value; null if there is none. Throws a Refusal if it is not valid JSON. */
export function readJson(
  path: string,
  shown: (path: string) => string,
): { text: string; value: unknown } | null {
  if (!existsSync(path)) return null;
  const text = readFileSync(path, 'utf8');
  try {
    return { text, value: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown };
  } catch {
    throw new Refusal(`${shown(path)} is not valid JSON.`, 'Run `check`, and fix it first.');
  }
}

/** The manifests of all runs of a data folder. */
export const manifestsIn = (data: string): string[] =>
  readdirSync(data, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => join(data, name, 'run.json'))
    .filter((path) => existsSync(path));

/** The commentary files of a content folder. */
export function commentariesIn(content: string): string[] {
  const folder = join(content, 'runs');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.mdx'))
    .map((name) => join(folder, name));
}
