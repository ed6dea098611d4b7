import type { Adapter, ReadOptions } from '../../adapter.ts';
import { HostCpu, usedPercent } from './host-cpu.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { lines } from '../../files/lines.ts';
import { parseMoment } from '../../record/running-moments.ts';
import { parseNonNegative } from '../../fields/number-fields.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ResourceSamples } from '../../record/resource-samples.ts';
import { cleanText } from '../../fields/text.ts';
import { warnOfMissingZone } from '../../files/tidy-table.ts';

const columnLine = /^\s*r\s+b\s+swpd\s+free\b.*\bid\b/;

/** What `vmstat INTERVAL` prints. */
export const vmstat: Adapter = {
  id: 'vmstat',
  tool: 'vmstat',
  title: 'vmstat text',
  identifiedBy: 'A line of column names "r b swpd free ... us sy id wa".',
  sourceClass: 'reported',
  results: 'resources',
  notes: [
    'CPU is 100 minus the idle column, on the host scale: 100% is all cores.',
    'The first row is the average since the machine started and is left out of the CPU values.',
    'If a file contains the output of several runs, the first row of each is left out. Column names begin a run, except after 21 rows: vmstat repeats them there, unless it prints to a terminal of another height.',
    'Memory in use is not given: the file has free memory, but not the total.',
    'Times come from `vmstat -t`; without it there are none.',
  ],
  sets: 'each',
  sniff: (head) => head.lines.slice(0, 50).some((line) => columnLine.test(line)),
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

/** Where the columns are, by the line that names them. */
interface Layout {
  readonly idle: number;
  readonly count: number;
  /** True where rows end in a date and a clock. */
  readonly hasTime: boolean;
  readonly isUtc: boolean;
}

function layoutOf(text: string): Layout {
  const names = text.trim().split(/\s+/);
  const idle = names.indexOf('id');
  const columns = names.slice(0, names.findLastIndex((name) => /^(?:id|wa|st|gu)$/.test(name)) + 1);
  const zone = names.slice(columns.length).join(' ');
  return { idle, count: columns.length, hasTime: zone !== '', isUtc: /^(?:UTC|GMT)$/.test(zone) };
}

/** Rows between the column names that vmstat repeats itself, where its output is no terminal (24 lines less 3). */
const rowsBetweenHeaders = 21;

/** Distinguishes column names that vmstat repeats from those that begin the output of another run in the same file. */
class VmstatRuns {
  count = 0;
  #rows = 0;
  #isFirst = false;

  /** Takes a line of column names. */
  header(): void {
    const isRepeated = this.count > 0 && this.#rows === rowsBetweenHeaders;
    if (!isRepeated) this.count++;
    this.#isFirst ||= !isRepeated;
    this.#rows = 0;
  }

  /** Takes a row, and returns whether it is the first one of a run. */
  isFirstRow(): boolean {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    this.#rows++;
    return isFirst;
  }
}

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, vmstat.id, vmstat.tool);
  const cpu = new HostCpu();
  let layout: Layout | null = null;
  const runs = new VmstatRuns();
  for await (const { line, text } of lines(file)) {
    if (columnLine.test(text)) {
      layout = layoutOf(text);
      runs.header();
    } else if (layout !== null && /^\s*\d/.test(text)) {
      const isSinceBoot = runs.isFirstRow();
      const fields = text.trim().split(/\s+/);
      const idle = parseNonNegative(fields[layout.idle] ?? '');
      const time = layout.hasTime ? timeOf(fields, layout, options) : null;
      const isRead = idle !== null && idle <= 100 && fields.length >= layout.count;
      if (!isRead || (layout.hasTime && time === null)) {
        account.refuse(line, `the row has no idle percentage or time: "${cleanText(text).slice(0, 40)}"`);
        continue;
      }
      account.accept();
      if (time?.hasZone === false) warnOfMissingZone(account, options.timeZone);
      if (!isSinceBoot) cpu.add(String(line), time?.epochMs ?? null, null, usedPercent(idle));
    }
  }
  if (account.accepted === 0)
    throw new IngestError(
      'no-rows',
      'The file contains no row of values.',
      'Run vmstat with an interval, such as `vmstat -t 1`.',
    );
  account.warn(
    'since-boot',
    runs.count === 1
      ? 'The first row is the average since the machine started and is left out of the CPU values.'
      : `The file has ${runs.count} runs of vmstat one after the other. The first row of each is the average since the machine started and is left out of the CPU values.`,
  );
  if (layout?.hasTime === false)
    account.warn('no-times', 'The rows carry no time. Run `vmstat -t` to have one.');
  recorder.cpuScale = 'host';
  const samples = new ResourceSamples();
  cpu.finish(samples);
  samples.finish(recorder, account);
}

function timeOf(
  fields: readonly string[],
  layout: Layout,
  options: ReadOptions,
): { epochMs: number; hasZone: boolean } | null {
  const text = fields.slice(layout.count).join(' ');
  return parseMoment(layout.isUtc ? `${text} UTC` : text, options.timeZone);
}
