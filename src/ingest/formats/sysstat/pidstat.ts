import { runtimeOf } from '../../fields/runtime-name.ts';
import type { Adapter, ReadOptions } from '../../adapter.ts';
import { IngestError } from '../../files/ingest-error.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ResourceSamples } from '../../record/resource-samples.ts';
import { machineOfBanner } from './sysstat-machine.ts';
import { namesTable, sysstatNumber, sysstatRows, type SysstatRow } from './sysstat-text.ts';
import { cleanText } from '../../fields/text.ts';

const isProcessTable = (columns: readonly string[]): boolean =>
  (columns.includes('PID') || columns.includes('TGID')) &&
  (columns.includes('%CPU') || columns.includes('RSS'));

/** What `pidstat` prints, with `-h` (one table) and without (several). */
export const pidstat: Adapter = {
  id: 'pidstat',
  tool: 'pidstat',
  title: 'pidstat text',
  identifiedBy: 'A table with the columns PID and %CPU or RSS, each row beginning with a time.',
  sourceClass: 'reported',
  results: 'resources',
  notes: [
    'CPU is on the core scale: 100% is one core (without -I). The values of several processes are added up for each moment.',
    'Memory is RSS. Processes are identified by the name of their command; those of one name are added up.',
    'Several commands are separate operations; a single one can be named in the manifest.',
    'Rows are those of tables with %CPU or RSS; threads (-t) and averages are counted and not used. Arguments of commands are not read.',
  ],
  sets: 'each',
  sniff: (head) => namesTable(head.lines, isProcessTable),
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

const longestName = 15;

/** What the rows of one moment add up to. */
interface Moment {
  readonly atMs: number | null;
  percent: number | null;
  readonly memoryMb: Map<string, number>;
}

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, pidstat.id, pidstat.tool);
  Object.assign(recorder.system, machineOfBanner(file.head.lines));
  const moments = new Map<string, Moment>();
  for await (const row of sysstatRows(file, account, options)) {
    if (!isProcessTable(row.columns)) continue;
    const isUsed = !row.isAverage && isProcessRow(row);
    const refusal = isUsed ? readRow(row, moments) : null;
    if (refusal === null) account.accept();
    else account.refuse(row.line, refusal);
  }
  if (account.accepted === 0)
    throw new IngestError('no-rows', 'The file contains no row with %CPU or RSS.', 'Run pidstat with -u -r.');
  const samples = new ResourceSamples();
  for (const { atMs, percent, memoryMb } of moments.values()) {
    if (percent !== null) samples.addCpu(atMs, '', percent);
    for (const [command, mb] of memoryMb) samples.addMemory(atMs, command, mb);
  }
  recorder.cpuScale = 'core';
  samples.finish(recorder, account);
  recordRuntime([...moments.values()], recorder);
}

/** The runtime that all processes run on, if their names say it. */
function recordRuntime(moments: readonly Moment[], recorder: Recorder): void {
  const commands = new Set(moments.flatMap(({ memoryMb }) => [...memoryMb.keys()]));
  const [runtime, ...others] = new Set([...commands].map(runtimeOf));
  if (runtime != null && others.length === 0) recorder.system.runtime = runtime;
}

/** False for a row of a thread, whose process has a row of its own. */
function isProcessRow({ columns, fields }: SysstatRow): boolean {
  const thread = columns.indexOf('TID');
  return thread < 0 || fields[thread] === '-';
}

function readRow(row: SysstatRow, moments: Map<string, Moment>): string | null {
  const { columns, fields, atMs, key } = row;
  const field = (name: string): string => fields[columns.indexOf(name)] ?? '';
  const moment = moments.get(key) ?? { atMs, percent: null, memoryMb: new Map<string, number>() };
  const percent = sysstatNumber(field('%CPU'));
  const rssKb = sysstatNumber(field('RSS'));
  for (const [name, value] of [['%CPU', percent] as const, ['RSS', rssKb] as const])
    if (columns.includes(name) && value === null)
      return `\`${name}\` must be a number from 0 up, got "${cleanText(field(name)).slice(0, 40)}"`;
  if (percent !== null) moment.percent = (moment.percent ?? 0) + percent;
  if (rssKb !== null) {
    const command = commandName(fields.slice(columns.indexOf('Command')));
    moment.memoryMb.set(command, (moment.memoryMb.get(command) ?? 0) + rssKb / 1_024);
  }
  moments.set(key, moment);
  return null;
}

/** The command's own name: no path, no tree marks of threads. */
function commandName(words: readonly string[]): string {
  const whole = words.join(' ');
  // Linux keeps 15 characters of a command's name, spaces included; a longer text (-l) has arguments.
  const name = whole.length <= longestName ? whole : (words[0] ?? '');
  return cleanText(name.replace(/^\|__/, '').replace(/^.*\//, '')) || '?';
}
