import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process took. */
export interface Measured {
  readonly seconds: number;
  /** Time on all processors together: what else the machine does disturbs it less. */
  readonly cpuSeconds: number;
  /** The most memory that the process and all below it held at one moment. */
  readonly peakMb: number;
  readonly output: string;
}

const sampleMs = 50;
/** The marks of its end that the process prints itself. */
const report = `process.on('exit', () => { const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write('\\nUSAGE ' + maxRSS + ' ' + (userCPUTime + systemCPUTime) + '\\n'); });`;

/** Processes started by one, itself included; empty where the system does not tell. */
function treeOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return [pid, ...children.split(' ').filter(Boolean).map(Number).flatMap(treeOf)];
  } catch {
    return [];
  }
}

function residentMb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}

/** Runs a script of this Node in a process of its own. Throws with its output unless it ends with 0. */
export async function measured(
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Readonly<Record<string, string>> },
): Promise<Measured> {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(report)}`, ...args],
    { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  let treeMb = 0;
  const sampling = setInterval(() => {
    treeMb = Math.max(
      treeMb,
      treeOf(child.pid!).reduce((sum, pid) => sum + residentMb(pid), 0),
    );
  }, sampleMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearInterval(sampling);
  const seconds = (performance.now() - started) / 1_000;
  // A thread that ends says so too; the process is the last one.
  const [, ownKb, cpuMicroseconds] = [...output.matchAll(/USAGE (\d+) (\d+)/g)].at(-1) ?? [];
  if (code !== 0 || ownKb === undefined)
    throw new Error(`${args[0] ?? ''} ended with ${String(code)}:\n${output.slice(-2_000)}`);
  return {
    seconds,
    cpuSeconds: Number(cpuMicroseconds) / 1e6,
    peakMb: Math.max(treeMb, Number(ownKb) / 1_024),
    output,
  };
}
