import type { ReadOptions } from '../../adapter.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { parseMoment } from '../../record/running-moments.ts';
import { parseNonNegative } from '../../fields/number-fields.ts';
import type { ResourceSamples } from '../../record/resource-samples.ts';
import { warnOfMissingZone } from '../../files/tidy-table.ts';
import { parseMemory } from '../../fields/unit-names.ts';

/** What `docker stats` prints of one container, as text. */
export interface DockerReading {
  readonly container: string;
  readonly cpu: string;
  /** Used memory, with or without " / limit". */
  readonly memory: string;
  /** Null where the file has no times. */
  readonly time: string | null;
}

/** What the formats of `docker stats` have in common, for their notes. */
export const dockerNotes: readonly string[] = [
  'CPU is on the core scale: 100% is one core. The values of several containers are added up over each round of rows.',
  'Memory is the used part of "used / limit". kB and MB are powers of 1000, KiB and MiB of 1024; MB here are 2^20 bytes.',
  'Containers are operations, by their names; `operation` in "files" of run.json names a single one. The mean CPU of each of several containers (at most 20) is a measure.',
];

/** Names that scripts give to the time of a row. */
export const dockerTimeNames = /^(?:ts|time|time_?stamp|date|date_?time)$/;

/** What docker prints of a container that is not running: `--`, `-- / --`. */
const isNoReading = (text: string): boolean => /^--(?:\s*\/\s*--)?$/.test(text.trim());

/** Adds a reading; a text says why it is refused. */
export function addDockerReading(
  { container, cpu, memory, time }: DockerReading,
  samples: ResourceSamples,
  account: FileAccount,
  { timeZone }: ReadOptions,
): string | null {
  if (container === '') return 'the container has no name';
  if (isNoReading(cpu) && isNoReading(memory)) {
    account.warn(
      'no-reading',
      'Rows with `--` are not readings: the container was not running at that moment. They are skipped.',
    );
    return null;
  }
  const percent = parseNonNegative(cpu.replace(/\s*%$/, ''));
  if (percent === null) return `CPU must be a percentage, got "${cpu.slice(0, 40)}"`;
  const used = parseMemory(memory.split('/')[0] ?? '');
  if (used === null) return `memory must be a number with a unit such as MiB, got "${memory.slice(0, 40)}"`;
  const moment = time === null ? null : parseMoment(time, timeZone);
  if (time !== null && moment === null)
    return `the time must be an epoch or a date and time, got "${time.slice(0, 40)}"`;
  if (moment?.hasZone === false) warnOfMissingZone(account, timeZone);
  if (used.unit === null)
    account.warn(
      'assumed-unit',
      'Memory has no unit and was taken as MiB (2^20 bytes), as docker prints it.',
    );
  const atMs = moment?.epochMs ?? null;
  samples.nameContainer(container, container);
  samples.addCpu(atMs, container, percent);
  samples.addMemory(atMs, container, used.value);
  return null;
}
