import type { Adapter, ReadOptions } from '../adapter.ts';
import { parseNonNegative } from '../fields/number-fields.ts';
import { lines } from '../files/lines.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { ResourceSamples } from '../record/resource-samples.ts';
import { requireRows } from '../record/usable-rows.ts';

const header = /^#\s*Elapsed time\s+CPU \(%\)\s+Real \(MB\)/;

/** What psrecord --log writes. */
export const psrecordLog: Adapter = {
  id: 'psrecord-log',
  tool: 'psrecord',
  title: 'psrecord log',
  identifiedBy: 'The header "# Elapsed time CPU (%) Real (MB)".',
  sourceClass: 'reported',
  results: 'resources',
  notes: [
    'CPU is on the core scale: 150% is one and a half cores. Memory is Real (resident) in MB of 2^20 bytes; Virtual, and reads and writes of disks are not read.',
    'Times are seconds from the start of the recording: set "startedAt" for the file in run.json.',
  ],
  sets: 'each',
  sniff: (head) => header.test(head.lines.find((line) => line.trim() !== '') ?? ''),
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, psrecordLog.id, psrecordLog.tool);
  const samples = new ResourceSamples();
  const originMs = options.startedAtMs ?? 0;
  recorder.isRelativeTime = options.startedAtMs === null;
  for await (const { line, text } of lines(file)) {
    if (text.trim() === '' || text.startsWith('#')) continue;
    const [seconds = null, cpu = null, mb = null] = text
      .trim()
      .split(/\s+/)
      .slice(0, 3)
      .map(parseNonNegative);
    if (seconds === null || cpu === null || mb === null) {
      account.refuse(line, 'a row must have elapsed time, CPU and memory as numbers');
      continue;
    }
    account.accept();
    samples.addCpu(originMs + seconds * 1_000, '', cpu);
    samples.addMemory(originMs + seconds * 1_000, '', mb);
  }
  requireRows([account], 'Provide the complete log of psrecord.');
  recorder.cpuScale = 'core';
  samples.finish(recorder, account);
}
