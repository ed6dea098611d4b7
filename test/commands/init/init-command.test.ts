import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import type { CiPlace } from '../../../src/commands/init/planned-file.ts';
import { actionAt } from '../../../src/commands/init/own-source.ts';
import { webAddress } from '../../../src/commands/init/repository.ts';
import { commitAll, gitIn, initRepository } from '../git-folder.ts';
import { perfolio, type Ran } from '../perfolio.ts';

let top = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'perfolio-init-'));
  write('service/go.mod', 'module example.org/shop\n');
  write('service/main.go', 'package main\n');
  write('perfolio-1.2.3.tgz', 'packed');
  initRepository(join(top, 'service'));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), text);
}

const read = (path: string): string => readFileSync(join(top, path), 'utf8');
const json = (path: string): Record<string, unknown> => JSON.parse(read(path)) as Record<string, unknown>;
const packed = (): string => join(top, 'perfolio-1.2.3.tgz');
const init = (argv: readonly string[] = [], folder = 'service', answers: readonly string[] | null = null) =>
  perfolio(join(top, folder), ['init', '--package', packed(), ...argv], answers);
const quietly = (argv: readonly string[] = [], folder?: string): Promise<Ran> =>
  init(['--yes', ...argv], folder);

describe('init beside a service', () => {
  it('writes a project that check accepts, in perf/', async () => {
    const { code, out } = await quietly([
      '--name',
      'Shop',
      '--target',
      'response.p95<500',
      'errors.rate<=1%',
    ]);
    expect(code).toBe(0);
    expect(json('service/perf/data/project.json')).toEqual({
      $schema: '../node_modules/perfolio/public/schema/project.json',
      name: 'Shop',
      targets: [
        { id: 'response-p95', label: '95th percentile response time', metric: 'response.p95', below: 500 },
        { id: 'errors-rate', label: 'Error rate', metric: 'errors.rate', atMost: 0.01 },
      ],
    });
    expect(read('service/perf/.gitignore')).toBe('node_modules/\ndist/\n.perfolio/\n');
    expect(existsSync(join(top, 'service/package.json'))).toBe(false);
    expect(out).toContain('  cd perf\n  npm install\n  npm run --silent perfolio -- new RUN');
    const checked = await perfolio(join(top, 'service'), ['check']);
    expect(checked).toEqual({
      out: expect.stringMatching(
        /^No problems found\.\nThere are no runs yet\. Add one: .*new RUN --from PATH/,
      ) as string,
      err: '',
      code: 0,
    });
  });

  it('depends on a copy of the tarball, or on a git URL', async () => {
    await quietly();
    expect(json('service/perf/package.json')).toMatchObject({
      private: true,
      scripts: { perfolio: 'perfolio', check: 'perfolio check' },
      dependencies: { perfolio: 'file:vendor/perfolio-1.2.3.tgz' },
    });
    expect(read('service/perf/vendor/perfolio-1.2.3.tgz')).toBe('packed');
    const url = 'git+https://example.org/perfolio.git#v1.2.3';
    expect((await quietly(['bench', '--package', url])).code).toBe(0);
    expect(json('service/bench/package.json')).toMatchObject({ dependencies: { perfolio: url } });
  });

  it('rejects a source that npm could not install, before anything is written', async () => {
    const { code, err } = await quietly(['--package', 'perfolio']);
    expect(code).toBe(2);
    expect(err).toContain('"perfolio" is neither a packed copy of Perfolio nor the URL of one.');
    expect(existsSync(join(top, 'service/perf'))).toBe(false);
  });

  it('overwrites nothing, and says what it left', async () => {
    write('service/perf/data/project.json', '{"name": "Mine"}');
    write('service/perf/.gitignore', 'dist/');
    write('service/perf/package.json', '{"name": "mine"}');
    const { code, out } = await quietly(['--ci', 'none']);
    expect(code).toBe(0);
    expect(read('service/perf/data/project.json')).toBe('{"name": "Mine"}');
    expect(read('service/perf/package.json')).toBe('{"name": "mine"}');
    expect(read('service/perf/.gitignore')).toBe('dist/\nnode_modules/\n.perfolio/\n');
    expect(out).toContain('Not changed:\n  perf/data/project.json\n  perf/package.json\n');
    expect(out).toContain('npm install file:vendor/perfolio-1.2.3.tgz');
    const again = await quietly(['--ci', 'none']);
    expect(again.out).not.toContain('Wrote');
  });

  it.each([
    [
      'a dependency alone, as npm install writes it',
      '{"dependencies": {"perfolio": "file:perfolio.tgz"}}',
      '  npm install && npm pkg set scripts.perfolio=perfolio\n',
    ],
    [
      'neither dependency nor script',
      '{"scripts": {"dev": "vite"}}',
      '  npm install file:vendor/perfolio-1.2.3.tgz && npm pkg set scripts.perfolio=perfolio\n',
    ],
    ['both', '{"scripts": {"perfolio": "x"}, "devDependencies": {"perfolio": "1"}}', '  npm install\n'],
  ])('gives next steps that work in a package with %s', async (_, packageJson, install) => {
    write('service/perf/package.json', packageJson);
    const { out } = await quietly(['--ci', 'none']);
    expect(out).toContain(`Next steps:\n  cd perf\n${install}  npm run --silent perfolio -- new RUN`);
    expect(out).toContain('  npm run --silent perfolio -- dev\n');
  });

  it('takes name, address and main branch from git', async () => {
    commitAll(join(top, 'service'));
    gitIn(join(top, 'service'), 'branch', '--move', 'trunk');
    gitIn(join(top, 'service'), 'remote', 'add', 'origin', 'git@example.org:team/shop.git');
    mkdirSync(join(top, 'service/cmd'));
    expect((await quietly([], 'service/cmd')).code).toBe(0);
    expect(json('service/perf/data/project.json')).toMatchObject({
      name: 'shop',
      repository: 'https://example.org/team/shop',
      mainBranch: 'trunk',
    });
  });

  it('takes the main branch of the remote, or one with a usual name, before the current one', async () => {
    const service = join(top, 'service');
    commitAll(service);
    const mainBranch = async (): Promise<unknown> => {
      rmSync(join(service, 'perf'), { recursive: true, force: true });
      await quietly(['--ci', 'none']);
      return json('service/perf/data/project.json').mainBranch;
    };
    gitIn(service, 'branch', '--move', 'master');
    gitIn(service, 'checkout', '--quiet', '-b', 'faster');
    expect(await mainBranch()).toBe('master');
    gitIn(service, 'update-ref', 'refs/remotes/origin/develop', 'HEAD');
    gitIn(service, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/develop');
    expect(await mainBranch()).toBe('develop');
    gitIn(service, 'symbolic-ref', '--delete', 'refs/remotes/origin/HEAD');
    gitIn(service, 'branch', '-D', 'master');
    expect(await mainBranch()).toBe('faster');
  });

  it('says how to get CI files where no service is known, and only there', async () => {
    expect((await quietly()).out).toContain('No CI service was recognised.');
    expect((await quietly(['--ci', 'github'])).out).not.toContain('recognised');
    expect(existsSync(join(top, 'service/.github/workflows/perfolio.yml'))).toBe(true);
  });

  it('leaves npm no install script to ask about', async () => {
    await quietly(['--ci', 'none']);
    expect(json('service/perf/package.json').allowScripts).toEqual({ esbuild: false, perfolio: false });
  });

  it('keeps several projects on one package.json', async () => {
    await quietly(['perf/checkout', '--ci', 'none']);
    await quietly(['perf/search', '--ci', 'none']);
    expect(existsSync(join(top, 'service/perf/package.json'))).toBe(true);
    expect(existsSync(join(top, 'service/perf/search/package.json'))).toBe(false);
    expect(json('service/perf/search/data/project.json').$schema).toBe(
      '../../node_modules/perfolio/public/schema/project.json',
    );
  });

  it('warns if .gitignore would lose raw files', async () => {
    write('service/.gitignore', '*.log\n/perf/data/**/*.csv\n');
    const { out } = await quietly();
    expect(out).toContain('  perf/data/example-run/results.csv\n  perf/data/example-run/run.log\n');
    expect(out).not.toContain('results.jtl');
  });

  it('refuses a folder outside of the repository', async () => {
    const { code, err } = await quietly(['../elsewhere']);
    expect(code).toBe(2);
    expect(err).toContain('is outside of the repository');
    expect(existsSync(join(top, 'elsewhere'))).toBe(false);
  });
});

describe('init in an empty folder', () => {
  it('makes a repository of reports alone', async () => {
    mkdirSync(join(top, 'reports'));
    expect((await quietly(['--name', 'Shop'], 'reports')).code).toBe(0);
    expect(existsSync(join(top, 'reports/.git'))).toBe(true);
    expect(read('reports/.git/HEAD')).toBe('ref: refs/heads/main\n');
    expect(json('reports/data/project.json').name).toBe('Shop');
    expect(existsSync(join(top, 'reports/package.json'))).toBe(true);
    expect(read('reports/ci.sh')).toContain('npm ci\n');
  });
});

describe('init in a terminal', () => {
  it('asks for what is not given, and again after an invalid answer', async () => {
    const answers = ['', 'example.org/shop', 'https://example.org/shop', 'response.p9x < 500', 'apdex>0.9'];
    const { code, err } = await init([], 'service', answers);
    expect(code).toBe(0);
    expect(err).toContain('"example.org/shop" is not an https URL.');
    expect(err).toContain('Unknown metric "response.p9x"');
    expect(json('service/perf/data/project.json')).toMatchObject({
      name: 'service',
      repository: 'https://example.org/shop',
      targets: [{ id: 'apdex', label: 'Apdex', metric: 'apdex', above: 0.9 }],
    });
  });

  it('needs --yes where nobody answers', async () => {
    const { code, err } = await init([]);
    expect(code).toBe(2);
    expect(err).toContain('This terminal is not interactive.');
  });
});

describe('CI files', () => {
  interface Step {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Record<string, unknown>;
  }
  interface Workflow {
    readonly on: Record<string, unknown>;
    readonly permissions: Record<string, string>;
    readonly jobs: Record<
      string,
      { readonly permissions: Record<string, string>; readonly steps: readonly Step[] }
    >;
  }
  const workflow = (name: string): Workflow =>
    parse(read(`service/.github/workflows/${name}.yml`)) as Workflow;

  it('of GitHub pin every action, keep no token, and put nothing from an event into a script', async () => {
    gitIn(join(top, 'service'), 'remote', 'add', 'origin', 'https://github.com/team/shop.git');
    await quietly();
    for (const name of ['perfolio', 'perfolio-comment'])
      for (const { steps } of Object.values(workflow(name).jobs))
        for (const { uses, run, with: options } of steps) {
          if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z/-]+@[0-9a-f]{40}$/);
          if (uses?.startsWith('actions/checkout') === true)
            expect(options?.['persist-credentials']).toBe(false);
          expect(run ?? '').not.toContain('${{');
        }
  });

  it('of GitHub run the code of a pull request with a read-only token, and comment with code of the default branch', async () => {
    await quietly(['--ci', 'github']);
    const { permissions, jobs, on } = workflow('perfolio');
    expect(permissions).toEqual({ contents: 'read' });
    expect(jobs.reports?.permissions).toEqual({ contents: 'read', pages: 'read' });
    expect(Object.keys(on)).toEqual(['push', 'pull_request']);
    const token = /secrets\.|github\.token|GITHUB_TOKEN/;
    for (const [name, job] of Object.entries(jobs))
      if (!['alerts', 'check-run'].includes(name)) expect(JSON.stringify(job)).not.toMatch(token);
    // Its code is that of the main branch.
    expect(jobs.alerts).toMatchObject({
      if: "github.event_name == 'push'",
      permissions: { contents: 'read', issues: 'write' },
    });
    expect(jobs['check-run']).toMatchObject({
      if: "github.event_name == 'push'",
      permissions: { checks: 'write', contents: 'read' },
    });
    const { permissions: none, jobs: commenting } = workflow('perfolio-comment');
    expect(none).toEqual({});
    const steps = commenting.comment?.steps ?? [];
    expect(steps[0]?.with).not.toHaveProperty('ref');
    expect(steps.flatMap(({ run }) => run ?? [])).toEqual(['npm ci', 'npm run --silent perfolio -- comment']);
    expect(JSON.stringify(steps)).not.toContain('artifact');
  });

  it('of GitLab are the pipeline, or a file that an existing pipeline includes', async () => {
    await quietly(['--ci', 'gitlab']);
    expect(Object.keys(parse(read('service/.gitlab-ci.yml')) as object)).toEqual([
      '.perfolio',
      'pages',
      'perfolio-alerts',
      'perfolio',
    ]);
    write('service/.gitlab-ci.yml', 'mine: {script: [make]}\n');
    const { out } = await quietly(['--ci', 'gitlab']);
    expect(read('service/.gitlab-ci.yml')).toBe('mine: {script: [make]}\n');
    expect(out).toContain('include:\n  - local: perf/perfolio.gitlab-ci.yml\n');
    expect(read('service/perf/perfolio.gitlab-ci.yml')).toContain('cd perf');
  });

  it('of GitLab are written once', async () => {
    await quietly(['--ci', 'gitlab']);
    const again = await quietly(['perf/search', '--ci', 'gitlab']);
    expect(again.out).not.toContain('include:');
    expect(again.out).toContain('Not changed:\n  perf/package.json\n  .gitlab-ci.yml\n');
    expect(existsSync(join(top, 'service/perf/perfolio.gitlab-ci.yml'))).toBe(false);
    write('service/.gitlab-ci.yml', 'include:\n  - local: perf/perfolio.gitlab-ci.yml\n');
    expect((await quietly(['--ci', 'gitlab'])).out).not.toContain('include:');
    expect((await quietly(['--ci', 'gitlab'])).out).not.toContain('Wrote');
  });

  it.each([
    [
      'gitlab',
      '.gitlab-ci.yml',
      ['          - perf/checkout\n          - perf/search\n', '--all checkout search '],
    ],
    [
      'other',
      'perf/ci.sh',
      ['for project in checkout search; do\n', 'build --all checkout search --out dist\n'],
    ],
  ])('of %s cover several projects, once they are written anew', async (service, file, lines) => {
    await quietly(['perf/checkout', '--ci', service]);
    expect((await quietly(['perf/search', '--ci', service])).out).toContain(
      `These CI files do not run this project: ${file}.\n`,
    );
    rmSync(join(top, 'service', file));
    const { out } = await quietly(['perf/search', '--ci', service]);
    expect(out).not.toContain('do not run');
    for (const line of lines) expect(read(`service/${file}`)).toContain(line);
    expect((await quietly(['perf/checkout', '--ci', service])).out).not.toContain('do not run');
  });

  it('have slashes in their paths on every system', async () => {
    vi.resetModules();
    const { win32 } = await import('node:path');
    vi.doMock('node:path', () => ({ ...win32, default: win32 }));
    try {
      const { ciFiles } = await import('../../../src/commands/init/ci-files.ts');
      const place: CiPlace = {
        packageFolder: 'perf',
        projects: ['perf'],
        mainBranch: 'main',
        action: null,
      };
      const paths = [...ciFiles('other', place, null), ...ciFiles('gitlab', place, 'a: b')];
      expect(paths.map(({ path }) => path)).toEqual(['perf/ci.sh', 'perf/perfolio.gitlab-ci.yml']);
    } finally {
      vi.doUnmock('node:path');
      vi.resetModules();
    }
  });
});

