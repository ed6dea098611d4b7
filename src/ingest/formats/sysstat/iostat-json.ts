import { z } from 'zod';
import type { Adapter, ReadOptions } from '../../adapter.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { HostCpu, usedPercent } from './host-cpu.ts';
import { parseDocument } from '../../files/json-document.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ResourceSamples } from '../../record/resource-samples.ts';
import { machineOfHosts, sysstatHost } from './sysstat-machine.ts';
import { sysstatMoment } from './sysstat-times.ts';
import { warnOfMissingZone } from '../../files/tidy-table.ts';

const schema = z.looseObject({
  sysstat: z.looseObject({
    hosts: z.array(
      sysstatHost.extend({
        statistics: z.array(
          z.looseObject({
            timestamp: z.string().optional(),
            'avg-cpu': z.looseObject({ idle: z.number() }).optional(),
          }),
        ),
      }),
    ),
  }),
});

interface Shape {
  readonly sysstat?: { readonly hosts?: readonly { readonly statistics?: readonly unknown[] }[] };
}

/** What `iostat -o JSON INTERVAL` prints. */
export const iostatJson: Adapter = {
  id: 'iostat-json',
  tool: 'iostat',
  title: 'iostat JSON',
  identifiedBy: 'sysstat.hosts[].statistics[] with avg-cpu or disk and a timestamp that is text.',
  sourceClass: 'reported',
  results: 'resources',
  notes: [
    'CPU is 100 minus idle, on the host scale: 100% is all cores. Disks and memory are not given.',
    'The first report is the average since the machine started and is left out.',
    'Times come from `iostat -t`. Rows are the reports.',
  ],
  sets: 'each',
  sniff: (head) => {
    const first = (head.json as Shape | undefined)?.sysstat?.hosts?.[0]?.statistics?.[0];
    if (typeof first !== 'object' || first === null) return false;
    const isSadf = typeof (first as { timestamp?: unknown }).timestamp === 'object';
    return !isSadf && ('avg-cpu' in first || 'disk' in first);
  },
  read: async (files, recorder, options) => {
    for (const file of files) readFile(file, recorder, options);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): void {
  const account = recorder.file(file, iostatJson.id, iostatJson.tool);
  const samples = new ResourceSamples();
  const { hosts } = parseDocument(file, schema).sysstat;
  Object.assign(recorder.system, machineOfHosts(hosts));
  for (const [i, host] of hosts.entries()) {
    const cpu = new HostCpu();
    for (const [n, report] of host.statistics.entries()) {
      account.accept();
      const idle = report['avg-cpu']?.idle;
      if (n > 0 && idle !== undefined)
        cpu.add(String(n), timeOf(report.timestamp, account, options), null, usedPercent(idle));
    }
    cpu.finish(samples, `host ${i + 1}`);
  }
  account.warn('since-boot', 'The first report is the average since the machine started and is left out.');
  if (samples.isEmpty)
    account.warn('no-cpu', 'The file contains no processor values after its first report.');
  recorder.cpuScale = 'host';
  samples.finish(recorder, account);
}

function timeOf(text: string | undefined, account: FileAccount, options: ReadOptions): number | null {
  if (text === undefined) {
    account.warn('no-times', 'The reports carry no time. Run `iostat -t` to have one.');
    return null;
  }
  const time = sysstatMoment(text, options.timeZone);
  if (time?.hasZone === false) warnOfMissingZone(account, options.timeZone);
  return time?.epochMs ?? null;
}
