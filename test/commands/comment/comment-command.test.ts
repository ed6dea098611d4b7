import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { comment, note } from '../../../src/commands/comment/comment-command.ts';
import { projectPaths } from '../../../src/store/paths.ts';
import { commitAll, gitIn } from '../git-folder.ts';
import { smallProject } from '../unlucky-machine.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-comment-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('comment', () => {
  const at = (...names: readonly string[]): string => join(folder, ...names);
  const fork = (path: string, text: string): void => {
    mkdirSync(dirname(at('fork', path)), { recursive: true });
    writeFileSync(at('fork', path), text);
  };
  const shellFile = (path: string): void => {
    fork(path, `#!/bin/sh\ntouch '${at('hacked')}'\n`);
    chmodSync(at('fork', path), 0o755);
  };
  let headSha = '';

  /** A repository whose main branch has the first run, and the clone that a workflow checks out. */
  beforeEach(() => {
    smallProject(at('whole'));
    cpSync(at('whole'), at('fork'), { recursive: true });
    rmSync(at('fork/data/r2'), { recursive: true });
    commitAll(at('fork'));
    gitIn(folder, 'clone', '--quiet', '--bare', at('fork'), 'origin.git');
    gitIn(folder, 'clone', '--quiet', at('origin.git'), 'clone');
    gitIn(at('fork'), 'checkout', '--quiet', '-b', 'faster');
    cpSync(at('whole/data/r2'), at('fork/data/r2'), { recursive: true });
  });

  /** Commits what the fork has, and gives the origin what GitHub makes of it: a commit that merges it. */
  function openPullRequest(): void {
    gitIn(at('fork'), 'add', '--all', '--force');
    gitIn(at('fork'), 'commit', '--quiet', '--no-verify', '--message=faster');
    headSha = gitIn(at('fork'), 'rev-parse', 'HEAD').trim();
    gitIn(at('fork'), 'checkout', '--quiet', 'main');
    gitIn(at('fork'), 'merge', '--quiet', '--no-ff', '--no-verify', '--message=merge', 'faster');
    gitIn(at('fork'), 'push', '--quiet', '--no-verify', at('origin.git'), 'HEAD:refs/pull/8/merge');
  }

  /** What is printed, and the body that is posted. */
  async function posted(sha = headSha): Promise<{ out: string; body: string }> {
    let [out, body] = ['', ''];
    const variables = {
      // What a job of the pull request wrote.
      DIFF_FILE: at('diff.json'),
      GITHUB_REPOSITORY: 'team/service',
      GITHUB_API_URL: 'https://api.invalid',
      GITHUB_SERVER_URL: 'https://github.invalid',
      GITHUB_TOKEN: 'ghs_secret',
      HEAD_OWNER: 'fork',
      HEAD_BRANCH: 'faster',
      HEAD_SHA: sha,
    };
    const forged = { schemaVersion: 1, verdict: 'better', runs: [], removedRuns: ['forged'] };
    writeFileSync(variables.DIFF_FILE, JSON.stringify(forged));
    const paths = projectPaths(at('clone'), at('clone'));
    await comment(variables, { out: (text) => void (out += text) }, paths, (url, init) => {
      if (init?.method === 'POST') body = init.body as string;
      return Promise.resolve(
        Response.json((url as string).includes('/pulls?') ? [{ number: 8, head: { sha } }] : []),
      );
    });
    return { out, body };
  }

  it('computes the diff from the files of the pull request, and takes no document of it', async () => {
    openPullRequest();
    const { out, body } = await posted();
    expect(out).toBe('Posted the comment of pull request 8.\n');
    // The second run of the project is twice as slow: 20 to 26 ms instead of 10 to 16.
    expect(body).toContain('r2');
    expect(body).toMatch(/13 → 23 ms/);
    expect(body).not.toContain('forged');
    expect(gitIn(at('clone'), 'for-each-ref', 'refs/perfolio')).toBe('');
    expect(readdirSync(at('clone/data')).sort()).toEqual(['project.json', 'r1']);
  });

  it('executes nothing of the pull request', async () => {
    shellFile('bin/git');
    shellFile('.githooks/post-checkout');
    shellFile('filter.sh');
    fork('.gitattributes', '* filter=bad diff=bad merge=bad export-subst\n*.csv filter=lfs\n');
    fork('.gitconfig', `[filter "bad"]\n\tsmudge = ${at('fork/filter.sh')}\n`);
    fork(
      '.gitmodules',
      `[submodule "data/r3"]\n\tpath = data/r3\n\turl = ${at('fork')}\n\tupdate = !touch hacked\n`,
    );
    fork('.lfsconfig', '[lfs]\n\turl = http://127.0.0.1:1/\n');
    fork('package.json', JSON.stringify({ scripts: { perfolio: `touch '${at('hacked')}'` } }));
    fork(
      'content/template.mdx',
      `{(await import('node:fs')).writeFileSync('${at('hacked')}', '')}\n\n<Report />\n`,
    );
    fork('content/runs/r2.mdx', `<Report />\n\n{process.exit(7)}\n`);
    openPullRequest();
    const ran = await posted();
    expect(readdirSync(folder)).not.toContain('hacked');
    expect(readdirSync(at('clone')).sort()).toEqual(['.git', '.perfolio', 'data']);
    expect(ran.body + ran.out).not.toContain('ghs_secret');
    expect(ran.out).toBe('Posted the comment of pull request 8.\n');
  });

  it('follows a project that moves, and compares its new run', async () => {
    for (const folder of ['data', 'content'].filter((name) => existsSync(at('fork', name)))) {
      mkdirSync(at('fork/perf'), { recursive: true });
      renameSync(at('fork', folder), at('fork/perf', folder));
    }
    openPullRequest();
    const { body } = await posted();
    expect(body).toContain('`folder of the project`: `./` → `perf/`');
    expect(body).toMatch(/13 → 23 ms/);
    expect(body).not.toContain('Runs removed');
  });

  it('does not take a second project for the first, which it removes', async () => {
    fork('one/data/project.json', '{}');
    fork('two/data/project.json', '{}');
    rmSync(at('fork/data'), { recursive: true });
    openPullRequest();
    expect((await posted()).body).toContain('Runs removed: `r1`');
  });

  it('names the pages and scripts that the pull request wants to be served as they are', async () => {
    fork('public/logo.png', 'x');
    fork('public/@team/steal.js', 'fetch("/")');
    fork('public/page.HTML', '<script>1</script>');
    openPullRequest();
    const { body } = await posted();
    expect(body).toContain('review them like code');
    expect(body).toMatch(/`public\/@team\/steal\.js`.* `public\/page\.HTML`\./);
    expect(body).not.toContain('logo.png');
  });

  it('follows no link of the pull request', async () => {
    symlinkSync('/etc/hostname', at('fork/data/r2/link.csv'));
    openPullRequest();
    await expect(posted()).rejects.toThrow('data/r2/link.csv: Unrecognised format.');
  });

  it('posts nothing on a commit that the pull request no longer has', async () => {
    openPullRequest();
    expect(await posted('0'.repeat(40))).toEqual({
      out: 'Pull request 8 has another commit by now. Nothing was posted.\n',
      body: '',
    });
  });

  it('says why where GitHub has no commit that merges it', async () => {
    headSha = 'abc';
    await expect(posted()).rejects.toThrow(
      "git could not fetch pull request 8: fatal: couldn't find remote ref refs/pull/8/merge",
    );
  });

  it('posts nothing of data that cannot be read', async () => {
    fork('data/project.json', '{"name": ');
    openPullRequest();
    await expect(posted()).rejects.toThrow('data/project.json');
  });
});

