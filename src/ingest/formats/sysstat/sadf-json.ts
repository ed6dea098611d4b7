import { z } from 'zod';
import type { Adapter, ReadOptions } from '../../adapter.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { HostCpu, usedPercent } from './host-cpu.ts';
import { parseDocument } from '../../files/json-document.ts';
import { parseMoment } from '../../record/running-moments.ts';
import { parseCount } from '../../fields/number-fields.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ResourceSamples } from '../../record/resource-samples.ts';
import { machineOfHosts, sysstatHost } from './sysstat-machine.ts';
import { warnOfMissingZone } from '../../files/tidy-table.ts';

const cpuRows = z.array(z.looseObject({ cpu: z.string(), idle: z.number() })).optional();
const report = z.looseObject({
  timestamp: z.looseObject({ date: z.string(), time: z.string(), utc: z.number().optional() }).optional(),
  'cpu-load': cpuRows,
  'cpu-load-all': cpuRows,
  memory: z.looseObject({ memused: z.number().optional() }).optional(),
});
const schema = z.looseObject({
  sysstat: z.looseObject({ hosts: z.array(sysstatHost.extend({ statistics: z.array(report) })) }),
});

type Report = z.output<typeof report>;

interface Shape {
  readonly sysstat?: { readonly hosts?: readonly { readonly statistics?: readonly unknown[] }[] };
}

/** What `sadf -j` prints. */
export const sadfJson: Adapter = {
  id: 'sadf-json',
  tool: 'sadf',
  title: 'sadf -j JSON',
  identifiedBy: 'sysstat.hosts[].statistics[] whose timestamp is an object with date and time.',
  sourceClass: 'reported',
  results: 'resources',
  notes: [
    'CPU is 100 minus idle of cpu "all", on the host scale: 100% is all cores. Single cores give the busiest one.',
    'Memory is memory.memused, in kB. Host names are not read. Rows are the reports with CPU or memory.',
  ],
  sets: 'each',
  sniff: (head) => {
    const first = (head.json as Shape | undefined)?.sysstat?.hosts?.[0]?.statistics?.[0];
    const stamp = (first as { timestamp?: unknown } | null | undefined)?.timestamp;
    return typeof stamp === 'object' && stamp !== null && 'date' in stamp;
  },
  read: async (files, recorder, options) => {
    for (const file of files) readFile(file, recorder, options);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): void {
  const account = recorder.file(file, sadfJson.id, sadfJson.tool);
  const samples = new ResourceSamples();
  const { hosts } = parseDocument(file, schema).sysstat;
  Object.assign(recorder.system, machineOfHosts(hosts));
  for (const [i, host] of hosts.entries()) {
    const cpu = new HostCpu();
    for (const [n, one] of host.statistics.entries())
      readReport(one, n, { cpu, samples, account, options, source: `host ${i + 1}` });
    cpu.finish(samples, `host ${i + 1}`);
  }
  if (samples.isEmpty)
    account.warn('no-figures', 'The file contains neither CPU nor memory. Run sadf -j with `-- -u -r`.');
  recorder.cpuScale = 'host';
  samples.finish(recorder, account);
}

interface Into {
  readonly cpu: HostCpu;
  readonly samples: ResourceSamples;
  readonly account: FileAccount;
  readonly options: ReadOptions;
  readonly source: string;
}

function readReport(one: Report, index: number, into: Into): void {
  const loads = one['cpu-load'] ?? one['cpu-load-all'] ?? [];
  const memory = one.memory?.memused;
  if (loads.length === 0 && memory === undefined) return;
  const atMs = timeOf(one, into);
  if (one.timestamp !== undefined && atMs === null) {
    into.account.refuse(index + 1, `report ${index + 1}: its timestamp is not a date and time`);
    return;
  }
  into.account.accept();
  for (const load of loads)
    into.cpu.add(
      String(index),
      atMs,
      /^(?:all|-1)$/.test(load.cpu) ? null : parseCount(load.cpu),
      usedPercent(load.idle),
    );
  if (memory !== undefined) into.samples.addMemory(atMs, into.source, memory / 1_024);
}

function timeOf({ timestamp }: Report, { account, options }: Into): number | null {
  if (timestamp === undefined) return null;
  const isUtc = timestamp.utc === 1;
  const time = parseMoment(
    `${timestamp.date} ${timestamp.time}${isUtc ? ' UTC' : ''}`,
    isUtc ? null : options.timeZone,
  );
  if (time?.hasZone === false) warnOfMissingZone(account, options.timeZone);
  return time?.epochMs ?? null;
}
