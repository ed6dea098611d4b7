import type { Adapter } from '../adapter.ts';
import { IngestError } from '../files/ingest-error.ts';
import { lines } from '../files/lines.ts';
import { parseNonNegative } from '../fields/number-fields.ts';
import { distinctNames, FailedBenchmarks, recordValue } from '../record/benchmark-results.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { medianBounds } from '../fields/estimate-bounds.ts';
import { cleanText } from '../fields/text.ts';
import { inMs } from '../fields/unit-names.ts';

const row =
  /^test (.*?\S)\s+\.\.\. bench:\s+([\d,.]+) ([\wµ\u03BC]+)\/iter \(\+\/- ([\d,.]+)\)(?: = ([\d,.]+) (\w+\/s))?/u;
const benchLine = /^test .+ \.\.\. bench:/;
const failedLine = /^test (.*?\S)\s+\.\.\. FAILED/;
/** `Running benches/codec.rs (target/release/deps/codec-2f5ab1)`; the hash changes with every build. */
const targetLine = /^\s*Running (?:.*[(/\\])?deps[/\\]([^/\\)\s]+?)(?:-[0-9a-f]+)?(?:\.exe)?\)?\s*$/;

/** No row is longer; on a line of a megabyte the search for its parts would take minutes. */
const longestRow = 2_000;

/** What `cargo bench` prints with Rust's own harness, and criterion with `--output-format bencher`. */
export const cargoBench: Adapter = {
  id: 'cargo-bench',
  tool: 'cargo bench',
  title: 'cargo bench text',
  identifiedBy: 'Lines such as "test NAME ... bench: 18,149 ns/iter (+/- 755)".',
  sourceClass: 'reported',
  results: 'benchmarks',
  notes: [
    'The value is a median over batches of calls, with both harnesses. Its interval comes from what follows +/-: the range of samples with the harness of Rust, their standard deviation with criterion. It is taken for the standard deviation of 10 samples, the fewest that either takes.',
    "Bytes per second are a measure. Benchmarks that FAILED are counted, with a warning; the target is added to names that would otherwise be equal. Other lines are skipped; criterion's own text and JSON are other formats.",
  ],
  sets: 'each',
  sniff: (head) => head.lines.some((line) => line.length <= longestRow && row.test(line)),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

interface Row {
  readonly name: string;
  readonly details: readonly (string | null)[];
  readonly p50: number;
  readonly unitMs: number;
  readonly spread: number | null;
  readonly rate: { readonly value: number; readonly unit: string } | null;
}

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, cargoBench.id, cargoBench.tool);
  const failed = new FailedBenchmarks();
  const rows: Row[] = [];
  let target: string | null = null;
  for await (const { line, text } of lines(file)) {
    if (text.length > longestRow) continue;
    target = targetLine.exec(text)?.[1] ?? target;
    const failure = failedLine.exec(text)?.[1];
    if (failure !== undefined) failed.add(account, failure, null);
    if (!benchLine.test(text)) continue;
    const found = readRow(text, target);
    if (typeof found === 'string') account.refuse(line, found);
    else {
      account.accept();
      rows.push(found);
    }
  }
  failed.report(account);
  if (account.accepted === 0)
    throw new IngestError('no-rows', 'No line of a benchmark could be read.', 'Run `cargo bench` again.');
  const names = distinctNames(rows);
  for (const [i, one] of rows.entries()) record(one, names[i] ?? one.name, recorder);
}

/** Criterion takes 10 samples at least, the harness of Rust 50. */
const fewestSamples = 10;

function record({ p50, unitMs, spread, rate }: Row, endpoint: string, recorder: Recorder): void {
  const bounds = { p50: medianBounds(p50, spread, fewestSamples) };
  recorder.reported({ endpoint, count: null, errors: null, latency: { p50, bounds, unitMs } });
  if (rate !== null)
    recordValue(recorder, { endpoint }, { unit: rate.unit, direction: 'higher', value: rate.value, n: 1 });
}

/** The row, or why it is rejected. */
function readRow(text: string, target: string | null): Row | string {
  const [, name = '', median, unit = '', plusMinus, rate, rateUnit = ''] = row.exec(text) ?? [];
  const number = (group: string | undefined): number | null =>
    parseNonNegative((group ?? '').replaceAll(',', ''));
  const value = number(median);
  const p50 = value === null ? null : inMs(value, unit);
  if (p50 === null)
    return `expected a time such as "18,149 ns/iter (+/- 755)", got "${cleanText(text).slice(0, 60)}"`;
  const spread = number(plusMinus);
  const perSecond = number(rate);
  return {
    name: cleanText(name),
    details: [target],
    p50,
    unitMs: inMs(1, unit) ?? 1,
    spread: spread === null ? null : inMs(spread, unit),
    rate: perSecond === null ? null : { value: perSecond, unit: rateUnit },
  };
}
