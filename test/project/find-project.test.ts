import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findProject } from '../../src/project/find-project.ts';

const rawFile = join(import.meta.dirname, '../fixtures/raw/jmeter/shop.jtl');

let top = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'perfolio-find-'));
  mkdirSync(join(top, 'repo/.git'), { recursive: true });
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function write(path: string, text = '{}'): void {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), text);
}

/** The project found from a folder, relative to the repository. */
async function from(folder: string): Promise<string | null> {
  mkdirSync(join(top, folder), { recursive: true });
  const found = await findProject(join(top, folder));
  return found === null ? null : relative(join(top, 'repo'), found.project) || '.';
}

describe('findProject', () => {
  it('takes the nearest folder upwards with data/project.json', async () => {
    write('repo/data/project.json');
    write('repo/a/data/project.json');
    expect(await from('repo')).toBe('.');
    expect(await from('repo/a/data/run-1/users-10')).toBe('a');
    expect(await from('repo/b/c')).toBe('.');
  });

  it('takes perf/ beside the user, and prefers the folder itself', async () => {
    write('repo/perf/data/project.json');
    expect(await from('repo')).toBe('perf');
    expect(await from('repo/cmd/server')).toBe('perf');
    expect(await from('repo/perf/content/runs')).toBe('perf');
    write('repo/data/project.json');
    expect(await from('repo/cmd')).toBe('.');
  });

  it('does not leave the git repository', async () => {
    write('data/project.json');
    write('perf/data/project.json');
    expect(await from('repo/a')).toBe(null);
  });

  it('lists several projects that are equally near', async () => {
    write('repo/perf/checkout/data/project.json');
    write('repo/perf/search/data/project.json');
    await expect(from('repo/cmd')).rejects.toThrow(
      'There are several projects here: ../perf/checkout, ../perf/search.',
    );
    expect(await from('repo/perf/search/content')).toBe('perf/search');
  });

  it('takes a single project in perf/', async () => {
    write('repo/perf/checkout/data/project.json');
    expect(await from('repo')).toBe('perf/checkout');
  });

  it('takes a data folder with a run or a raw file if no project.json is found', async () => {
    write('repo/data/notes.txt', 'not a result\n');
    write('repo/data/table.csv', 'a,b\n1,2\n');
    expect(await from('repo/cmd')).toBe(null);
    write('repo/perf/data/run-1/run.json');
    expect(await from('repo/cmd')).toBe('perf');
    cpSync(rawFile, join(top, 'repo/data/results.jtl'));
    expect(await from('repo/cmd')).toBe('.');
    write('repo/perf/data/project.json');
    expect(await from('repo/cmd')).toBe('perf');
  });

  it('lists several data folders that are equally near, if no project.json is found', async () => {
    write('repo/perf/checkout/data/run-1/run.json');
    write('repo/perf/search/data/run-1/run.json');
    write('repo/perf/notes/data/notes.txt', 'not a result\n');
    await expect(from('repo/cmd')).rejects.toThrow(
      'There are several projects here: ../perf/checkout, ../perf/search.',
    );
    expect(await from('repo/perf/search/content')).toBe('perf/search');
  });
});
