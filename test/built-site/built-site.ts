import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fixtureProject, type FixtureOptions } from './fixture-project.ts';

const root = resolve(import.meta.dirname, '../..');

/** A site that was built for a test. */
export interface BuiltSite {
  readonly folder: string;
  /** Below which it is to be served, with a slash at both ends. */
  readonly base: string;
  /** Paths of all files, with forward slashes. */
  readonly files: readonly string[];
  readonly read: (path: string) => string;
  /** What the build printed on stderr. */
  readonly messages: string;
}

/** Builds the site of a small project with the real command, into a folder below test/.tmp. */
export async function buildFixture(
  name: string,
  { base = '/some-repo/', ...options }: FixtureOptions & { base?: string } = {},
): Promise<BuiltSite> {
  const work = join(root, 'test/.tmp', name);
  rmSync(work, { recursive: true, force: true });
  const { data, content } = await fixtureProject(work, options);
  return buildProject({ data, content, folder: join(work, 'site'), base });
}

/** Without what the test runner sets: Vite reads MODE, BASE_URL and their like. */
const plainEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  TZ: 'UTC',
  ASTRO_TELEMETRY_DISABLED: '1',
});

/** Builds the site of a project with the real command. */
export function buildProject({
  data,
  content,
  folder,
  base,
  site,
  cwd = root,
}: {
  data: string;
  content: string;
  folder: string;
  base: string;
  site?: string;
  /** Where the user stands. */
  cwd?: string;
}): BuiltSite {
  const named = site === undefined ? [] : ['--site', site];
  const args = ['--data', data, '--content', content, '--base', base, ...named];
  return build({ cwd, folder, base }, args);
}

/** Builds with the real command and these options. The project is that of `cwd`, unless they name one. */
export function build(
  { cwd, folder, base = '/' }: { cwd: string; folder: string; base?: string },
  options: readonly string[] = [],
): BuiltSite {
  const args = ['build', '--out', folder, ...options];
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'bin/perfolio.mjs'), ...args], {
    cwd,
    env: plainEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The build failed:\n${stderr}`);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  return {
    folder,
    base,
    files,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    messages: stderr,
  };
}
