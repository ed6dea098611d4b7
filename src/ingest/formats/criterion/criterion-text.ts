import { captured } from '../../../model/checked.ts';
import { recordValue } from '../../record/benchmark-results.ts';
import type { Adapter } from '../../adapter.ts';
import type { ValueBounds } from '../../../model/documents/digest.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { lines } from '../../files/lines.ts';
import { parseCount, parseNonNegative } from '../../fields/number-fields.ts';
import type { Recorder } from '../../record/recorder.ts';
import { cleanText } from '../../fields/text.ts';
import { inMs } from '../../fields/unit-names.ts';

const bounds = String.raw`\[([\d.]+) (\S+) ([\d.]+) (\S+) ([\d.]+) (\S+)\]`;
const time = new RegExp(String.raw`^(\S.*?)?\s+time:\s+${bounds}`);
const rate = new RegExp(String.raw`^\s+thrpt:\s+${bounds}`);

/** On a terminal, this line is there only for a moment. */
const collecting = /^Benchmarking .*: Collecting (\d+) samples /;

/** No row is longer; on a line of a megabyte the search for its parts would take minutes. */
const longestRow = 2_000;

/** What criterion.rs prints on the console. */
export const criterionText: Adapter = {
  id: 'criterion-text',
  tool: 'criterion',
  title: 'criterion.rs console text',
  identifiedBy: 'Lines such as "NAME  time:   [320.62 ps 323.90 ps 327.55 ps]".',
  sourceClass: 'reported',
  results: 'benchmarks',
  notes: [
    "The middle value is criterion's estimate of the mean (its slope over the batches, with linear sampling); the outer ones are its 95% confidence bounds, not extremes. The count is of samples. Prefer the JSON files of target/criterion.",
    'Throughput lines are measures. Other lines are skipped.',
  ],
  sets: 'each',
  // To clean every line of a large file takes long: it is done only where there may be a row.
  sniff: (head) => head.text.includes('time:') && head.lines.some((line) => time.test(cleanLine(line))),
  read: async (files, recorder) => {
    for (const file of files) {
      const account = recorder.file(file, criterionText.id, criterionText.tool);
      let before = '';
      let name = '';
      let samples: number | null = null;
      for await (const { line, text } of lines(file)) {
        const plain = cleanLine(text);
        const match = time.exec(plain);
        samples = parseCount(collecting.exec(plain)?.[1] ?? '') ?? samples;
        // A name that is too long for its column stands alone on the line before.
        if (match !== null) {
          name = cleanText(match[1] ?? before);
          const mean = inMs(parseNonNegative(captured(match, 4)) ?? NaN, captured(match, 5));
          if (mean === null || Number.isNaN(mean) || name === '')
            account.refuse(
              line,
              `expected a name and a time with a unit, got "${cleanText(plain).slice(0, 60)}"`,
            );
          else {
            account.accept();
            const bounds = { mean: boundsOf(match) };
            recorder.reported({ endpoint: name, count: samples, errors: null, latency: { mean, bounds } });
          }
          samples = null;
        } else addRate(rate.exec(plain), name, recorder);
        if (plain.trim() !== '' && !plain.startsWith('Benchmarking ')) before = plain;
      }
      if (account.accepted === 0)
        throw new IngestError(
          'no-results',
          'No time of a benchmark could be read.',
          'Run `cargo bench` again.',
        );
    }
  },
};

/** The outer two values; null where one cannot be read. */
function boundsOf(match: RegExpExecArray): ValueBounds | null {
  const [lower, upper] = [2, 6].map((i) =>
    inMs(parseNonNegative(captured(match, i)) ?? NaN, captured(match, i + 1)),
  );
  return lower == null || upper == null || !(lower <= upper) ? null : { lower, upper };
}

const ansiColours = /\u001b\[[0-9;]*m/g;

/** The line without colours, its indent kept, cut to what can be a row. */
const cleanLine = (line: string): string => line.slice(0, longestRow).replace(ansiColours, '');

function addRate(match: RegExpExecArray | null, name: string, recorder: Recorder): void {
  const value = parseNonNegative(match?.[3] ?? '');
  if (match === null || value === null || name === '') return;
  const unit = cleanText(captured(match, 4));
  const [lower, upper] = [1, 5].map((i) => parseNonNegative(captured(match, i)));
  // Bounds in another unit are left out.
  const isOneUnit = captured(match, 2) === captured(match, 6) && unit === cleanText(captured(match, 2));
  const bounds = isOneUnit && lower != null && upper != null && { bounds: { lower, upper } };
  recordValue(recorder, { endpoint: name }, { unit, direction: 'higher', value, n: 1, ...bounds });
}
