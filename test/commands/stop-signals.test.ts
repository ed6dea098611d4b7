import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main, stand } from './unlucky-machine.ts';

const source = (path: string): string => pathToFileURL(resolve(import.meta.dirname, '../../src', path)).href;
const signalsModule = source('commands/terminal/stop-signals.ts');
const atExitModule = source('store/at-exit.ts');

const { folder, remove } = stand();
const temporary = mkdtempSync(join(tmpdir(), 'perfolio-signal-'));
const pages = join(folder, 'node_modules/.cache/perfolio/astro');
const [site, cache] = [join(folder, 'dist'), join(folder, '.perfolio/cache')];
beforeAll(() => {
  mkdirSync(join(folder, 'node_modules'));
  mkdirSync(site);
  writeFileSync(join(site, 'index.html'), 'the old site');
  writeFileSync(join(site, '.perfolio-site'), 'index.html\n');
});
afterAll(() => {
  remove();
  rmSync(temporary, { recursive: true, force: true });
});

/** Starts a build and sends it a signal once it has begun to make pages. */
function stoppedBuild(signal: NodeJS.Signals): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [main, 'build'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, INIT_CWD: folder, TMPDIR: temporary },
  });
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const look = setInterval(() => {
    if (filesOf(pages).some((name) => name.endsWith('.unfinished'))) child.kill(signal);
  }, 20);
  return new Promise((done) => {
    child.once('close', (code) => {
      clearInterval(look);
      done({ code, stderr });
    });
  });
}

function filesOf(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

describe('a build that a signal stops', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s: leaves the old site, no lock and a last line; exit code %i', async (signal, expected) => {
    rmSync(join(folder, 'node_modules/.cache'), { recursive: true, force: true });
    const { code, stderr } = await stoppedBuild(signal);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(`Stopped by ${signal}. Nothing was published.`);
    expect(code).toBe(expected);
    expect(readFileSync(join(site, 'index.html'), 'utf8')).toBe('the old site');
    expect(filesOf(pages).filter((name) => name.endsWith('.lock'))).toEqual([]);
    expect(filesOf(cache)).toEqual([]);
    expect(filesOf(temporary).filter((name) => name.startsWith('perfolio-'))).toEqual([]);
  });
});

describe('a command that reads only', () => {
  it('is ended by a signal at once, also while it is busy', async () => {
    const busy = `
      import { endOnSignals } from ${JSON.stringify(signalsModule)};
      import { atExit } from ${JSON.stringify(atExitModule)};
      endOnSignals(() => undefined);
      atExit(() => undefined)();
      process.stdout.write('busy', () => { for (;;); });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', busy], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.once('data', () => child.kill('SIGTERM'));
    const killed = setTimeout(() => child.kill('SIGKILL'), 60_000);
    const signal = await new Promise((done) => child.once('close', (_, by) => done(by)));
    clearTimeout(killed);
    expect(signal).toBe('SIGTERM');
  });
});
