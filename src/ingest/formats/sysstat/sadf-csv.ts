import type { Adapter, ReadOptions } from '../../adapter.ts';
import { csvRecords } from '../../files/csv.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { HostCpu, isNoReading, usedPercent } from './host-cpu.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { parseMoment } from '../../record/running-moments.ts';
import { parseNonNegative, parseNumber } from '../../fields/number-fields.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ResourceSamples } from '../../record/resource-samples.ts';
import { cleanText } from '../../fields/text.ts';
import { warnOfMissingZone } from '../../files/tidy-table.ts';

/** What `sadf -d` prints. */
export const sadfCsv: Adapter = {
  id: 'sadf-csv',
  tool: 'sadf',
  title: 'sadf -d CSV',
  identifiedBy: 'A header "# hostname;interval;timestamp;..." that repeats for each section.',
  sourceClass: 'reported',
  results: 'resources',
  notes: [
    'CPU is 100 minus %idle of CPU -1, on the host scale: 100% is all cores. Rows of single cores give the busiest one.',
    'Memory is kbmemused. Rows are those of sections with %idle or kbmemused; the host name is not read.',
  ],
  sets: 'each',
  sniff: (head) => {
    if (!head.lines.some((line) => line.startsWith('# hostname;interval;timestamp;'))) return false;
    return head.lines.some(
      (line) => line.startsWith('# hostname;interval;timestamp;') && /;(?:%idle|kbmemused)\b/.test(line),
    )
      ? true
      : 'it has neither CPU (-u) nor memory (-r)';
  },
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, sadfCsv.id, sadfCsv.tool);
  const samples = new ResourceSamples();
  const cpu = new HostCpu();
  let columns: readonly string[] = [];
  for await (const { line, fields } of csvRecords(file, ';', (at, why) => account.refuse(at, why))) {
    if (fields[0]?.startsWith('# hostname') === true) {
      columns = fields;
      continue;
    }
    const isRestart = fields.some((field) => field.startsWith('LINUX-RESTART') || field.startsWith('COM'));
    const isUsed = columns.includes('%idle') || columns.includes('kbmemused');
    if (!isUsed || isRestart) continue;
    const refusal = readRow(fields, columns, { cpu, samples, account, options });
    if (refusal === null) account.accept();
    else account.refuse(line, refusal);
  }
  if (account.accepted === 0)
    throw new IngestError(
      'no-rows',
      'The file contains no row of CPU or memory values.',
      'Run sadf -d with `-- -u -r`.',
    );
  cpu.finish(samples);
  recorder.cpuScale = 'host';
  samples.finish(recorder, account);
}

interface Into {
  readonly cpu: HostCpu;
  readonly samples: ResourceSamples;
  readonly account: FileAccount;
  readonly options: ReadOptions;
}

function readRow(fields: readonly string[], columns: readonly string[], into: Into): string | null {
  const field = (name: string): string => fields[columns.indexOf(name)] ?? '';
  const show = (name: string): string => cleanText(field(name)).slice(0, 40);
  const time = parseMoment(field('timestamp'), into.options.timeZone);
  if (time === null) return `\`timestamp\` must be a date and time, got "${show('timestamp')}"`;
  if (!time.hasZone) warnOfMissingZone(into.account, into.options.timeZone);
  if (columns.includes('%idle')) {
    const idle = parseNonNegative(field('%idle'));
    const core = parseNumber(field('CPU'));
    if (idle === null) return `\`%idle\` must be 0 to 100, got "${show('%idle')}"`;
    if (isNoReading(idle, into.account)) return null;
    if (core === null) return `\`CPU\` must be a number, got "${show('CPU')}"`;
    into.cpu.add(String(time.epochMs), time.epochMs, core < 0 ? null : core, usedPercent(idle));
  }
  if (columns.includes('kbmemused')) {
    const kb = parseNonNegative(field('kbmemused'));
    if (kb === null) return `\`kbmemused\` must be a number of kB, got "${show('kbmemused')}"`;
    into.samples.addMemory(time.epochMs, '', kb / 1_024);
  }
  return null;
}
