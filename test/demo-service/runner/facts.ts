import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import type { Switches } from '../versions.ts';
import { nodeFlags } from './service-process.ts';

/** The machine as the manifest's `system`; cores are those this process may use, so that pinning shows. */
export function systemFacts(): Record<string, string> {
  const all = cpus();
  const usable = usableCores();
  const cores =
    usable === null || usable.length === all.length
      ? `${all.length} cores`
      : `${usable.length} of ${all.length} cores`;
  const disk = statfsSync('/');
  return {
    cpu: `${all[0]?.model.trim() ?? 'unknown'}, ${cores}`,
    memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    disk: `${Math.round((disk.blocks * disk.bsize) / 2 ** 30)} GiB`,
    os: osName(),
    runtime: `Node ${process.versions.node}`,
  };
}

/** The surroundings as the manifest's `environment`, with the settings of this version that an operator could change. */
export function environmentFacts(switches: Switches): Record<string, string | number> {
  const db = new DatabaseSync(':memory:');
  const { version } = db.prepare('SELECT sqlite_version() AS version').get() as { version: string };
  db.close();
  return {
    server: 'Node http, one process',
    database: `SQLite ${version}, write-ahead log, synchronous NORMAL`,
    network: 'loopback; load and service on one machine',
    nodeFlags: nodeFlags.join(' '),
    modelConnections: switches.modelConnections,
    sessionListCache: switches.listCache,
    connectionLimit: switches.connectionLimit ?? 'none',
  };
}

/** The cores that the system lets this process use, or null where it does not tell. */
export function usableCores(): number[] | null {
  if (!existsSync('/proc/self/status')) return null;
  const list = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  if (list === undefined) return null;
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}

function osName(): string {
  if (!existsSync('/etc/os-release')) return `${type()} ${release()}`;
  const name = /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? type();
  return `${name}, kernel ${release()}`;
}
