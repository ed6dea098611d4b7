import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openWorkspace, type Workspace } from '../../project/workspace.ts';
import type { Paths } from '../../store/paths.ts';

/** A hash of names, sizes and times of all files below folders. A file that goes while they are listed is left out. */
async function stateOf(folders: readonly string[]): Promise<string> {
  const sum = createHash('sha256');
  for (const folder of folders) {
    const files = await readdir(folder, { recursive: true }).catch(() => []);
    for (const file of files.toSorted()) {
      const found = await stat(join(folder, file)).catch(() => null);
      if (found?.isFile() === true) sum.update(JSON.stringify([file, found.size, found.mtimeMs]));
    }
  }
  return sum.digest('hex');
}

/** A project that is read again when its files have changed, for a process that runs for long. */
export class CurrentProject {
  readonly #paths: Paths;
  #state = '';
  #workspace: Promise<Workspace> | null = null;

  constructor(paths: Paths) {
    this.#paths = paths;
  }

  async workspace(): Promise<Workspace> {
    const state = await stateOf([this.#paths.data, this.#paths.content]);
    if (this.#workspace !== null && state === this.#state) return this.#workspace;
    const opened = openWorkspace(this.#paths);
    [this.#state, this.#workspace] = [state, opened];
    // What failed once may succeed at the next call.
    opened.catch(() => {
      if (this.#workspace === opened) this.#workspace = null;
    });
    return opened;
  }
}
