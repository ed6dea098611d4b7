import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A running service. */
export interface Service {
  readonly port: number;
  readonly pid: number;
  /** Forces a full collection inside the service. */
  collect(): Promise<void>;
  /** Memory and CPU time as the service sees itself, for systems without /proc. */
  usage(): Promise<{ rssBytes: number; cpuMicroseconds: number }>;
  stop(): Promise<void>;
}

interface Usage {
  memory: { rss: number };
  cpu: { user: number; system: number };
}

/** A small young generation, so that resident memory shows what is kept more than what is about to be collected. */
export const nodeFlags = ['--expose-gc', '--max-semi-space-size=2'];

const main = fileURLToPath(new URL('../service/main.ts', import.meta.url));

/** Starts the service as a process of its own and waits until it listens. */
export async function startService(version: string): Promise<Service> {
  const child = spawn(process.execPath, [...nodeFlags, main, '--version', version], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const port = await listeningPort(child);
  const admin = async (method: string, path: string): Promise<Usage> => {
    const response = await fetch(`http://127.0.0.1:${port}/admin/${path}`, {
      method,
      headers: { connection: 'close' },
    });
    if (!response.ok) throw new Error(`the service answered ${response.status} to /admin/${path}`);
    return (await response.json()) as Usage;
  };
  return {
    port,
    pid: child.pid!,
    async collect() {
      await admin('POST', 'gc');
    },
    async usage() {
      const { memory, cpu } = await admin('GET', 'usage');
      return { rssBytes: memory.rss, cpuMicroseconds: cpu.user + cpu.system };
    },
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function listeningPort(child: ChildProcess): Promise<number> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const match = /^listening on (\d+)$/.exec(line);
    if (match !== null) return Number(match[1]);
  }
  throw new Error('the service ended before it listened');
}
