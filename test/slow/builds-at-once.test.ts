import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { chown } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { env, root, serve } from './commands.ts';

const command = join(root, 'bin/perfolio.mjs');
/** The user "nobody" of all Unix systems: may read a package, and write nothing in it. */
const stranger = 65_534;

let stand = '';

beforeAll(() => {
  stand = mkdtempSync(join(tmpdir(), 'perfolio-at-once-'));
});
afterAll(() => rmSync(stand, { recursive: true, force: true }));

/** Writes a project of one run whose commentary is its own. */
function makeProject(name: string, within = stand): string {
  const folder = join(within, name);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const row = (second: number): string =>
    `2026-11-20T10:00:${second + 10}Z,GET /${name},${100 + second},true`;
  const rows = Array.from({ length: 40 }, (_, second) => row(second));
  write('data/project.json', JSON.stringify({ name: `Project ${name}` }));
  write(`data/of-${name}/requests.csv`, ['timestamp,endpoint,duration_ms,ok', ...rows, ''].join('\n'));
  write(`content/runs/of-${name}.mdx`, `<Report />\n\nCommentary of ${name}.\n`);
  return folder;
}

interface Built {
  readonly code: number | null;
  readonly err: string;
}

function build(project: string, user: { uid?: number; gid?: number } = {}): Promise<Built> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, 'build'], {
      cwd: project,
      env: { ...env, ...(user.uid === undefined ? {} : { HOME: '/nonexistent' }) },
      stdio: ['ignore', 'ignore', 'pipe'],
      ...user,
    });
    let err = '';
    child.stderr.on('data', (part: Buffer) => (err += part.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, err }));
  });
}

const reportOf = (project: string, name: string): string =>
  readFileSync(join(project, `dist/runs/of-${name}/index.html`), 'utf8');

/** When the site builder's own folder in this package was last written; null if there is none. */
const packageState = (): number | null =>
  statSync(join(root, '.astro/content-modules.mjs'), { throwIfNoEntry: false })?.mtimeMs ?? null;

describe('several builds with one package', () => {
  it('gives two different projects their own commentary, and writes nothing into the package', async () => {
    const before = packageState();
    const [first, second] = [makeProject('first'), makeProject('second')];
    const built = await Promise.all([build(first), build(second)]);
    expect(built.map(({ code, err }) => (code === 0 ? '' : err))).toEqual(['', '']);
    expect(reportOf(first, 'first')).toContain('Commentary of first.');
    expect(reportOf(second, 'second')).toContain('Commentary of second.');
    expect(existsSync(join(second, 'dist/runs/of-first'))).toBe(false);
    expect(packageState()).toBe(before);
  });

  it('builds two projects of one repository, which share a cache, without a wait', async () => {
    const repository = join(stand, 'repository');
    mkdirSync(join(repository, 'node_modules'), { recursive: true });
    mkdirSync(join(repository, '.git'));
    const both = ['a', 'b'].map((name) => makeProject(name, join(repository, 'perf')));
    const built = await Promise.all(both.map((project) => build(project)));
    expect(built.map(({ code }) => code)).toEqual([0, 0]);
    expect(built.filter(({ err }) => err.includes('Another build'))).toEqual([]);
    expect(both.map((project) => existsSync(join(project, '.perfolio')))).toEqual([false, false]);
    expect(readdirSync(join(repository, 'node_modules/.cache/perfolio/astro')).length).toBeGreaterThan(1);
    expect(both.map((project, at) => reportOf(project, 'ab'.charAt(at)).includes('Commentary of'))).toEqual([
      true,
      true,
    ]);
  });

  it('builds one project twice at once, one after the other', async () => {
    const project = makeProject('same');
    const built = await Promise.all([build(project), build(project)]);
    expect(built.map(({ code, err }) => (code === 0 ? '' : err))).toEqual(['', '']);
    expect(built.filter(({ err }) => err.includes('Another build')).length).toBe(1);
    expect(reportOf(project, 'same')).toContain('Commentary of same.');
    expect(
      readdirSync(join(project, '.perfolio/cache/astro')).filter((name) => name.endsWith('.lock')),
    ).toEqual([]);
  });

  it('builds a project while `dev` serves it', async () => {
    const project = makeProject('served');
    const temporary = mkdtempSync(join(stand, 'temporary-'));
    const dev = [process.execPath, command, 'dev', '--port', '0'];
    const server = await serve(project, 'env', `TMPDIR=${temporary}`, ...dev);
    try {
      expect(readdirSync(temporary).filter((name) => name.startsWith('perfolio-dev-'))).toHaveLength(1);
      const { code, err } = await build(project);
      expect(code === 0 ? '' : err).toBe('');
      expect(reportOf(project, 'served')).toContain('Commentary of served.');
      const page = await (await fetch(`${server.address}runs/of-served/`)).text();
      expect(page).toContain('Commentary of served.');
    } finally {
      await server.stop();
    }
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('serves a built project with `preview`, where the cache lies below the package', async () => {
    const project = makeProject('preview', join(root, 'test/.tmp'));
    try {
      const { code, err } = await build(project);
      expect(code === 0 ? '' : err).toBe('');
      const server = await serve(project, process.execPath, command, 'preview', '--port', '0');
      const page = await (await fetch(`${server.address}runs/of-preview/`)).text();
      await server.stop();
      expect(page).toContain('Commentary of preview.');
    } finally {
      rmSync(project, { recursive: true, force: true });
    }
  });

  it.skipIf(process.getuid?.() !== 0 || !canRead(root))(
    'builds a project of a user who may not write into the package',
    async () => {
      const project = makeProject('stranger');
      const folder = mkdtempSync(join(tmpdir(), 'perfolio-stranger-'));
      try {
        cpSync(project, folder, { recursive: true });
        await chown(folder, stranger, stranger);
        const { code, err } = await build(folder, { uid: stranger, gid: stranger });
        expect(code === 0 ? '' : err).toBe('');
        expect(reportOf(folder, 'stranger')).toContain('Commentary of stranger.');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});

/** True if every user may read a folder: its own mode, and those of the folders around it. */
function canRead(folder: string): boolean {
  if ((statSync(folder).mode & 0o005) !== 0o005) return false;
  return dirname(folder) === folder || canRead(dirname(folder));
}
