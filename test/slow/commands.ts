import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { delimiter, join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** Variables of the programs that run this test: Astro serves nothing if it sees those of vitest. */
const ofRunner = /^(?:npm_.*|INIT_CWD|VITEST.*|NODE_ENV|MODE|DEV|PROD|SSR|BASE_URL|TEST)$/i;

/** The environment of a user of this checkout's Node, without what npm tells the scripts that it runs. */
export const env: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofRunner.test(name))),
  PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.org',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.org',
};

/** What a program printed, and its exit code. */
export interface Outcome {
  readonly out: string;
  readonly err: string;
  readonly code: number | null;
}

/** How to get a program that a slow test needs. */
const installation: Readonly<Record<string, string>> = {
  npm: 'It comes with Node: https://nodejs.org.',
  git: 'Install it: https://git-scm.com.',
};

/** Runs a program in a folder. Throws if it is not installed, with the way to install it. */
export function run(cwd: string, program: string, ...args: readonly string[]): Outcome {
  const { stdout, stderr, status, error } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  if (error !== undefined)
    throw new Error(`${program} does not run (${error.message}). ${installation[program] ?? ''}`);
  return { out: stdout, err: stderr, code: status };
}

/** The same for a program that must succeed; gives what it printed. */
export function must(cwd: string, program: string, ...args: readonly string[]): string {
  const { out, err, code } = run(cwd, program, ...args);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} exited with ${code}:\n${out}${err}`);
  return out;
}

/** Packs a folder with npm; gives the path of the tarball. */
export function pack(folder: string, destination: string, ...args: readonly string[]): string {
  const out = must(folder, 'npm', 'pack', '--json', '--pack-destination', destination, ...args);
  const name = /"filename":\s*"([^"]+)"/.exec(out)?.[1];
  if (name === undefined) throw new Error(`npm pack named no file:\n${out}`);
  return join(destination, name);
}

/** A server that was started, and the address that it printed. */
export interface Served {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** Starts a server and waits for the address that it prints. */
export async function serve(cwd: string, program: string, ...args: readonly string[]): Promise<Served> {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const address = await new Promise<string>((resolve, reject) => {
    const read = (part: Buffer): void => {
      printed += part.toString().replace(/\u001b\[[0-9;]*m/g, '');
      const found = /http:\/\/(?:localhost|127\.0\.0\.1):\d+\/[^\s]*/.exec(printed)?.[0];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`The server ended with ${code}:\n${printed}`)));
  });
  return { address, stop: () => end(child) };
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.on('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
