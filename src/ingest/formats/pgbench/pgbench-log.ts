import type { Adapter } from '../../adapter.ts';
import { isDurationMs } from '../../fields/units.ts';
import type { RawFile } from '../../files/raw-file.ts';
import { lines } from '../../files/lines.ts';
import type { Recorder } from '../../record/recorder.ts';

/** Client, number, elapsed time or an outcome, script, end in seconds and microseconds, then what options add. */
const row =
  /^(\d+) (\d+) (\d+|skipped|failed|serialization|deadlock|other) (\d+) (\d{9,10}) (\d{1,6})(?: \S+)*$/;

/** The log of single transactions that pgbench -l writes. */
export const pgbenchLog: Adapter = {
  id: 'pgbench-log',
  tool: 'pgbench',
  title: 'pgbench transaction log (-l)',
  identifiedBy:
    'Lines of at least six whole numbers: client, transaction, time, script, epoch seconds, microseconds.',
  sourceClass: 'exact',
  notes: [
    'One row per transaction: column 3 is its time in microseconds, columns 5 and 6 are its end. The endpoint is the number of the script.',
    'Transactions that pgbench marks as failed, serialization or deadlock are errors without a time; skipped ones were never started and are not counted.',
  ],
  sets: 'together',
  sniff: ({ text }) => {
    const first = text.split('\n', 4).filter((one) => one !== '');
    return first.length >= 2 && first.slice(0, 3).every((one) => row.test(one.trimEnd()));
  },
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, pgbenchLog.id, pgbenchLog.tool);
  for await (const { line, text } of lines(file)) {
    const found = row.exec(text.trimEnd());
    if (found === null) {
      account.refuse(line, 'a line of a pgbench log has at least six whole numbers');
      continue;
    }
    const [, , , time = '', script = '', seconds = '', micros = ''] = found;
    account.accept();
    if (time === 'skipped') continue;
    const isTimed = /^\d+$/.test(time);
    const endMs = Number(seconds) * 1_000 + Number(micros) / 1_000;
    const durationMs = isTimed ? Number(time) / 1_000 : NaN;
    const startMs = isDurationMs(durationMs) ? endMs - durationMs : endMs;
    recorder.requests(null, `script ${script}`).add(startMs, durationMs, isTimed ? null : time, NaN);
  }
}
