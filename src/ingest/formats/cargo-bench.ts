import type { Adapter } from '../adapter.ts';
import { IngestError } from '../files/ingest-error.ts';
import { lines } from '../files/lines.ts';
import { parseNonNegative } from '../fields/number-fields.ts';
import type { Recorder } from '../record/recorder.ts';
import { cleanText } from '../fields/text.ts';
import { inMs } from '../fields/unit-names.ts';

const row =
  /^test (.+?)\s+\.\.\. bench:\s+([\d,.]+) (\w+)\/iter \(\+\/- ([\d,.]+)\)(?: = ([\d,.]+) (\w+\/s))?/u;
const benchLine = /^test .+ \.\.\. bench:/;

/** No row is longer; on a line of a megabyte the search for its parts would take minutes. */
const longestRow = 2_000;

/** What `cargo bench` prints with Rust's own harness, and criterion with `--output-format bencher`. */
export const cargoBench: Adapter = {
  id: 'cargo-bench',
  tool: 'cargo bench',
  title: 'cargo bench text',
  identifiedBy: 'Lines such as "test NAME ... bench: 18,149 ns/iter (+/- 755)".',
  sourceClass: 'reported',
  notes: [
    'The figure is a median over batches of calls, with both harnesses; what follows +/- (the spread, or a standard deviation) is not kept.',
    "Bytes a second are a measure. Other lines are passed over; criterion's own text and JSON are other formats.",
  ],
  sets: 'each',
  sniff: (head) => head.lines.some((line) => line.length <= longestRow && row.test(line)),
  read: async (files, recorder) => {
    for (const file of files) {
      const account = recorder.file(file, cargoBench.id, cargoBench.tool);
      for await (const { line, text } of lines(file)) {
        if (text.length > longestRow || !benchLine.test(text)) continue;
        const refusal = readRow(text, recorder);
        if (refusal === null) account.accept();
        else account.refuse(line, refusal);
      }
      if (account.accepted === 0)
        throw new IngestError('no-rows', 'No line of a benchmark could be read.', 'Run `cargo bench` again.');
    }
  },
};

function readRow(text: string, recorder: Recorder): string | null {
  const match = row.exec(text);
  const number = (group: string | undefined): number | null =>
    parseNonNegative((group ?? '').replaceAll(',', ''));
  const value = number(match?.[2]);
  const p50 = match === null || value === null ? null : inMs(value, match[3]!);
  if (match === null || p50 === null)
    return `expected a time such as "18,149 ns/iter (+/- 755)", got "${cleanText(text).slice(0, 60)}"`;
  const endpoint = cleanText(match[1]!);
  recorder.reported({ endpoint, count: null, errors: null, latency: { p50 } });
  const rate = number(match[5]);
  if (rate !== null)
    recorder.measures.push({ name: endpoint, unit: match[6]!, direction: 'higher', value: rate, n: 1 });
  return null;
}
