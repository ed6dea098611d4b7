import type { Adapter, ReadOptions } from '../../adapter.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { lines } from '../../files/lines.ts';
import type { RawFile } from '../../files/raw-file.ts';
import { warnOfMissingZone } from '../../files/tidy-table.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ResourceSamples } from '../../record/resource-samples.ts';
import { HostCpu, isNoReading, usedPercent } from './host-cpu.ts';
import { machineOfBanner } from './sysstat-machine.ts';
import { sysstatNumber } from './sysstat-text.ts';
import { sysstatMoment } from './sysstat-times.ts';

const header = /^avg-cpu:\s+(%user\s.*%idle)\s*$/;

/** What `iostat INTERVAL` prints. */
export const iostatText: Adapter = {
  id: 'iostat-text',
  tool: 'iostat',
  title: 'iostat text',
  identifiedBy: 'Lines that begin with "avg-cpu:" and name the columns %user to %idle.',
  sourceClass: 'reported',
  results: 'resources',
  notes: [
    'CPU is 100 minus %idle, on the host scale: 100% is all cores. Disks are not read.',
    'The first report is the average since the machine started and is left out.',
    'Times come from `iostat -t`. Rows are the reports.',
  ],
  sets: 'each',
  sniff: (head) => head.lines.some((line) => header.test(line)),
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, iostatText.id, iostatText.tool);
  Object.assign(recorder.system, machineOfBanner(file.head.lines));
  const samples = new ResourceSamples();
  const cpu = new HostCpu();
  let columns: string[] | null = null;
  let atMs: number | null = null;
  let reports = 0;
  for await (const { line, text } of lines(file)) {
    const names = header.exec(text)?.[1];
    if (names !== undefined) columns = names.split(/\s+/);
    else if (columns === null) atMs = timeOf(text, account, options) ?? atMs;
    else {
      const idle = sysstatNumber(text.trim().split(/\s+/)[columns.indexOf('%idle')] ?? '');
      if (idle === null) account.refuse(line, 'a row of avg-cpu must have a number for %idle');
      else account.accept();
      if (reports++ > 0 && idle !== null && !isNoReading(idle, account))
        cpu.add(String(line), atMs, null, usedPercent(idle));
      if (atMs === null) account.warn('no-times', 'The reports carry no time. Run `iostat -t` to have one.');
      [columns, atMs] = [null, null];
    }
  }
  account.warn('since-boot', 'The first report is the average since the machine started and is left out.');
  cpu.finish(samples);
  if (samples.isEmpty)
    account.warn('no-cpu', 'The file contains no processor values after its first report.');
  recorder.cpuScale = 'host';
  samples.finish(recorder, account);
}

/** The moment of a line that `iostat -t` prints above a report; null for any other line. */
function timeOf(text: string, account: FileAccount, options: ReadOptions): number | null {
  if (!/^\d/.test(text)) return null;
  const time = sysstatMoment(text.trim(), options.timeZone);
  if (time?.hasZone === false) warnOfMissingZone(account, options.timeZone);
  return time?.epochMs ?? null;
}
