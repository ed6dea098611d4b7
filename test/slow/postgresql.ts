import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** PostgreSQL refuses to run as root; a container's tests then use the unprivileged user of every Unix. */
const nobody = 65_534;
const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

/** A server of its own in a folder, without a network. */
export interface Server {
  /** What psql prints for a file of statements, run with the given options. */
  readonly psql: (...args: readonly string[]) => string;
  readonly stop: () => Promise<void>;
}

/** Starts PostgreSQL in an empty folder. Throws if it is not installed, with the way to install it. */
export async function startPostgresql(folder: string): Promise<Server> {
  const [bin, data] = [binFolder(), join(folder, 'data')];
  mkdirSync(data);
  for (const path of [folder, data]) if (user.uid !== undefined) chownSync(path, user.uid, user.gid);
  must(folder, join(bin, 'initdb'), '--pgdata', data, '--username', 'tester', '--auth', 'trust', '--no-sync');
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder, '-h', '', '-F'], {
    ...user,
    cwd: folder,
    stdio: 'ignore',
  });
  const psql = (...args: readonly string[]): string =>
    must(folder, join(bin, 'psql'), '--no-psqlrc', '-h', folder, '-U', 'tester', '-d', 'postgres', ...args);
  await untilReady(join(bin, 'pg_isready'), folder, server);
  return { psql, stop: async () => stopped(server) };
}

/** Where Debian and others put the server's programs. */
function binFolder(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian)
    ? readdirSync(debian)
        .map(Number)
        .sort((a, b) => b - a)
    : [];
  const folders = [...versions.map((version) => `${debian}/${version}/bin`), '/usr/local/bin', '/usr/bin'];
  const found = folders.find((path) => existsSync(join(path, 'initdb')));
  if (found === undefined)
    throw new Error('PostgreSQL is not installed. Install it: apt-get install postgresql.');
  return found;
}

function must(cwd: string, program: string, ...args: readonly string[]): string {
  const { stdout, stderr, status, error } = spawnSync(program, args, { ...user, cwd, encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Error(`${program} failed: ${error?.message ?? stderr}`);
}

async function untilReady(isReady: string, folder: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (spawnSync(isReady, ['-h', folder], user).status === 0) return;
    if (server.exitCode !== null) throw new Error('PostgreSQL did not start.');
    await setTimeout(100);
  }
  throw new Error('PostgreSQL did not start within 30 seconds.');
}

async function stopped(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  // Fast shutdown: open connections are closed.
  server.kill('SIGINT');
  await ended;
}

/** Writes a file of statements that the server's user can read. */
export function statements(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o644 });
  return path;
}
