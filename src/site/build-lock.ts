import { randomUUID } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { atExit } from '../store/at-exit.ts';
import { moduleExtension } from '../store/paths.ts';

/** How often a holder renews its lock, how often others look, and after how long without renewal it is abandoned. */
export interface LockTimes {
  readonly renewMs: number;
  readonly pollMs: number;
  readonly abandonedMs: number;
}

const usualTimes: LockTimes = { renewMs: 1_000, pollMs: 200, abandonedMs: 10_000 };

/** What a lock file holds: who made it, and where that process id means something. */
interface Owner {
  readonly pid: number;
  readonly machine: string;
  readonly token: string;
}

/**
 * Runs `work` while no other process builds with the same lock file. The holder renews the file's modification time;
 * a lock that is no longer renewed, or whose process has ended on this machine, is taken over. Where no lock can be
 * written (a read-only folder), `work` runs without one: a cache costs time, never the build.
 */
export async function withBuildLock<T>(
  path: string,
  onWait: () => void,
  work: () => Promise<T>,
  times: LockTimes = usualTimes,
): Promise<T> {
  makeFolder(dirname(path));
  const owner: Owner = { pid: process.pid, machine: thisMachine(), token: randomUUID() };
  ours.add(owner.token);
  if (!(await acquire(path, owner, onWait, times))) return work();
  const cancel = atExit(() => release(path, owner));
  const stopRenewing = startRenewing({ path, everyMs: times.renewMs });
  try {
    return await work();
  } finally {
    await stopRenewing();
    cancel();
    ours.delete(owner.token);
    release(path, owner);
  }
}

/** Tokens of the locks that this process holds or waits for: a lock with our process id and another token is from a former process. */
const ours = new Set<string>();

/** Waits until the lock is ours; false if no lock can be written here. */
async function acquire(path: string, owner: Owner, onWait: () => void, times: LockTimes): Promise<boolean> {
  const observed = { renewedAt: NaN, since: 0 };
  for (let isFirst = true; ; isFirst = false) {
    const outcome = create(path, owner);
    if (outcome !== 'exists') return outcome === 'created';
    const renewedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (renewedAt === undefined) {
      await wait(times.pollMs);
      continue;
    }
    // Only the change of the time counts, measured by our own clock: clocks of machines that share a disk differ.
    if (renewedAt !== observed.renewedAt) Object.assign(observed, { renewedAt, since: performance.now() });
    if (hasEnded(path) || performance.now() - observed.since > times.abandonedMs) {
      if (!remove(path)) return false;
      continue;
    }
    if (isFirst) onWait();
    await wait(times.pollMs);
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch {
    // Then no lock can be created in it either.
  }
}

function create(path: string, owner: Owner): 'created' | 'exists' | 'impossible' {
  try {
    const file = openSync(path, 'wx');
    try {
      writeSync(file, JSON.stringify(owner));
    } catch {
      // A full disk: the lock holds without its text.
    } finally {
      closeSync(file);
    }
    return 'created';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'exists' : 'impossible';
  }
}

/** True if the lock's process ran on this machine and has ended. Unknown for a text that is empty or not ours. */
function hasEnded(path: string): boolean {
  const owner = ownerOf(path);
  if (owner === null || owner.machine !== thisMachine()) return false;
  return owner.pid === process.pid ? !ours.has(owner.token) : !isAlive(owner.pid);
}

function ownerOf(path: string): Owner | null {
  try {
    const found = JSON.parse(readFileSync(path, 'utf8')) as Partial<Owner> | null;
    const { pid, machine, token } = found ?? {};
    return Number.isInteger(pid) && Number(pid) > 0 && machine !== undefined && token !== undefined
      ? { pid: Number(pid), machine, token }
      : null;
  } catch {
    return null;
  }
}

/** Where process ids are comparable: one host, and on Linux one process namespace (each container has its own). */
function thisMachine(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What the thread that renews a lock is started with. */
export interface Renewal {
  readonly path: string;
  readonly everyMs: number;
}

/**
 * Renews a lock from a thread of its own: the search for change points of a long history, or a machine with much other
 * load, can keep the main thread busy for longer than an abandoned lock is waited for.
 */
function startRenewing(workerData: Renewal): () => Promise<unknown> {
  const thread = new Worker(new URL(`./renew-lock${moduleExtension}`, import.meta.url), {
    workerData,
    execArgv: [],
  });
  thread.unref();
  // Without the thread the lock only counts for less long.
  thread.on('error', () => undefined);
  return () => thread.terminate();
}

/** Removes our own lock, not one that another process took over. */
function release(path: string, { token }: Owner): void {
  const owner = ownerOf(path);
  if (owner === null || owner.token === token) remove(path);
}

/** False if the file cannot be removed. */
function remove(path: string): boolean {
  try {
    rmSync(path, { force: true });
    return true;
  } catch {
    return false;
  }
}
