import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { commitAll, gitIn } from '../commands/git-folder.ts';
import { perfolio, type Ran } from '../commands/perfolio.ts';
import { smallProject } from '../commands/unlucky-machine.ts';

const stand = mkdtempSync(join(tmpdir(), 'perfolio-places-'));
const at = (...names: readonly string[]): string => join(stand, ...names);
/** Blanks, letters outside of ASCII, quotes, and what a shell or a pathspec would take for its own. */
const origin = at(`a b'"é$(x)*`);

beforeAll(() => {
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  smallProject(at('whole'));
  cpSync(at('whole'), origin, { recursive: true });
  rmSync(join(origin, 'data/r2'), { recursive: true });
  commitAll(origin);
  gitIn(origin, 'checkout', '--quiet', '-b', 'feature');
  cpSync(at('whole/data/r2'), join(origin, 'data/r2'), { recursive: true });
  gitIn(origin, 'add', '--all');
  gitIn(origin, 'commit', '--quiet', '--message=r2');
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(stand, { recursive: true, force: true });
});

/** What the commands that read git say in a checkout: the second run is new, and slower. */
async function expectRead(folder: string, base: string): Promise<void> {
  expect(await perfolio(folder, ['check'])).toEqual({ out: 'No problems found.\n', err: '', code: 0 });
  const diff = await perfolio(folder, ['diff', `git:${base}`, 'git:HEAD', '--json']);
  expect(diff).toMatchObject({ err: '', code: 0 });
  const { runs } = JSON.parse(diff.out) as { runs: { base: string; head: string }[] };
  expect(runs).toMatchObject([{ base: 'r1', head: 'r2' }]);
  expect(await perfolio(folder, ['gate', '--against', `git:${base}`])).toMatchObject({ err: '', code: 0 });
}

const clone = (name: string, ...options: readonly string[]): string => {
  gitIn(stand, 'clone', '--quiet', ...options, `file://${encodeURI(origin)}`, at(name));
  return at(name);
};

describe('check, diff and gate read', () => {
  it('a path with blanks, quotes and letters outside of ASCII', () => expectRead(origin, 'main'));

  it('a worktree', async () => {
    gitIn(origin, 'worktree', 'add', '--quiet', '--detach', at('work tree'), 'feature');
    await expectRead(at('work tree'), 'main');
  });

  it('a detached head', async () => {
    gitIn(clone('detached', '--branch=feature'), 'checkout', '--quiet', '--detach');
    await expectRead(at('detached'), 'origin/main');
  });

  it('a submodule', async () => {
    mkdirSync(at('super'));
    commitAll(at('super'));
    const allowed = ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', '-b', 'feature'];
    gitIn(at('super'), ...allowed, `file://${encodeURI(origin)}`, 'perf é');
    await expectRead(at('super/perf é'), 'origin/main');
  });

  it('a shallow clone, once the base was fetched', async () => {
    const folder = clone('shallow', '--depth=1', '--branch=feature');
    const { out, code } = await perfolio(folder, ['gate', '--against', 'git:origin/main']);
    expect({ code, out }).toMatchObject({
      code: 1,
      out: expect.stringContaining('fetch-depth: 0') as string,
    });
    gitIn(folder, 'fetch', '--quiet', '--depth=1', 'origin', 'main:refs/remotes/origin/main');
    await expectRead(folder, 'origin/main');
  });
});

describe('where git gives nothing', () => {
  /** Where no program is found. */
  const withoutGit = (): void => {
    mkdirSync(at('no programs'), { recursive: true });
    vi.stubEnv('PATH', at('no programs'));
  };
  const foreign = (): void => void vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
  const refused = `because another user owns it.`;
  const missing = 'git is not installed, or not in the PATH.';

  it.each([
    ['no git', withoutGit, missing],
    ["another user's checkout", foreign, refused],
  ])('%s: refs cannot be read, and the reason is named', async (_, prepare, reason) => {
    prepare();
    const expected = expect.stringContaining(reason) as string;
    for (const command of [
      ['diff', 'git:main', 'git:HEAD'],
      ['gate', '--against', 'git:main'],
    ])
      expect(both(await perfolio(origin, command))).toMatchObject({ code: 1, text: expected });
    for (const command of [
      ['compact', 'r1'],
      ['remove', 'r1'],
    ])
      expect(both(await perfolio(origin, command))).toMatchObject({ code: 1, text: expected });
    expect((await perfolio(origin, ['doctor'])).out).toMatch(/^WRONG git: /m);
  });

  it.each([
    ['no git', withoutGit, missing],
    ["another user's checkout", foreign, refused],
  ])('%s: check works, and warns of what is missing', async (_, prepare, reason) => {
    prepare();
    const { out, err, code } = await perfolio(origin, ['check']);
    expect({ out, code }).toEqual({ out: 'No problems found.\n', code: 0 });
    expect(err).toMatch(/^warning: git .* Commits, branches and dates are unknown\.\n {2}\S/);
    expect(err).toContain(reason);
  });

  it('gives a command that trusts the checkout, quoted for a shell', async () => {
    foreign();
    const { err } = await perfolio(origin, ['check']);
    expect(err).toContain(`safe.directory '${origin.replaceAll("'", `'\\''`)}'\n`);
  });

  it('names the reason in a worktree too, whose .git is a file', async () => {
    gitIn(origin, 'worktree', 'add', '--quiet', '--detach', at('foreign tree'), 'feature');
    foreign();
    expect((await perfolio(at('foreign tree'), ['check'])).err).toContain(refused);
  });

  it('warns of nothing in a folder without a repository', async () => {
    withoutGit();
    expect(await perfolio(at('whole'), ['check'])).toEqual({ out: 'No problems found.\n', err: '', code: 0 });
  });

  it('needs no HOME', async () => {
    vi.stubEnv('HOME', undefined);
    vi.stubEnv('GIT_CONFIG_GLOBAL', undefined);
    await expectRead(origin, 'main');
  });
});

const both = ({ out, err, code }: Ran): { text: string; code: number } => ({ text: out + err, code });
