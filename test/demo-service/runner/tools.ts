import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callOf, endpoints, type Endpoint } from './calls.ts';

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const autocannon = join(modules, 'autocannon');

/**
 * Artillery is no dependency of the project: its install downloads a browser. It is fetched into a cache folder when
 * it is first needed, without scripts, at this very version.
 */
const artilleryVersion = '2.0.34';
const artilleryFolder = join(modules, '.cache', 'perfolio-demo', 'artillery');
const artillery = join(artilleryFolder, 'node_modules', 'artillery');

/** Name and version of the tools, as a manifest records them. */
export const toolNames = {
  autocannon: `autocannon ${installedVersion(autocannon) ?? ''}`,
  artillery: `artillery ${artilleryVersion}`,
};

/** One connection asking one endpoint as fast as it answers; autocannon's own JSON goes to `out`. */
export async function runAutocannon(options: {
  port: number;
  endpoint: Endpoint;
  seconds: number;
  warmupSeconds: number;
  out: string;
}): Promise<void> {
  const { port, endpoint, seconds, warmupSeconds, out } = options;
  const call = callOf(endpoint, endpoints.indexOf(endpoint), 0);
  const warmup = warmupSeconds > 0 ? ['--warmup', '[', '-c', '1', '-d', String(warmupSeconds), ']'] : [];
  const body = call.body === null ? [] : ['-H', 'content-type=application/json', '-b', call.body];
  const argv = ['--json', '--no-progress', '-c', '1', '-d', String(seconds), '-m', call.method];
  const url = `http://127.0.0.1:${port}${call.path}`;
  const output = await runNode([join(autocannon, 'autocannon.js'), ...argv, ...body, ...warmup, url]);
  const result = output.trim().split('\n').at(-1) ?? '';
  const answered = (JSON.parse(result) as Record<string, number>)['2xx'];
  if (answered === undefined || answered === 0) throw new Error(`autocannon got no answer from ${endpoint}`);
  writeFileSync(out, `${result}\n`);
}

/** Installs artillery into the cache folder unless that version is there already; `say` is told before it begins. */
export async function installArtillery(say: (text: string) => void): Promise<void> {
  if (installedVersion(artillery) === artilleryVersion) return;
  say(`installing artillery ${artilleryVersion} into node_modules/.cache (once; about 470 MB)`);
  mkdirSync(artilleryFolder, { recursive: true });
  writeFileSync(join(artilleryFolder, 'package.json'), '{ "private": true }\n');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await run(npm, ['install', ...flags, `artillery@${artilleryVersion}`], artilleryFolder);
}

/** Import jobs arriving at a fixed rate, each a session with its messages; artillery's report goes to `out`. */
export async function runArtillery(options: {
  port: number;
  jobsPerSecond: number;
  seconds: number;
  messagesPerJob: number;
  out: string;
}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'perfolio-artillery-'));
  try {
    const script = join(folder, 'batch.json');
    writeFileSync(script, JSON.stringify(artilleryScript(options)));
    await runNode([join(artillery, 'bin', 'run'), 'run', '--quiet', '--output', options.out, script], {
      ARTILLERY_DISABLE_TELEMETRY: 'true',
      ARTILLERY_TELEMETRY_DISABLED: 'true',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function artilleryScript(options: {
  port: number;
  jobsPerSecond: number;
  seconds: number;
  messagesPerJob: number;
}): unknown {
  const { port, jobsPerSecond, seconds, messagesPerJob } = options;
  const step = (endpoint: Endpoint, path?: string): unknown => {
    const call = callOf(endpoint, 1, 0);
    const body = call.body === null ? {} : { json: JSON.parse(call.body) as unknown };
    const capture = endpoint === 'create_session' ? { capture: { json: '$.id', as: 'session' } } : {};
    return { [call.method.toLowerCase()]: { url: path ?? call.path, name: endpoint, ...body, ...capture } };
  };
  return {
    config: {
      target: `http://127.0.0.1:${port}`,
      phases: [{ duration: seconds, arrivalRate: jobsPerSecond }],
      plugins: { 'metrics-by-endpoint': { useOnlyRequestNames: true } },
    },
    scenarios: [
      {
        name: 'import',
        flow: [
          step('create_session'),
          { loop: [step('send_message', '/sessions/{{ session }}/messages')], count: messagesPerJob },
          step('get_analysis'),
          step('list_sessions'),
          step('memory_retrieval'),
        ],
      },
    ],
  };
}

function installedVersion(folder: string): string | null {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return null;
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function runNode(argv: readonly string[], env: Record<string, string> = {}): Promise<string> {
  return run(process.execPath, argv, process.cwd(), env);
}

/** Runs a command to its end and gives what it printed; a failure carries what it said on stderr. */
function run(
  command: string,
  argv: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const isBatchFile = command.endsWith('.cmd');
    const child = spawn(command, argv, { cwd, env: { ...process.env, ...env }, shell: isBatchFile });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out).toString('utf8'));
      else
        reject(
          new Error(
            `${command} ${argv[0] ?? ''} ended with ${code ?? 'a signal'}: ${Buffer.concat(err).toString('utf8').slice(-2_000)}`,
          ),
        );
    });
  });
}
