import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/model/problem.ts';
import { listFolder, readProjectFile } from '../../../src/project/read/disk.ts';
import { perfolio } from '../../commands/perfolio.ts';
import { smallProject } from '../../commands/unlucky-machine.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-disk-'));
  writeFileSync(join(folder, 'secret.txt'), 'secret');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a read gives, and the problems that it reports. */
async function read(name: string): Promise<{ text: string | null; reported: string[] }> {
  const found: Problem[] = [];
  const text = await readProjectFile(join(folder, name), {
    shown: (path) => basename(path),
    report: (one) => void found.push(one),
  });
  return { text, reported: found.map(({ file, message }) => `${file}: ${message}`) };
}

describe('readProjectFile', () => {
  it('reads a file, and takes one that is not there for missing', async () => {
    expect(await read('secret.txt')).toEqual({ text: 'secret', reported: [] });
    expect(await read('none.txt')).toEqual({ text: null, reported: [] });
  });

  it('does not follow a link', async () => {
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'run.json'));
    expect(await read('run.json')).toEqual({
      text: null,
      reported: ['run.json: This is a symbolic link, which is not followed.'],
    });
  });

  it('reports a folder, and a pipe, which it would read for ever', async () => {
    mkdirSync(join(folder, 'run.json'));
    execFileSync('mkfifo', [join(folder, 'pipe.json')]);
    for (const name of ['run.json', 'pipe.json']) {
      const { text, reported } = await read(name);
      expect({ text, reported }).toEqual({ text: null, reported: [expect.stringContaining(`${name}: `)] });
    }
  });
});

it('a link in a folder is reported and left out of its entries', () => {
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'a.csv'));
  const found: string[] = [];
  const entries = listFolder(folder, {
    shown: (path) => basename(path),
    report: ({ file }) => void found.push(file),
  });
  expect({ entries: entries.map(({ name }) => name), found }).toEqual({
    entries: ['secret.txt'],
    found: ['a.csv'],
  });
});

it.each(['data/r1', 'data/r1/api'])(
  'check refuses a submodule as %s, which diff and gate do not see',
  async (path) => {
    smallProject(folder);
    writeFileSync(join(folder, path, '.git'), 'gitdir: ../../.git/modules/r1\n');
    const { code, out } = await perfolio(folder, ['check']);
    expect(out).toContain(`${path}: This folder is a git repository of its own, such as a submodule.`);
    expect(code).toBe(1);
  },
);

it.each([
  'data/project.json',
  'data/r1/run.json',
  'data/r1/api/pipe.csv',
  'content/runs/r1.mdx',
  'content/template.mdx',
])('check ends at a pipe in the place of %s', async (path) => {
  smallProject(folder);
  mkdirSync(join(folder, 'content/runs'), { recursive: true });
  rmSync(join(folder, path), { force: true });
  execFileSync('mkfifo', [join(folder, path)]);
  const { code, out } = await perfolio(folder, ['check']);
  expect(out).toContain(path);
  expect(code).toBe(1);
});