describe('CI files for unusual names', () => {
  const folder = "it's #1: $(touch hacked)";
  const branch = "it's+$(touch\u00a0hacked)#1";
  const repository = (): string => join(top, 'service');
  beforeEach(() => {
    commitAll(repository());
    gitIn(repository(), 'branch', '--move', branch);
    gitIn(repository(), 'update-ref', `refs/remotes/origin/${branch}`, 'HEAD');
  });

  it('of GitHub name them', async () => {
    await quietly([folder, '--ci', 'github']);
    const { on, jobs } = parse(read('service/.github/workflows/perfolio.yml')) as {
      on: { push: { branches: string[] } };
      jobs: { reports: { defaults: { run: Record<string, string> } } };
    };
    // A plus is a pattern in such a filter.
    expect(on.push.branches).toEqual([branch.replace('+', '\\+')]);
    expect(jobs.reports.defaults.run['working-directory']).toBe(folder);
    expect(read('service/.github/workflows/perfolio.yml')).toContain("hashFiles('it''s #1");
  });

  it('of GitLab name them', async () => {
    await quietly([folder, '--ci', 'gitlab']);
    const pipeline = parse(read('service/.gitlab-ci.yml')) as Record<
      string,
      { before_script: string[]; rules: { if: string }[]; artifacts: { paths: string[] } }
    >;
    expect(pipeline.pages?.rules[0]?.if).toBe(`$CI_COMMIT_BRANCH == "${branch}"`);
    expect(pipeline.perfolio?.artifacts.paths).toEqual([`${folder}/diff.md`, `${folder}/dist`]);
    const [change = ''] = pipeline['.perfolio']?.before_script ?? [];
    expect(execFileSync('sh', ['-c', `${change} && pwd`], { cwd: repository(), encoding: 'utf8' })).toBe(
      `${realpathSync(repository())}/${folder}\n`,
    );
    expect(existsSync(join(repository(), 'hacked'))).toBe(false);
  });

  it('of other services run in the folder, and compare with the branch', async () => {
    await quietly([folder, '--ci', 'other']);
    commitAll(repository());
    write('bin/npm', '#!/bin/sh\nprintf "%s|" "${PWD##*/}" "$@"\necho\n');
    chmodSync(join(top, 'bin/npm'), 0o755);
    const env = { ...process.env, PATH: `${join(top, 'bin')}:${process.env.PATH ?? ''}` };
    const out = execFileSync('sh', [join(folder, 'ci.sh')], { cwd: repository(), encoding: 'utf8', env });
    const start = `${folder}|run|--silent|perfolio|--|`;
    expect(out.trimEnd().split('\n')).toEqual([
      `${folder}|ci|`,
      `${start}check|`,
      `${start}build|`,
      `${start}diff|git:origin/${branch}|git:HEAD|--out|diff.md|`,
      `${start}gate|--against|git:origin/${branch}|`,
    ]);
    expect(existsSync(join(repository(), 'hacked'))).toBe(false);
  });
});

describe('webAddress', () => {
  it.each([
    ['git@github.com:team/shop.git', 'https://github.com/team/shop'],
    ['ssh://git@example.org:22/team/shop.git', 'https://example.org/team/shop'],
    ['https://user:secret@example.org/team/shop', 'https://example.org/team/shop'],
    ['/srv/git/shop.git', null],
  ])('of %s is %s', (origin, address) => expect(webAddress(origin)).toBe(address));
});

describe('actionAt', () => {
  it.each([
    ['git+https://github.com/team/perfolio.git', 'team/perfolio@v1.2.3'],
    ['https://github.com/team/perfolio', 'team/perfolio@v1.2.3'],
    ['git+https://github.com/OWNER/perfolio.git', null],
    ['git+https://gitlab.com/team/perfolio.git', null],
    [undefined, null],
  ])('of %s is %s', (url, action) => expect(actionAt(url, '1.2.3')).toBe(action));
});
