import { captured } from '../../model/checked.ts';
import { recordValue } from '../record/benchmark-results.ts';
import type { ValueBounds } from '../../model/documents/digest.ts';
import type { Adapter } from '../adapter.ts';
import { lines } from '../files/lines.ts';
import { parseNonNegative } from '../fields/number-fields.ts';
import { boundsOfMargin } from '../fields/estimate-bounds.ts';
import { cleanText } from '../fields/text.ts';

const row = /^(.+) x ([\d,.]+) ops\/sec (?:±|\+-|\+\/-|�)\s*([\d.]+)% \((\d+) runs? sampled\)/;

/** No row is longer; on a line of a megabyte the search for its parts would take minutes. */
const longestRow = 2_000;

/** The lines that Benchmark.js prints for each benchmark. */
export const benchmarkjsText: Adapter = {
  id: 'benchmarkjs-text',
  tool: 'Benchmark.js',
  title: 'Benchmark.js text',
  identifiedBy: 'Lines such as "NAME x 1,431,759 ops/sec ±0.74% (93 runs sampled)".',
  sourceClass: 'reported',
  results: 'benchmarks',
  notes: [
    'Operations per second are measures, better higher, with the margin of error (95%) that follows ±. The text contains no timings. Other lines are skipped.',
  ],
  sets: 'each',
  // To clean every line of a large file takes long: it is done only where there may be a row.
  sniff: ({ text, lines: all }) =>
    text.includes('ops/sec') && all.some((line) => line.length <= longestRow && row.test(cleanText(line))),
  read: async (files, recorder) => {
    for (const file of files) {
      const account = recorder.file(file, benchmarkjsText.id, benchmarkjsText.tool);
      for await (const { line, text } of lines(file)) {
        const match = text.length > longestRow ? null : row.exec(cleanText(text));
        if (match === null) continue;
        const value = parseNonNegative(captured(match, 2).replaceAll(',', ''));
        if (value === null) {
          account.refuse(
            line,
            `operations per second must be a number, got "${captured(match, 2).slice(0, 40)}"`,
          );
          continue;
        }
        account.accept();
        recordValue(
          recorder,
          { endpoint: cleanText(captured(match, 1)) },
          { unit: 'ops/s', direction: 'higher', value, n: Number(match[4]), ...boundsOf(value, match) },
        );
      }
    }
  },
};

/** The margin is a share of the value, at 95%. */
function boundsOf(value: number, match: RegExpExecArray): { readonly bounds?: ValueBounds } {
  const bounds = boundsOfMargin(value, parseNonNegative(captured(match, 3)));
  return bounds === null ? {} : { bounds };
}
