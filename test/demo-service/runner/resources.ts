import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { usableCores } from './facts.ts';
import type { Service } from './service-process.ts';

/** Samples the service's CPU and memory and writes cpu.csv and memory.csv, naming scenario and operation. */
export interface ResourceRecorder {
  /** Runs work as a scenario, and as an operation where memory is accounted to it: base, running, final, after_gc. */
  during<T>(scenario: string, operation: string | null, work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** CPU time used so far, per core that the thread using it was last seen on where the system tells. */
interface Usage {
  readonly rssMb: number;
  readonly cpuMs: number;
  readonly coreMs: readonly number[] | null;
}

type Reader = () => Promise<Usage>;

const intervalMs = 250;
const bytesPerMb = 2 ** 20;

/** Starts sampling; files are begun at once, so that a broken run still shows what it saw. */
export function recordResources(service: Service, folder: string): ResourceRecorder {
  const cpuFile = join(folder, 'cpu.csv');
  const memoryFile = join(folder, 'memory.csv');
  const read = existsSync(`/proc/${service.pid}/task`) ? procReader(service.pid) : adminReader(service);
  const cores = existsSync(`/proc/${service.pid}/task`) ? (usableCores() ?? []) : [];
  writeFileSync(
    cpuFile,
    `${['timestamp', 'scenario', 'cpu_percent', ...cores.map((core) => `core_${core}`)].join(',')}\n`,
  );
  writeFileSync(memoryFile, 'timestamp,operation,phase,memory_mb\n');
  const memory = (operation: string, phase: string, rssMb: number): void =>
    appendFileSync(memoryFile, `${Date.now()},${operation},${phase},${rssMb.toFixed(2)}\n`);

  return {
    async during(scenario, operation, work) {
      if (operation !== null) {
        await service.collect();
        memory(operation, 'base', (await read()).rssMb);
      }
      let before = await read();
      let beforeMs = performance.now();
      const sample = async (): Promise<void> => {
        const now = await read();
        const nowMs = performance.now();
        const percent = (usedMs: number): string => ((usedMs / (nowMs - beforeMs)) * 100).toFixed(1);
        const perCore = now.coreMs === null ? [] : cores.map((core) => percent(coreDelta(before, now, core)));
        appendFileSync(
          cpuFile,
          `${[Date.now(), scenario, percent(now.cpuMs - before.cpuMs), ...perCore].join(',')}\n`,
        );
        if (operation !== null) memory(operation, 'running', now.rssMb);
        [before, beforeMs] = [now, nowMs];
      };
      let pending = Promise.resolve();
      const timer = setInterval(() => {
        pending = sample();
      }, intervalMs);
      const result = await work();
      clearInterval(timer);
      await pending;
      if (operation !== null) {
        memory(operation, 'final', (await read()).rssMb);
        await service.collect();
        memory(operation, 'after_gc', (await read()).rssMb);
      }
      return result;
    },
    stop: () => service.stop(),
  };
}

function coreDelta(before: Usage, now: Usage, core: number): number {
  return (now.coreMs?.[core] ?? 0) - (before.coreMs?.[core] ?? 0);
}

/**
 * Reads /proc: resident memory, and each thread's time on the CPU in nanoseconds (schedstat), counted to the core on
 * which the thread was last seen. A thread that moved between two samples is counted to its last core alone.
 */
function procReader(pid: number): Reader {
  const perThread = new Map<string, number>();
  const coreMs: number[] = [];
  let cpuMs = 0;
  return () => {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const usage = threadUsage(`/proc/${pid}/task/${thread}`);
      if (usage === null) continue;
      const { usedMs, core } = usage;
      const newMs = usedMs - (perThread.get(thread) ?? 0);
      perThread.set(thread, usedMs);
      coreMs[core] = (coreMs[core] ?? 0) + newMs;
      cpuMs += newMs;
    }
    const kb = Number(/VmRSS:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
    return Promise.resolve({ rssMb: kb / 1_024, cpuMs, coreMs: [...coreMs] });
  };
}

/** Null for a thread that has just ended. */
function threadUsage(folder: string): { usedMs: number; core: number } | null {
  try {
    const usedNs = Number(readFileSync(join(folder, 'schedstat'), 'utf8').split(' ', 1)[0]);
    const stat = readFileSync(join(folder, 'stat'), 'utf8');
    // Field 39 is the core; fields are counted after the command's closing bracket, which ends field 2.
    const core = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[36]);
    return { usedMs: usedNs / 1e6, core };
  } catch {
    return null;
  }
}

function adminReader(service: Service): Reader {
  return async () => {
    const { rssBytes, cpuMicroseconds } = await service.usage();
    return { rssMb: rssBytes / bytesPerMb, cpuMs: cpuMicroseconds / 1_000, coreMs: null };
  };
}
