import { z } from 'zod';
import type { HistoryPoint } from '../../../model/documents/digest.ts';
import type { MeasureDirection } from '../../../model/metrics/metrics.ts';
import type { Adapter } from '../../adapter.ts';
import { directionOf } from '../../fields/measure-direction.ts';
import { cleanText } from '../../fields/text.ts';
import { IngestError } from '../../files/ingest-error.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { FileAccount } from '../../record/file-account.ts';
import type { Recorder } from '../../record/recorder.ts';
import { readGhaEntry, type GhaEntry } from './gha-history-entry.ts';
import { append } from '../../../model/long-lists.ts';

const schema = z.looseObject({ entries: z.record(z.string(), z.array(z.unknown())) });

const prefix = /^\s*window\.BENCHMARK_DATA\s*=\s*/;

/** The history that github-action-benchmark keeps for its chart page, or in a file of `external-data-json-path`. */
export const ghaBenchmarkDataJs: Adapter = {
  id: 'gha-benchmark-data-js',
  tool: 'github-action-benchmark',
  title: 'github-action-benchmark data.js or external JSON',
  identifiedBy:
    'A text that begins "window.BENCHMARK_DATA =", or a JSON object with lastUpdate, repoUrl and entries.',
  sourceClass: 'reported',
  notes: [
    'One series for each suite, benchmark and unit: units may change over time, benchmarks may come and go. Named "suite / benchmark".',
    'The tools customBiggerIsBetter and customSmallerIsBetter state the direction; otherwise the unit decides.',
    'A point has the date of its entry, its commit and the link to it. Authors, messages, ranges and extras are not read. Rows are the benches of all entries.',
    'A value that is not a number is counted and left out. Several benchmarks of one name in an entry are numbered in their order. Values that the action writes twice for Go (`BenchmarkX` and `BenchmarkX - ns/op`) count once.',
  ],
  sets: 'each',
  sniff: (head) => prefix.test(head.text) || isExternalJson(head.json),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

function isExternalJson(json: unknown): boolean {
  const { lastUpdate, repoUrl, entries } = (json ?? {}) as Record<string, unknown>;
  return typeof lastUpdate === 'number' && typeof repoUrl === 'string' && typeof entries === 'object';
}

interface OpenSeries {
  readonly series: string;
  readonly unit: string;
  readonly direction: MeasureDirection;
  readonly points: HistoryPoint[];
}

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, ghaBenchmarkDataJs.id, ghaBenchmarkDataJs.tool);
  const { entries } = await parse(file);
  const open = new Map<string, OpenSeries>();
  let rows = 0;
  for (const [suite, given] of Object.entries(entries))
    for (const one of given) {
      const entry = readGhaEntry(one);
      if (entry === null)
        account.refuse(++rows, 'an entry needs a `date` in epoch milliseconds, a `tool` and `benches`');
      else rows += addEntry(cleanText(suite), entry, rows, open, account);
    }
  if (open.size === 0) account.warn('empty-history', 'The file contains no benchmark.');
  joinRenamed(open);
  append(recorder.history, open.values());
}

async function parse(file: RawFile): Promise<z.output<typeof schema>> {
  const text = (await file.text())
    .replace(/^\uFEFF/, '')
    .replace(prefix, '')
    .trim()
    .replace(/;$/, '');
  const damaged = (why: string): IngestError =>
    new IngestError('invalid-json', why, 'Copy the file from its branch unchanged.');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw damaged('The history is not valid JSON.');
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw damaged('`entries` must contain a list of entries for each suite.');
}

/** Adds the values of one entry to their series; returns how many rows it has. */
function addEntry(
  suite: string,
  entry: GhaEntry,
  rowsBefore: number,
  open: Map<string, OpenSeries>,
  account: FileAccount,
): number {
  const { at, tool, commit, commitUrl, benches, unread, folded } = entry;
  for (const { place, reason } of unread) account.refuse(rowsBefore + place + 1, reason);
  account.accept(benches.length + folded);
  for (const { name, unit, value, occurrence } of benches) {
    const series = `${suite} / ${occurrence === 1 ? name : `${name} #${occurrence}`}`;
    if (occurrence > 1) warnOfDuplicates(account);
    const key = `${series}\u0000${unit}`;
    const known = open.get(key) ?? { series, unit, direction: statedDirection(tool, unit), points: [] };
    open.set(key, known);
    known.points.push({ at, value, commit, ...(commitUrl !== null && { commitUrl }) });
  }
  return benches.length + folded + unread.length;
}

/**
 * Versions of the action wrote the time of a Go benchmark as `BenchmarkX`, as `BenchmarkX - ns/op`, or as both. In a
 * history with both names they are one series, unless an entry has them with different values.
 */
function joinRenamed(open: Map<string, OpenSeries>): void {
  for (const [key, { series, unit, points }] of [...open]) {
    const suffix = ` - ${unit}`;
    const plain = series.endsWith(suffix)
      ? open.get(`${series.slice(0, -suffix.length)}\u0000${unit}`)
      : undefined;
    if (plain === undefined || unit === '') continue;
    const times = new Set(plain.points.map(({ at }) => at));
    if (points.some(({ at }) => times.has(at))) continue;
    append(plain.points, points);
    plain.points.sort((a, b) => a.at.localeCompare(b.at));
    open.delete(key);
  }
}

const warnOfDuplicates = (account: FileAccount): void =>
  account.warn(
    'duplicate-names',
    'Some entries have several benchmarks of one name. They are numbered in their order (#2, #3), so a changed order mixes them up.',
  );

/** The custom tools are named after the direction that the workflow stated; all others leave it to the unit. */
function statedDirection(tool: string, unit: string): MeasureDirection {
  if (tool === 'customBiggerIsBetter') return 'higher';
  return tool === 'customSmallerIsBetter' ? 'lower' : directionOf(unit);
}
