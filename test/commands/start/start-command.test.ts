import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { webAddress } from '../../../src/commands/start/start-project.ts';
import { commitAll, gitIn } from '../git-folder.ts';
import { perfolio } from '../perfolio.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-start-'));
  write('data/project.json', '{"name": "Demo", "targets": []}');
  write('data/annotations.json', '[]');
  for (const id of ['v1-r1', 'v1-r2'])
    write(`data/${id}/requests.csv`, 'timestamp,endpoint,duration_ms,ok\n1790000000000,a,5,true\n');
  write('content/runs/v1-r1.mdx', 'Words.\n');
  write('content/template.mdx', '<Report />\n');
  write('docs/demo.md', '```json truth\n{"runs": [{"run": "v1-r1"}, {"run": "v1-r2"}]}\n```\n');
  write('docs/statistics.md', 'Kept.\n');
  write('test/demo-service/main.ts', '');
  write('src/commands/start/start-command.ts', '');
  write('package.json', JSON.stringify({ scripts: { build: 'b', 'demo:load': 'd' } }));
  write(
    'README.md',
    '- [digests](docs/digest.md),\n  [the demo project](docs/demo.md)\n- [more](docs/more.md)\n',
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const project = (): unknown => JSON.parse(read('data/project.json'));
const start = (argv: readonly string[], answers: readonly string[] | null = null) =>
  perfolio(folder, ['start', '--in', '.', ...argv], answers);

describe('start', () => {
  it('takes the demo out and writes the project', async () => {
    commitAll(folder);
    const { out, code } = await start([
      '--yes',
      ...[
        '--name',
        'Shop',
        '--repository',
        'https://example.org/shop',
        '--target',
        'response.p95<500',
        'errors.rate<=1%',
      ],
    ]);
    expect(code).toBe(0);
    expect(readdirSync(join(folder, 'data'))).toEqual(['project.json']);
    expect(project()).toEqual({
      $schema: '../public/schema/project.json',
      name: 'Shop',
      repository: 'https://example.org/shop',
      targets: [
        { id: 'response-p95', metric: 'response.p95', below: 500 },
        { id: 'errors-rate', metric: 'errors.rate', atMost: 0.01 },
      ],
    });
    expect(readdirSync(join(folder, 'content/runs'))).toEqual([]);
    expect(read('content/template.mdx')).toBe('<Report />\n');
    expect(readdirSync(join(folder, 'docs'))).toEqual(['statistics.md']);
    expect(existsSync(join(folder, 'test/demo-service'))).toBe(false);
    expect(JSON.parse(read('package.json'))).toEqual({ scripts: { build: 'b' } });
    expect(read('README.md')).toBe('- [digests](docs/digest.md)\n- [more](docs/more.md)\n');
    expect(out).toContain('Next step: npm run --silent perfolio -- new RUN --from PATH...');
    const checked = await perfolio(folder, ['check', '--data', 'data', '--content', 'content']);
    expect(checked).toEqual({ out: 'No problems found.\n', err: '', code: 0 });
  });

  it('takes name, address and main branch from git where they are not given', async () => {
    commitAll(folder);
    gitIn(folder, 'branch', '--move', 'trunk');
    gitIn(folder, 'remote', 'add', 'origin', 'git@example.org:team/shop-reports.git');
    expect((await start(['--yes'])).code).toBe(0);
    expect(project()).toMatchObject({
      name: 'shop-reports',
      repository: 'https://example.org/team/shop-reports',
      mainBranch: 'trunk',
    });
  });

  it('gives each target an id of its own', async () => {
    await start(['--yes', '--target', 'response.p95 < 500 ms', 'response.p95 > 5 ms']);
    expect(project()).toMatchObject({ targets: [{ id: 'response-p95' }, { id: 'response-p95-2' }] });
  });

  it('asks in a terminal for what is not given', async () => {
    const { code } = await start(['--name', 'Shop'], ['', 'response.p95<500, apdex>0.9', 'y']);
    expect(code).toBe(0);
    expect(project()).toEqual({
      $schema: '../public/schema/project.json',
      name: 'Shop',
      targets: [
        { id: 'response-p95', metric: 'response.p95', below: 500 },
        { id: 'apdex', metric: 'apdex', above: 0.9 },
      ],
    });
  });

  it('prompts again after an invalid answer, with the reason', async () => {
    const { err, code } = await start(
      [],
      [
        ...['Shop', 'example.org/shop', 'https://example.org/shop'],
        ...['response.p96 < 500', 'response.p95 < 500 kg', 'response.p95 < 0.5 s, errors.rate < 1 %'],
        ...['sure', 'Yes'],
      ],
    );
    expect(code).toBe(0);
    expect(err.split('\n').filter((line) => !line.startsWith('  '))).toEqual([
      '"example.org/shop" is not an https URL.',
      'Unknown metric "response.p96".',
      'Invalid unit "kg" for response.p95: "response.p95 < 500 kg".',
      '"sure" is neither yes nor no.',
      '',
    ]);
    expect(project()).toEqual({
      $schema: '../public/schema/project.json',
      name: 'Shop',
      repository: 'https://example.org/shop',
      targets: [
        { id: 'response-p95', metric: 'response.p95', below: 500 },
        { id: 'errors-rate', metric: 'errors.rate', below: 0.01 },
      ],
    });
  });

  it('does not prompt if an option is invalid', async () => {
    const { err, code } = await start(['--target', 'fast'], ['Shop', '', 'y']);
    expect({ err: err.split('\n')[0], code }).toEqual({ err: 'Invalid target "fast".', code: 2 });
    expect(existsSync(join(folder, 'data/v1-r1'))).toBe(true);
  });

  it('changes nothing when the person does not want to go on, or when nobody can be asked', async () => {
    const { err, code } = await start([], ['', '', '', 'n']);
    expect({ err, code }).toEqual({ err: 'Nothing was changed.\n', code: 0 });
    expect((await start([])).code).toBe(2);
    expect(existsSync(join(folder, 'data/v1-r1'))).toBe(true);
  });
});

describe('start refuses', () => {
  const isUntouched = (): void => {
    expect(existsSync(join(folder, 'docs/demo.md'))).toBe(true);
    expect(existsSync(join(folder, 'data/v1-r1/requests.csv'))).toBe(true);
    expect(project()).toMatchObject({ name: 'Demo' });
  };

  it('uncommitted changes, unless forced', async () => {
    write('.gitignore', 'node_modules/\n');
    commitAll(folder);
    write('node_modules/a/index.js', '');
    write('docs/statistics.md', 'Changed.\n');
    write('mine.txt', '');
    const { err, code } = await start(['--yes']);
    expect(code).toBe(1);
    expect(err).toBe(
      'There are uncommitted changes: docs/statistics.md, mine.txt.\n' +
        '  Commit them first (git add --all && git commit), so that nothing is lost. --force skips this check.\n',
    );
    isUntouched();
    expect((await start(['--yes', '--force'])).code).toBe(0);
    expect(read('mine.txt')).toBe('');
  });

  it('runs that are not the demo’s; forced, it keeps them', async () => {
    write('data/mine/requests.csv', 'timestamp,endpoint,duration_ms,ok\n1790000000000,a,5,true\n');
    write('content/runs/mine.mdx', 'My words.\n');
    const { err, code } = await start(['--yes']);
    expect(code).toBe(1);
    expect(err).toContain('data/ contains a run that is not part of the demo: mine.');
    expect(err).toContain('--force');
    isUntouched();
    expect((await start(['--yes', '--force'])).code).toBe(0);
    expect(readdirSync(join(folder, 'data')).sort()).toEqual(['annotations.json', 'mine', 'project.json']);
    expect(readdirSync(join(folder, 'content/runs'))).toEqual(['mine.mdx']);
  });

  it('a copy that was started before', async () => {
    await start(['--yes', '--name', 'Shop']);
    const { err, code } = await start(['--yes', '--force', '--name', 'Other']);
    expect(code).toBe(1);
    expect(err).toContain('This copy was already started');
    expect(project()).toMatchObject({ name: 'Shop' });
  });

  it('a folder that is no copy of this repository', async () => {
    rmSync(join(folder, 'src'), { recursive: true });
    const { err, code } = await start(['--yes', '--force']);
    expect(code).toBe(1);
    expect(err).toContain(
      `${folder} is not a copy of this repository: src/commands/start/start-command.ts is missing.\n  Copy`,
    );
    isUntouched();
  });

  it('targets and addresses that mean nothing, before anything is changed', async () => {
    const said = async (...argv: readonly string[]): Promise<string> => {
      const { err, code } = await start(['--yes', ...argv]);
      expect(code).toBe(2);
      return err;
    };
    // What is typed is looked at before what is found.
    write('data/mine/requests.csv', 'timestamp,endpoint,duration_ms,ok\n1790000000000,a,5,true\n');
    expect(await said('--target', 'response.p96<500')).toContain('Did you mean `response.p90`?');
    expect(await said('--target', 'fast')).toContain('Invalid target "fast".');
    expect(await said('--target', 'errors.rate < 1')).toBe(
      'Invalid bound in "errors.rate < 1".\n' +
        '  errors.rate is a share, so 1 means 100%. Write 0.01 for 1%, or add "%" to the number.\n',
    );
    expect(await said('--target', 'response.p95<5%')).toContain('Invalid unit "%"');
    expect(await said('--repository', 'http://example.org/shop')).toBe(
      '"http://example.org/shop" is not an https URL.\n' +
        '  Copy it from the browser, such as https://github.com/you/reports.\n',
    );
    expect(await said('--name', ' ')).toContain('The name is empty.');
    isUntouched();
  });
});

describe('the web address of a repository', () => {
  it.each([
    ['git@github.com:you/shop.git', 'https://github.com/you/shop'],
    ['ssh://git@example.org:2222/you/shop.git', 'https://example.org/you/shop'],
    ['https://user:token@github.com/you/shop.git', 'https://github.com/you/shop'],
    ['https://github.com/you/shop/', 'https://github.com/you/shop'],
    ['/srv/git/shop.git', null],
    ['../shop', null],
  ])('of %s is %s', (origin, address) => {
    expect(webAddress(origin)).toBe(address);
  });
});
