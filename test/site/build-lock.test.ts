import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withBuildLock } from '../../src/site/build-lock.ts';

/** Linux gives no process a number above 2^22, other systems none above 99,999. */
const unusedPid = 2 ** 22 + 1;

const quick = { renewMs: 20, pollMs: 10, abandonedMs: 300 };
/** Long enough for the thread that renews a lock to start, also on a busy machine. */
const patient = { ...quick, abandonedMs: 2_000 };

/** True where this user may mount a disk. */
function mayMount(): boolean {
  const probe = mkdtempSync(join(tmpdir(), 'perfolio-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true });
  }
}
const canMount = mayMount();

const children: ChildProcess[] = [];
let folder = '';
let lock = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-lock-'));
  lock = join(folder, 'build.lock');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Runs something under the lock; how long that took, and whether it had to wait. */
async function locked(
  path = lock,
  times = quick,
): Promise<{ ms: number; waited: number; wasLocked: boolean }> {
  const begun = performance.now();
  let waited = 0;
  const wasLocked = await withBuildLock(
    path,
    () => (waited += 1),
    () => Promise.resolve(existsSync(path)),
    times,
  );
  return { ms: performance.now() - begun, waited, wasLocked };
}

/** The text of a lock that this process made; the lock is given back. */
async function ownText(): Promise<Record<string, unknown>> {
  const text = await withBuildLock(
    lock,
    () => undefined,
    () => Promise.resolve(readFileSync(lock, 'utf8')),
    quick,
  );
  return JSON.parse(text) as Record<string, unknown>;
}

const idle = 'new Promise((done) => setTimeout(done, 60_000))';
const busy = 'new Promise(() => setImmediate(() => { for (;;); }))';

/** A process that holds the lock until it is killed. */
async function holder(holding = idle): Promise<ChildProcess> {
  const module = join(import.meta.dirname, '../../src/site/build-lock.ts');
  const code = `import { withBuildLock } from ${JSON.stringify(module)};
    await withBuildLock(${JSON.stringify(lock)}, () => {}, () => { console.log('held'); return ${holding}; }, ${JSON.stringify(quick)});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

describe('withBuildLock', () => {
  it('lets one after the other in, and leaves no lock', async () => {
    const order: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      order.push(`${name} begins`);
      await wait(60);
      order.push(`${name} ends`);
    };
    await Promise.all(['a', 'b', 'c'].map((name) => withBuildLock(lock, () => undefined, work(name), quick)));
    for (let i = 0; i < 6; i += 2) expect(order[i + 1]).toBe(order[i]!.replace('begins', 'ends'));
    expect(existsSync(lock)).toBe(false);
  });

  it('gives the lock back after a failure', async () => {
    const failing = withBuildLock(
      lock,
      () => undefined,
      () => Promise.reject(new Error('no')),
      quick,
    );
    await expect(failing).rejects.toThrow('no');
    expect(existsSync(lock)).toBe(false);
  });

  it.each([
    ['idle', idle],
    ['too busy to answer', busy],
  ])('waits for a living process that is %s, however long it takes', async (_, holding) => {
    const child = await holder(holding);
    let isDone = false;
    const waiting = locked(lock, patient).then((result) => {
      isDone = true;
      return result;
    });
    await wait(2 * patient.abandonedMs);
    expect(isDone).toBe(false);
    child.kill('SIGKILL');
    expect(await waiting).toMatchObject({ waited: 1, wasLocked: true });
  });

  it('takes over at once from a process that was killed', async () => {
    const child = await holder();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { ms, waited } = await locked();
    expect(waited).toBe(0);
    expect(ms).toBeLessThan(quick.abandonedMs);
  });

  it('takes over from a former process with our process id, as after a restart of a container', async () => {
    writeFileSync(lock, JSON.stringify({ ...(await ownText()), token: 'of the former process' }));
    expect(await locked()).toMatchObject({ waited: 0, wasLocked: true });
  });

  it.each([
    ['an empty lock', ''],
    ['garbage', '\u0000{not json'],
    ['the number of a lock of version 0.1', String(process.pid)],
    ['a lock of a living process that does not renew it', String(process.ppid)],
    ['a lock of another machine', JSON.stringify({ pid: 1, machine: 'elsewhere', token: 'x' })],
    [
      'a lock of another machine, whose process id is free on this one',
      JSON.stringify({ pid: unusedPid, machine: 'elsewhere', token: 'x' }),
    ],
  ])('takes over from %s once nobody renews it', async (_, text) => {
    writeFileSync(lock, text);
    const { ms, waited, wasLocked } = await locked();
    expect({ waited, wasLocked }).toEqual({ waited: 1, wasLocked: true });
    expect(ms).toBeGreaterThan(quick.abandonedMs);
    expect(existsSync(lock)).toBe(false);
  });

  it('leaves a lock that another process took over meanwhile', async () => {
    const other = JSON.stringify({ ...(await ownText()), token: 'of the process that took over' });
    await withBuildLock(
      lock,
      () => undefined,
      () => writeFile(lock, other),
      quick,
    );
    expect(readFileSync(lock, 'utf8')).toBe(other);
  });

  it.skipIf(!canMount)('holds without its text on a full disk', async () => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', disk]);
    try {
      writeFileSync(join(disk, 'full'), Buffer.alloc(4_096));
      const path = join(disk, 'build.lock');
      const text = await withBuildLock(
        path,
        () => undefined,
        () => Promise.resolve(readFileSync(path, 'utf8')),
        quick,
      );
      expect(text).toBe('');
      expect(existsSync(path)).toBe(false);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  it('goes on without a lock where none can be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    expect(await locked(join(folder, 'file', 'build.lock'))).toMatchObject({ waited: 0, wasLocked: false });
  });

  it('goes on without a lock where something else has its name', async () => {
    mkdirSync(join(lock, 'full'), { recursive: true });
    expect(await locked()).toMatchObject({ waited: 1 });
  });
});
