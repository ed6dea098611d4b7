import type { Adapter, ReadOptions } from '../../adapter.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { HostCpu, isNoReading, usedPercent } from './host-cpu.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { parseCount } from '../../fields/number-fields.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ResourceSamples } from '../../record/resource-samples.ts';
import { machineOfBanner } from './sysstat-machine.ts';
import { namesTable, sysstatNumber, sysstatRows, type SysstatRow } from './sysstat-text.ts';
import { cleanText } from '../../fields/text.ts';

const isCpuTable = (columns: readonly string[]): boolean => columns[0] === 'CPU' && columns.includes('%idle');
const isMemoryTable = (columns: readonly string[]): boolean => columns.includes('kbmemused');

/** What `sar` and `mpstat` print as text. */
export const sarText: Adapter = {
  id: 'sar-text',
  tool: 'sar',
  title: 'sar text (and mpstat)',
  identifiedBy:
    'A table with the columns CPU ... %idle, or one with kbmemused, each row beginning with a time.',
  sourceClass: 'reported',
  results: 'resources',
  notes: [
    'CPU is 100 minus %idle of the rows "all", on the host scale: 100% is all cores. Rows of single cores give the busiest one.',
    'Memory is kbmemused, unchanged; sysstat before 12 counts buffers and caches in it. Other tables are not read; averages at the end are counted as rows and not used.',
    'The day comes from the first line (month first), the zone from "timeZone". Decimal commas of other languages are read. If there are some, and the day could also come first, set "startedAt".',
  ],
  sets: 'each',
  sniff: (head) => namesTable(head.lines, (columns) => isCpuTable(columns) || isMemoryTable(columns)),
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, sarText.id, sarText.tool);
  Object.assign(recorder.system, machineOfBanner(file.head.lines));
  const samples = new ResourceSamples();
  const cpu = new HostCpu();
  for await (const row of sysstatRows(file, account, options)) {
    const isCpu = isCpuTable(row.columns);
    if (!isCpu && !isMemoryTable(row.columns)) continue;
    const refusal = row.isAverage ? null : isCpu ? readCpu(row, cpu, account) : readMemory(row, samples);
    if (refusal === null) account.accept();
    else account.refuse(row.line, refusal);
  }
  if (account.accepted === 0)
    throw new IngestError(
      'no-rows',
      'The file contains no row of CPU or memory values.',
      'Run sar with -u and -r and an interval.',
    );
  if (cpu.lacksWhole)
    account.warn('no-all-row', 'Rows "all" are missing; the mean of the listed cores is used for the host.');
  cpu.finish(samples);
  recorder.cpuScale = 'host';
  samples.finish(recorder, account);
}

function readCpu(row: SysstatRow, cpu: HostCpu, account: FileAccount): string | null {
  const name = row.fields[0] ?? '';
  const core = name === 'all' || name === '-1' ? null : parseCount(name);
  if (core === null && !/^(?:all|-1)$/.test(name))
    return `\`CPU\` must be "all" or a number, got "${cleanText(name).slice(0, 40)}"`;
  const text = row.fields[row.columns.indexOf('%idle')] ?? '';
  const idle = sysstatNumber(text);
  if (idle === null) return `\`%idle\` must be 0 to 100, got "${cleanText(text).slice(0, 40)}"`;
  if (isNoReading(idle, account)) return null;
  cpu.add(row.key, row.atMs, core, usedPercent(idle));
  return null;
}

function readMemory(row: SysstatRow, samples: ResourceSamples): string | null {
  const text = row.fields[row.columns.indexOf('kbmemused')] ?? '';
  const kb = sysstatNumber(text);
  if (kb === null) return `\`kbmemused\` must be a number of kB, got "${cleanText(text).slice(0, 40)}"`;
  samples.addMemory(row.atMs, '', kb / 1_024);
  return null;
}
