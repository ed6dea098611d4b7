import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runGit } from '../../src/store/git.ts';
import { projectPaths } from '../../src/store/paths.ts';
import { withOwnCache } from '../../src/store/tracked-cache.ts';
import { commitAll, gitIn } from '../commands/git-folder.ts';

let top = '';
const write = (path: string, text = 'x'): void => {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), text);
};
beforeEach(() => {
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  top = realpathSync(mkdtempSync(join(tmpdir(), 'perfolio-tracked-')));
  write('perf/data/project.json', '{}');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(top, { recursive: true, force: true });
});

/** The cache that a project would have, the one that it gets, and what is warned of. */
async function cacheOf(): Promise<{ usual: string; given: string; warning: string }> {
  let warning = '';
  const paths = projectPaths(join(top, 'perf'), top);
  const { cache } = await withOwnCache(paths, top, (text) => (warning += text));
  return { usual: paths.cache, given: cache, warning };
}

async function expectIgnored(): Promise<void> {
  const { usual, given, warning } = await cacheOf();
  expect(warning).toContain(`warning: ${usual} is ignored, because it is committed`);
  expect(given).not.toBe(usual);
  expect(readdirSync(given)).toEqual([]);
}

describe('a cache', () => {
  it('is used where nothing of it is committed', async () => {
    write('.gitignore', '.perfolio\n');
    commitAll(top);
    write('perf/.perfolio/cache/runs/entry');
    const { usual, given, warning } = await cacheOf();
    expect({ given, warning }).toEqual({ given: usual, warning: '' });
  });

  it('is used outside of a repository, and in an ignored link to another folder', async () => {
    write('perf/.perfolio/cache/runs/entry');
    expect(await cacheOf()).toMatchObject({ warning: '' });
    rmSync(join(top, 'perf/.perfolio'), { recursive: true });
    write('.gitignore', '.perfolio\nelsewhere\n');
    commitAll(top);
    write('elsewhere/cache/runs/entry');
    symlinkSync('../elsewhere', join(top, 'perf/.perfolio'));
    expect(await cacheOf()).toMatchObject({ warning: '' });
  });

  it.each(['perf/.perfolio/cache/runs/entry', 'perf/node_modules/.cache/perfolio/runs/entry'])(
    'is ignored with the committed file %s',
    async (file) => {
      write('.gitignore', '.perfolio\nnode_modules\n');
      write(file);
      commitAll(top);
      gitIn(top, 'add', '--force', file);
      await expectIgnored();
    },
  );

  it.each([
    ['to a committed folder', 'perf/entries'],
    ['out of the repository', null],
  ])('is ignored behind a committed link %s', async (_, folder) => {
    const outside = mkdtempSync(join(tmpdir(), 'perfolio-outside-'));
    try {
      if (folder !== null) write(`${folder}/cache/runs/entry`);
      else mkdirSync(join(outside, 'cache'));
      symlinkSync(folder === null ? outside : 'entries', join(top, 'perf/.perfolio'));
      commitAll(top);
      await expectIgnored();
    } finally {
      rmSync(outside, { recursive: true });
    }
  });
});

it('runs no program that a repository in a committed folder names', async () => {
  const folder = join(top, 'perf/data');
  gitIn(top, 'init', '--quiet', '--bare', folder);
  const sign = join(top, 'ran');
  gitIn(folder, 'config', 'core.bare', 'false');
  gitIn(folder, 'config', 'core.worktree', folder);
  gitIn(folder, 'config', 'core.fsmonitor', `touch '${sign}'; false`);
  gitIn(folder, 'status');
  expect(existsSync(sign)).toBe(true);
  rmSync(sign);
  const { isDone } = await runGit(folder, ['status']);
  expect({ isDone, ran: existsSync(sign) }).toEqual({ isDone: false, ran: false });
});
