import { z } from 'zod';
import type { HistoryPoint } from '../../model/digest.ts';
import type { MeasureDirection } from '../../model/metrics.ts';
import type { Adapter } from '../adapter.ts';
import type { FileAccount } from '../record/file-account.ts';
import { IngestError } from '../files/ingest-error.ts';
import { parseNumber } from '../fields/number-fields.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { cleanText } from '../fields/text.ts';
import { directionOf } from '../fields/measure-direction.ts';

const entry = z.looseObject({
  commit: z.looseObject({ id: z.string().nullish() }).nullish(),
  date: z.number(),
  tool: z.string(),
  benches: z.array(
    z.looseObject({ name: z.string(), value: z.union([z.number(), z.string()]), unit: z.string() }),
  ),
});
const schema = z.looseObject({ entries: z.record(z.string(), z.array(entry)) });

const prefix = /^\s*window\.BENCHMARK_DATA\s*=\s*/;

/** The history that github-action-benchmark keeps for its chart page. */
export const ghaBenchmarkDataJs: Adapter = {
  id: 'gha-benchmark-data-js',
  tool: 'github-action-benchmark',
  title: 'github-action-benchmark data.js',
  identifiedBy: 'A text that begins "window.BENCHMARK_DATA =".',
  sourceClass: 'reported',
  notes: [
    'One series for each suite, benchmark and unit: units may change over time, benchmarks may come and go. Named "suite / benchmark".',
    'The tools customBiggerIsBetter and customSmallerIsBetter state the direction; otherwise the unit decides.',
    'A point stands at the date of its entry, with its commit. Authors, messages, ranges and extras are not read. Rows are the benches of all entries.',
  ],
  sets: 'each',
  sniff: (head) => prefix.test(head.text),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

interface Open {
  readonly series: string;
  readonly unit: string;
  readonly direction: MeasureDirection;
  readonly points: HistoryPoint[];
}

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, ghaBenchmarkDataJs.id, ghaBenchmarkDataJs.tool);
  const { entries } = await parse(file);
  const open = new Map<string, Open>();
  let index = 0;
  for (const [suite, points] of Object.entries(entries))
    for (const one of points)
      for (const bench of one.benches) readBench(suite, one, bench, ++index, open, account);
  if (open.size === 0) account.warn('empty-history', 'The file holds no benchmark.');
  recorder.history.push(...open.values());
}

async function parse(file: RawFile): Promise<z.output<typeof schema>> {
  const text = (await file.text())
    .replace(/^\uFEFF/, '')
    .replace(prefix, '')
    .trim()
    .replace(/;$/, '');
  const damaged = (why: string): IngestError =>
    new IngestError('invalid-json', why, 'Take the file from the gh-pages branch as it is.');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw damaged('What follows "window.BENCHMARK_DATA =" is no valid JSON.');
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw damaged(
    `\`${result.error.issues[0]!.path.map(String).join('.').slice(0, 80)}\` is not as this format has it.`,
  );
}

type Entry = z.output<typeof entry>;

function readBench(
  suite: string,
  one: Entry,
  bench: Entry['benches'][number],
  index: number,
  open: Map<string, Open>,
  account: FileAccount,
): void {
  const value = typeof bench.value === 'number' ? bench.value : parseNumber(bench.value);
  const at = new Date(one.date);
  if (Number.isNaN(at.getTime())) {
    account.refuse(index, `bench ${index}: \`date\` must be epoch milliseconds, got "${one.date}"`);
    return;
  }
  if (value === null) {
    account.refuse(
      index,
      `bench ${index}: \`value\` must be a number, got "${cleanText(String(bench.value)).slice(0, 40)}"`,
    );
    return;
  }
  account.accept();
  // A version of the action put all that follows the first figure of a Go benchmark into its unit.
  const unit = cleanText(bench.unit.split('\t')[0]!);
  const series = `${cleanText(suite)} / ${cleanText(bench.name)}`;
  const key = `${series}\u0000${unit}`;
  const known = open.get(key) ?? { series, unit, direction: statedDirection(one.tool, unit), points: [] };
  open.set(key, known);
  const id = one.commit?.id;
  known.points.push({ at: at.toISOString(), value, commit: id ? cleanText(id) : null });
}

/** The custom tools are named after the direction that the workflow stated; all others leave it to the unit. */
function statedDirection(tool: string, unit: string): MeasureDirection {
  if (tool === 'customBiggerIsBetter') return 'higher';
  return tool === 'customSmallerIsBetter' ? 'lower' : directionOf(unit);
}
