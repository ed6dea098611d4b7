import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const macPaths = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A browser's program, and how it was come by. */
interface Found {
  readonly path: string;
  readonly how: string;
}

let started: Promise<Browser> | null = null;

/** The browser of all test files, which ends with their process. A file closes its pages: see `closePages`. */
export const startChromium = (): Promise<Browser> => (started ??= launch());

/** Closes all that was opened in the browser, for the next test file. */
export async function closePages(): Promise<void> {
  const contexts = (await started)?.contexts() ?? [];
  await Promise.all(contexts.map((context) => context.close()));
}

/** Starts the Chromium that is there, or gets one; says on stderr which. Throws with what to do where it cannot. */
async function launch(): Promise<Browser> {
  const { path, how } = find() ?? install();
  process.stderr.write(`browser tests use ${path} (${how})\n`);
  return chromium.launch({
    executablePath: path,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

function find(): Found | null {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, and there is no such file.`);
    return { path: named, how: 'named by CHROMIUM_PATH' };
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...macPaths];
  const system = candidates.find((path) => existsSync(path));
  if (system !== undefined) return { path: system, how: "the system's" };
  const own = chromium.executablePath();
  return existsSync(own) ? { path: own, how: "Playwright's own" } : null;
}

function install(): Found {
  const tried: string[] = [];
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    run('apt-get', ['update', '-qq'], tried);
    run('apt-get', ['install', '-y', '-qq', 'chromium'], tried);
  } else {
    const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core')), 'cli.js');
    run(process.execPath, [cli, 'install', 'chromium'], tried);
  }
  const found = find();
  if (found !== null) return { ...found, how: `installed just now by ${tried.join(', ')}` };
  throw new Error(
    `No Chromium was found, and none could be installed (tried: ${tried.join('; ')}). Install one, or name its program in CHROMIUM_PATH.`,
  );
}

function run(command: string, args: readonly string[], tried: string[]): void {
  process.stderr.write(`no Chromium found: running ${command} ${args.join(' ')}\n`);
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  tried.push(`${command} ${args.join(' ')}${status === 0 ? '' : ` (failed: ${String(status)})`}`);
}
