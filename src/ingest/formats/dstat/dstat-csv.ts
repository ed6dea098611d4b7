import { at } from '../../../model/checked.ts';
import type { Adapter, ReadOptions } from '../../adapter.ts';
import { csvRecords } from '../../files/csv.ts';
import { DstatLayout, dstatDate, type DstatDay } from './dstat-layout.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { HostCpu, usedPercent } from '../sysstat/host-cpu.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { parseNonNegative } from '../../fields/number-fields.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ResourceSamples } from '../../record/resource-samples.ts';
import { cleanText } from '../../fields/text.ts';
import { warnOfMissingZone } from '../../files/tidy-table.ts';
import { bytesPerMb } from '../../fields/unit-names.ts';

const title = /^"?(?:pcp-)?(?:dstat|dool) [\d.]+ CSV output/i;

/** What `dstat --output` (or dool) writes. */
export const dstatCsv: Adapter = {
  id: 'dstat-csv',
  tool: 'dstat',
  title: 'dstat CSV',
  identifiedBy: 'A first line "Dstat 0.7.2 CSV output" (or dool), then two header lines: groups and names.',
  sourceClass: 'reported',
  results: 'resources',
  notes: [
    'CPU is 100 minus "idl" of total cpu usage, on the host scale: 100% is all cores. Groups "cpu0 usage" give the busiest core.',
    'The first row is the average since the machine started and is left out of the CPU values.',
    'Memory is "used", in bytes. Rows carry day and month; the year comes from the preamble, whose host, user and command line are not read.',
  ],
  sets: 'each',
  sniff: (head) => title.test(head.lines.find((line) => line.trim() !== '') ?? ''),
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

interface Reader {
  readonly account: FileAccount;
  readonly options: ReadOptions;
  readonly cpu: HostCpu;
  readonly samples: ResourceSamples;
  day: DstatDay;
  isFirst: boolean;
}

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, dstatCsv.id, dstatCsv.tool);
  const reader: Reader = {
    account,
    options,
    cpu: new HostCpu(),
    samples: new ResourceSamples(),
    day: {
      year: options.startedAtMs === null ? null : new Date(options.startedAtMs).getUTCFullYear(),
      month: 0,
    },
    isFirst: true,
  };
  let groups: readonly string[] | null = null;
  let layout: DstatLayout | null = null;
  for await (const { line, fields } of csvRecords(file, ',', (at, why) => account.refuse(at, why))) {
    if (title.test(fields[0] ?? '')) {
      // dstat appends to a file that is there: each run begins with its own preamble.
      account.toolVersion = /[\d.]+/.exec(at(fields, 0))?.[0] ?? null;
      [groups, layout, reader.isFirst] = [null, null, true];
    } else if (/^(?:Author|Host|Cmdline):$/.test(fields[0] ?? '')) {
      const year = dstatDate(fields[fields.indexOf('Date:') + 1] ?? '')?.year;
      if (year !== undefined) reader.day = { year, month: 0 };
    } else if (groups === null) groups = fields;
    else if (layout === null) layout = new DstatLayout(groups, fields);
    else {
      const refusal = readRow(fields, layout, line, reader);
      if (refusal === null) account.accept();
      else account.refuse(line, refusal);
    }
  }
  if (layout === null)
    throw new IngestError('no-header', 'The file ends before its header lines.', 'Check that dstat ran.');
  finish(recorder, reader, layout);
}

function readRow(
  fields: readonly string[],
  layout: DstatLayout,
  line: number,
  reader: Reader,
): string | null {
  const { account, options, cpu, samples } = reader;
  const time = layout.timeOf(fields, reader.day, options.timeZone);
  if (time === 'unreadable')
    return `\`time\` must be a day and a clock, got "${cleanText(fields[layout.time] ?? '').slice(0, 40)}"`;
  if (time?.hasZone === false) warnOfMissingZone(account, options.timeZone);
  const atMs = time?.epochMs ?? null;
  const isFirst = reader.isFirst;
  reader.isFirst = false;
  for (const { core, at } of layout.idle) {
    const idle = parseNonNegative(fields[at] ?? '');
    // Rounding of the tool's floats can pass 100 by a hair.
    if (idle === null || idle > 100.5)
      return `\`idl\` must be 0 to 100, got "${cleanText(fields[at] ?? '').slice(0, 40)}"`;
    if (!isFirst) cpu.add(String(line), atMs, core, Math.max(0, usedPercent(idle)));
  }
  if (layout.memoryUsed >= 0) {
    const bytes = parseNonNegative(fields[layout.memoryUsed] ?? '');
    if (bytes === null)
      return `\`used\` must be a number of bytes, got "${cleanText(fields[layout.memoryUsed] ?? '').slice(0, 40)}"`;
    samples.addMemory(atMs, '', bytes / bytesPerMb);
  }
  return null;
}

function finish(recorder: Recorder, { account, cpu, samples, day }: Reader, layout: DstatLayout): void {
  if (account.accepted === 0) account.warn('no-rows', 'The file contains a header but no row.');
  else if (layout.idle.length === 0 && layout.memoryUsed < 0)
    account.warn('no-figures', 'The file contains neither CPU nor memory. Run dstat with -c -m.');
  if (layout.time < 0) account.warn('no-times', 'The rows carry no time. Run dstat with --time.');
  else if (!layout.isEpoch && day.year === null)
    account.warn(
      'no-date',
      'The file does not say in which year it was written, so its times are unknown. Set "startedAt" for the file in run.json.',
    );
  if (layout.idle.length > 0)
    account.warn(
      'since-boot',
      'The first row is the average since the machine started and is left out of the CPU values.',
    );
  cpu.finish(samples);
  recorder.cpuScale = layout.idle.length > 0 ? 'host' : null;
  samples.finish(recorder, account);
}
