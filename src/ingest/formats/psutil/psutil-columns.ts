import { captured } from '../../../model/checked.ts';
import type { CpuScale } from '../../../model/documents/digest.ts';
import { plainName } from '../../files/csv-columns.ts';

/** Where a psutil-like table has what; -1 for a column that is not there. */
export interface PsutilColumns {
  readonly names: readonly string[];
  readonly time: number;
  /** True where the column of times counts seconds from the start. */
  readonly isElapsed: boolean;
  readonly memory: number;
  /** MB of 2^20 bytes in one of the memory column; null where its name does not say. */
  readonly mbEach: number | null;
  readonly cpu: number;
  /** The scale, where the name of the CPU column says it. */
  readonly scale: CpuScale | null;
  readonly cores: readonly number[];
  readonly source: number;
  /** True where the columns tell of a process, not of the machine. */
  readonly isProcess: boolean;
}

const clock = /^(?:timestamp|time_?stamp(?:_m?s)?|time|date_?time|date|ts|epoch(?:_m?s)?|unix_?time)$/;
const elapsed =
  /^(?:elapsed(?:_(?:s|sec|secs|seconds|time|time_s))?|seconds|secs|time_(?:s|sec|seconds)|relative_time)$/;

/** Words for memory in use, the better one first; free, total, virtual and shared memory are not it. */
const memoryWords = [
  /^(?:process_|proc_|memory_|mem_)?rss(?:_memory|_mem)?$/,
  /^(?:process_|memory_|mem_)?uss$/,
  /^(?:process_|memory_|mem_)?pss$/,
  /^(?:process_|proc_|ram_)?(?:memory|mem)(?:_used|_usage|_use)?$/,
  /^(?:ram|ram_used|ram_usage|used_memory|used_mem|system_memory_used|working_set)$/,
];
const memoryUnit = /^(.*?)_?(bytes|b|k_?i?b|m_?i?b|g_?i?b)$/;
const mbPerUnit: Readonly<Record<string, number>> = {
  bytes: 2 ** -20,
  b: 2 ** -20,
  kb: 2 ** -10,
  kib: 2 ** -10,
  mb: 1,
  mib: 1,
  gb: 2 ** 10,
  gib: 2 ** 10,
};

const hostCpu =
  /^(?:system_cpu|host_cpu|total_cpu|cpu_total|cpu_avg|cpu_all|overall_cpu)(?:_?(?:percent|pct|perc|usage|%))*$/;
const processCpu = /^(?:process|proc)_cpu(?:_?(?:percent|pct|perc|usage|util|%))*$/;
const anyCpu = /^%?_?cpu(?:_?(?:percent|percentage|pct|perc|usage|util|utilization|utilisation|load|%))*$/;
const oneCore = /^(?:cpu|core|cpu_core)_?(\d+)(?:_?(?:percent|pct|usage|%))*$/;
const processWords = /^(?:pid|process|process_name|proc|cmd|rss.*|uss.*|pss.*|vms.*|num_threads|process_.*)$/;
const sourceNames = ['process_name', 'process', 'name', 'proc', 'service', 'pid'];

/** Words of other tools' and of our own tables: such files are not psutil's. */
const foreign =
  /^(?:container.*|phase|scenario|operation|elapsed_ms|label|endpoint|metric_name|user_count|vusers?|timestamp_end|collecttime)$/;

/** The columns of a psutil-like table; null where the header is of something else. */
export function psutilColumns(header: readonly string[]): PsutilColumns | null {
  const names = header.map(plainName);
  if (names.some((name) => foreign.test(name))) return null;
  const clockAt = names.findIndex((name) => clock.test(name));
  const time = clockAt >= 0 ? clockAt : names.findIndex((name) => elapsed.test(name));
  const memory = findMemory(names);
  const cpu = findCpu(names);
  const cores = names.flatMap((name, i) => (oneCore.test(name) ? [i] : []));
  if (time < 0 || (memory.at < 0 && cpu.at < 0 && cores.length === 0)) return null;
  return {
    names: header,
    time,
    isElapsed: clockAt < 0,
    memory: memory.at,
    mbEach: memory.mbEach,
    cpu: cpu.at,
    scale: cpu.at < 0 && cores.length > 0 ? 'host' : cpu.scale,
    cores,
    source: sourceNames.map((name) => names.indexOf(name)).find((at) => at >= 0) ?? -1,
    isProcess: names.some((name) => processWords.test(name)),
  };
}

function findMemory(names: readonly string[]): { at: number; mbEach: number | null } {
  const parts = names.map((name) => {
    const match = memoryUnit.exec(name);
    const unit = match?.[2]?.replaceAll('_', '');
    return match === null || match[1] === '' ? { word: name } : { word: captured(match, 1), unit };
  });
  for (const word of memoryWords) {
    const at = parts.findIndex((part) => word.test(part.word));
    if (at >= 0) return { at, mbEach: mbPerUnit[parts[at]?.unit ?? ''] ?? null };
  }
  return { at: -1, mbEach: null };
}

function findCpu(names: readonly string[]): { at: number; scale: CpuScale | null } {
  const process = names.findIndex((name) => processCpu.test(name));
  if (process >= 0) return { at: process, scale: 'core' };
  const host = names.findIndex((name) => hostCpu.test(name));
  if (host >= 0) return { at: host, scale: 'host' };
  return { at: names.findIndex((name) => anyCpu.test(name)), scale: null };
}
