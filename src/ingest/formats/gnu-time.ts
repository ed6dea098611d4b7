import type { Adapter } from '../adapter.ts';
import { numberIn } from '../fields/text-fields.ts';
import { IngestError } from '../files/ingest-error.ts';
import type { RawFile } from '../files/raw-file.ts';
import { recordMeasure } from '../record/benchmark-results.ts';
import type { Recorder } from '../record/recorder.ts';
import { unnamedOperation } from '../record/resource-rows.ts';
import { hyperfineLabel } from './hyperfine/hyperfine-label.ts';

const start = /^[^\S\r\n\u2028\u2029]*Command being timed: /m;

/** What `/usr/bin/time -v` (GNU time) prints. */
export const gnuTime: Adapter = {
  id: 'gnu-time',
  tool: '/usr/bin/time',
  title: '/usr/bin/time -v',
  identifiedBy: 'Lines "Command being timed:" and "Maximum resident set size (kbytes):".',
  sourceClass: 'reported',
  results: 'benchmarks',
  notes: [
    'The peak of memory is the maximum resident set size; kbytes are 1,024 bytes. CPU is on the core scale: 150% is one and a half cores.',
    'Elapsed, user and system time are measures, and do not describe requests. If a file has several commands, each is a separate operation.',
    'What looks like a password or token in a command is masked.',
  ],
  sets: 'each',
  sniff: ({ text }) => start.test(text) && text.includes('Maximum resident set size'),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, gnuTime.id, gnuTime.tool);
  const reports = (await file.text())
    .split(/^(?=[^\S\r\n\u2028\u2029]*Command being timed: )/m)
    .filter((part) => start.test(part));
  if (reports.length === 0) throw new IngestError('no-rows', 'The file contains no report of `time -v`.');
  for (const report of reports) {
    const command = hyperfineLabel(/Command being timed: "(.*)"/.exec(report)?.[1] ?? '');
    readReport(report, reports.length > 1 ? command : unnamedOperation, recorder);
    const status = numberIn(report, /Exit status: (\d+)/);
    if (status !== null && status !== 0)
      account.warn('failed-command', `"${command}" ended with exit status ${status}.`);
    account.accept();
  }
}

function readReport(report: string, operation: string, recorder: Recorder): void {
  const kb = numberIn(report, /Maximum resident set size \(kbytes\): (\d+)/);
  if (kb !== null)
    recorder.memoryRows.push({
      operation,
      baseMb: null,
      peakMb: kb / 1_024,
      finalMb: null,
      deltaMb: null,
      gcRecoveredMb: null,
    });
  const percent = numberIn(report, /Percent of CPU this job got: (\d+)%/);
  if (percent !== null)
    recorder.cpuRows.push({
      scenario: null,
      scale: 'core',
      averagePercent: percent,
      peakPercent: null,
      coresUsed: percent / 100,
      busiestPercent: null,
      cores: null,
    });
  const prefix = operation === unnamedOperation ? '' : `${operation}: `;
  for (const [name, seconds] of [
    ['elapsed time', elapsedSeconds(report)] as const,
    ['user time', numberIn(report, /User time \(seconds\): ([\d.]+)/)] as const,
    ['system time', numberIn(report, /System time \(seconds\): ([\d.]+)/)] as const,
  ])
    if (seconds !== null) recordMeasure(recorder, `${prefix}${name}`, 's', [seconds]);
}

/** `0:01.00` or `1:02:03`. */
function elapsedSeconds(report: string): number | null {
  const [, hours, minutes = '', seconds = ''] =
    /Elapsed \(wall clock\) time \(h:mm:ss or m:ss\): (?:(\d+):)?(\d+):(\d+(?:\.\d+)?)/.exec(report) ?? [];
  if (minutes === '') return null;
  return Number(hours ?? 0) * 3_600 + Number(minutes) * 60 + Number(seconds);
}
