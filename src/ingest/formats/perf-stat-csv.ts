import type { Adapter } from '../adapter.ts';
import { directionOf } from '../fields/measure-direction.ts';
import { parseNonNegative } from '../fields/number-fields.ts';
import { cleanText } from '../fields/text.ts';
import { lines } from '../files/lines.ts';
import type { RawFile } from '../files/raw-file.ts';
import { recordMeasure } from '../record/benchmark-results.ts';
import type { Recorder } from '../record/recorder.ts';
import { requireRows } from '../record/usable-rows.ts';

const value = String.raw`(\d+(?:\.\d+)?|<not (?:counted|supported)>)`;
const eventName = String.raw`([A-Za-z][\w.:/=-]{1,80})`;
/** Value, unit, event, then how long it was counted (after the variance, with -r). */
const row = new RegExp(
  String.raw`^${value}([,;\t])((?:[A-Za-z]\w*)?)\2${eventName}\2(?:[\d.]+%\2)?\d+\2[\d.]+`,
);
/** With -I the time comes first, with -A the processor. */
const prefixed = new RegExp(String.raw`^\s*(?:\d+\.\d{3,}|CPU\d+|S\d+\S*)([,;\t])(?:\d+\1)?${value}\1`);
const longestRow = 2_000;

/** What `perf stat -x` writes. */
export const perfStatCsv: Adapter = {
  id: 'perf-stat-csv',
  tool: 'perf stat',
  title: 'perf stat -x',
  identifiedBy:
    'Rows of a value, a unit or none, an event, a run time in ns and a percentage, with comma, semicolon or tab.',
  sourceClass: 'reported',
  results: 'benchmarks',
  notes: [
    'Each event is a measure, as counted (perf scales events that shared a counter). Fewer cycles, instructions, misses and faults are better; of other events the direction is unknown.',
    'Derived metrics (insn per cycle, GHz) are not read. An event that was not counted or is not supported is skipped, with a warning.',
    'Files of -I (intervals) and -A (single cores) are rejected.',
  ],
  sets: 'each',
  sniff: ({ lines: head }) => {
    const short = head.filter((line) => line.length <= longestRow);
    if (short.some((line) => row.test(line))) return true;
    return short.some((line) => /task-clock|cycles/.test(line)) &&
      short.filter((line) => prefixed.test(line)).length > 1
      ? 'but its rows begin with a time or a processor: run `perf stat -x,` without -I and -A'
      : false;
  },
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

/** So many events are named in the warning. */
const mostNamed = 20;

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, perfStatCsv.id, perfStatCsv.tool);
  const uncounted: string[] = [];
  for await (const { line, text } of lines(file)) {
    if (text.trim() === '' || text.startsWith('#')) continue;
    const [, counted = '', , unit = '', event = ''] = text.length > longestRow ? [] : (row.exec(text) ?? []);
    if (event === '') {
      account.refuse(line, `expected value, unit and event, got "${cleanText(text).slice(0, 60)}"`);
      continue;
    }
    account.accept();
    const number = parseNonNegative(counted);
    if (number === null) uncounted.push(`\`${cleanText(event)}\` ${counted}`);
    else
      recordMeasure(
        recorder,
        event,
        unit === 'msec' ? 'ms' : unit,
        [number],
        // `instructions:u` counts in user mode.
        directionOf(unit, event.replace(/:\w+$/, '')),
      );
  }
  if (uncounted.length > 0)
    account.warn('not-counted', `Events without a value: ${uncounted.slice(0, mostNamed).join(', ')}.`);
  requireRows([account], 'Run `perf stat -x, -o perf.csv`.');
}
