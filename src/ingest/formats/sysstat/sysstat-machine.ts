import { z } from 'zod';
import { cleanText } from '../../fields/text.ts';

/** The part of a host that sadf and iostat write as JSON, without its name. */
export const sysstatHost = z.looseObject({
  sysname: z.string().optional(),
  release: z.string().optional(),
  machine: z.string().optional(),
  'number-of-cpus': z.number().optional(),
});

type SysstatHost = z.output<typeof sysstatHost>;

/** `Linux 6.1.0 (name of the host) 02/03/26 _x86_64_ (2 CPU)`; the name is not read. */
const banner = /^(Linux) (\S+) \(.*\)\s.*\s_(\w+)_\s+\((\d+) CPU\)\s*$/;

/**
 * Facts about the machine from the first lines of a text. They are neither `os` nor `cpu`: a kernel is no distribution and
 * a count is no model, and runs without them stay comparable.
 */
export function machineOfBanner(lines: readonly string[]): Record<string, string> {
  for (const line of lines) {
    const [, sysname, release, machine, cpus] = banner.exec(line) ?? [];
    if (sysname !== undefined) return facts({ sysname, release, machine, 'number-of-cpus': Number(cpus) });
  }
  return {};
}

/** The same from JSON; none if the file describes several machines. */
export const machineOfHosts = (hosts: readonly SysstatHost[]): Record<string, string> =>
  hosts.length === 1 ? facts(hosts[0] ?? {}) : {};

function facts({ sysname, release, machine, 'number-of-cpus': cpus }: SysstatHost): Record<string, string> {
  const kernel = [sysname, release, machine].filter((part) => part !== undefined).join(' ');
  return {
    ...(kernel === '' ? {} : { kernel: cleanText(kernel) }),
    ...(cpus === undefined || !(cpus > 0) ? {} : { processors: String(cpus) }),
  };
}
