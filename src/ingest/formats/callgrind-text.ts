import type { Adapter } from '../adapter.ts';
import { parseCount } from '../fields/number-fields.ts';
import { cleanText } from '../fields/text.ts';
import { lines } from '../files/lines.ts';
import type { RawFile } from '../files/raw-file.ts';
import { recordValue } from '../record/benchmark-results.ts';
import type { Recorder } from '../record/recorder.ts';
import { requireRows } from '../record/usable-rows.ts';

/** `Instructions:  1735 (No change)`; Gungraun prints the earlier value after a bar: `1734|1700 (+2.00%)`. */
const value = /^[^\S\r\n\u2028\u2029]{2,}([A-Z][\w+ ]*?):\s+(\d+)(?:\s*\|\s*(?:\d+|N\/A))?(?:\s+\(.*)?\s*$/;

/** No line of the output is longer. */
const longestLine = 2_000;

/** What iai and Gungraun (iai-callgrind) print. */
export const callgrindText: Adapter = {
  id: 'callgrind-text',
  tool: 'iai or Gungraun',
  title: 'iai or Gungraun console text',
  identifiedBy: 'Indented lines "Instructions:" and "Estimated Cycles:" below the name of a benchmark.',
  sourceClass: 'reported',
  results: 'benchmarks',
  notes: [
    'Counts of instructions, cache hits and estimated cycles are measures of each benchmark, lower is better; those of hits have no direction. Earlier values and changes are not read.',
    'The text contains no times. Values with decimals are not read.',
  ],
  sets: 'each',
  sniff: ({ text }) =>
    /^[^\S\r\n\u2028\u2029]{2,}Instructions:\s+\d/m.test(text) &&
    /^[^\S\r\n\u2028\u2029]{2,}Estimated Cycles:\s+\d/m.test(text),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, callgrindText.id, callgrindText.tool);
  let endpoint: string | null = null;
  for await (const { text } of lines(file)) {
    if (text.length > longestLine) continue;
    if (/^\S/.test(text)) endpoint = cleanText(text);
    const [, what, number = ''] = value.exec(text) ?? [];
    const count = parseCount(number);
    if (endpoint === null || what === undefined || count === null) continue;
    account.accept();
    const direction = / (?:Hits|Accesses)$/.test(what) ? 'unknown' : 'lower';
    // Counted, not timed: the same each time for the same code.
    const bounds = { lower: count, upper: count };
    recordValue(
      recorder,
      { endpoint, what: inSentence(what) },
      { unit: 'count', direction, value: count, n: 1, bounds },
    );
  }
  requireRows([account], 'Provide the complete output of `cargo bench`.');
}

/** "Estimated cycles", "RAM hits": abbreviations keep their capitals. */
const inSentence = (what: string): string => what.replace(/ [A-Z][a-z]+/g, (word) => word.toLowerCase());
