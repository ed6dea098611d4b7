import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const main = join(import.meta.dirname, '../../bin/perfolio.mjs');

/** Two small runs, the second of them twice as slow. */
export function smallProject(folder: string): void {
  const csv = (ms: number): string =>
    ['timestamp,endpoint,duration_ms,ok']
      .concat(
        Array.from(
          { length: 60 },
          (_, second) =>
            `2026-01-0${ms}T00:00:${String(second).padStart(2, '0')}Z,/a,${ms * 10 + (second % 7)},true`,
        ),
      )
      .join('\n');
  const files: Record<string, string> = {
    'data/project.json': JSON.stringify({
      name: 'Shop',
      targets: [{ id: 'p95', metric: 'response.p95', below: 500 }],
    }),
    'data/r1/run.json': JSON.stringify({ startedAt: '2026-01-01T00:00:00Z' }),
    'data/r1/api/requests.csv': `${csv(1)}\n`,
    'data/r2/run.json': JSON.stringify({ startedAt: '2026-01-02T00:00:00Z' }),
    'data/r2/api/requests.csv': `${csv(2)}\n`,
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

/** A temporary folder with the small project in it, and how to remove it. */
export function stand(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'perfolio-unlucky-'));
  smallProject(folder);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** What a process printed to stderr, and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** Runs a command line in a shell, where `perfolio` is the command. */
export function inShell(cwd: string, line: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawn('bash', ['-c', `perfolio() { "${process.execPath}" "${main}" "$@"; }; ${line}`], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    // npm names the folder in which its user stands, which is not this one.
    env: { ...process.env, INIT_CWD: cwd, ...env },
  });
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  return new Promise((done) => {
    child.once('close', (code) => done({ code, stderr }));
  });
}
