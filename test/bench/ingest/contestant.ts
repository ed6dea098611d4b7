import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** What a contestant prints: one line of JSON. */
export interface Result {
  /** From opening the file to all figures, without the start of the process. */
  readonly seconds: number;
  /** Time on all processors together: what else the machine does disturbs it less. */
  readonly cpuSeconds: number;
  readonly rows: number;
  /** Most memory that the process ever held, its start included. */
  readonly peakMb: number;
  /** Some of its figures, by label: all contestants that compute them must agree. */
  readonly figures: Readonly<Record<string, readonly number[]>>;
}

/** Times `work` and prints the result: the end of a contestant's script. */
export async function contest(
  work: () => Promise<Omit<Result, 'seconds' | 'cpuSeconds' | 'peakMb'>>,
): Promise<void> {
  const start = performance.now();
  const cpuStart = process.cpuUsage();
  const result = await work();
  const seconds = (performance.now() - start) / 1_000;
  const cpu = process.cpuUsage(cpuStart);
  const cpuSeconds = (cpu.user + cpu.system) / 1e6;
  const peakMb = process.resourceUsage().maxRSS / 1_024;
  process.stdout.write(JSON.stringify({ ...result, seconds, cpuSeconds, peakMb } satisfies Result));
}

/** Runs a contestant's script on a file, in a process of its own. */
export function runContestant(script: string, file: string, ...args: readonly string[]): Result {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [resolve(import.meta.dirname, script), file, ...args],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(`${script} failed: ${stderr}`);
  return JSON.parse(stdout) as Result;
}