describe('the document of a merge request', () => {
  const variables = (file: string): NodeJS.ProcessEnv => ({
    DIFF_FILE: file,
    CI_API_V4_URL: 'http://127.0.0.1:1',
    CI_MERGE_REQUEST_PROJECT_ID: '9',
    CI_MERGE_REQUEST_IID: '5',
    GITLAB_TOKEN: 'glpat-secret',
  });

  it('that is missing posts nothing', async () => {
    let out = '';
    await note(variables(join(folder, 'none.json')), { cwd: folder, out: (text) => void (out += text) });
    expect(out).toBe('The merge request has no diff; nothing was posted.\n');
  });

  it('is neither a link nor a file that is too large for a diff', async () => {
    const [link, large] = [join(folder, 'link.json'), join(folder, 'large.json')];
    symlinkSync('/etc/hostname', link);
    writeFileSync(large, '');
    truncateSync(large, 20_000_001);
    const posting = (file: string): Promise<void> =>
      note(variables(file), { cwd: folder, out: () => undefined });
    await expect(posting(link)).rejects.toThrow('is not a regular file');
    await expect(posting(large)).rejects.toThrow('has 20000001 bytes');
  });
});

it('names all variables of GitHub that are missing', async () => {
  const posting = comment(
    { GITHUB_API_URL: 'https://api.invalid' },
    { out: () => undefined },
    projectPaths(folder, folder),
  );
  await expect(posting).rejects.toThrow(
    'These variables are not set: GITHUB_REPOSITORY, GITHUB_TOKEN, HEAD_SHA.',
  );
});

it('asks GitHub for the pull request that the variables describe', async () => {
  const urls: string[] = [];
  let out = '';
  await comment(
    {
      GITHUB_REPOSITORY: 'team/service',
      GITHUB_API_URL: 'https://api.invalid',
      GITHUB_TOKEN: 'ghs_secret',
      HEAD_OWNER: 'fork',
      HEAD_BRANCH: 'faster',
      HEAD_SHA: 'abc',
    },
    { out: (text) => void (out += text) },
    projectPaths(folder, folder),
    (url) => {
      urls.push(url as string);
      return Promise.resolve(Response.json([]));
    },
  );
  expect(urls).toEqual(['https://api.invalid/repos/team/service/pulls?state=open&head=fork%3Afaster']);
  expect(out).toMatch(/^No open pull request/);
});
