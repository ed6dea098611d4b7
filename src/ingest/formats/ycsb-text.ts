import { entryOf } from '../../model/checked.ts';
import type { Adapter } from '../adapter.ts';
import type { FileAccount } from '../record/file-account.ts';
import { IngestError } from '../files/ingest-error.ts';
import { lines, longestLine } from '../files/lines.ts';
import { parseNumber } from '../fields/number-fields.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ReportedLatency } from '../record/reported-row.ts';
import { cleanText } from '../fields/text.ts';
import { scaled } from '../fields/units.ts';

const row = /^\[([^\]]+)\], ([^,]+), (.+)$/;
const failedMark = '-FAILED';
const msOf: Readonly<Record<string, number>> = { us: 1e-3, ms: 1 };

/** What YCSB prints. */
export const ycsbText: Adapter = {
  id: 'ycsb-text',
  tool: 'YCSB',
  title: 'YCSB text report',
  identifiedBy: 'Lines "[OVERALL], RunTime(ms), N" and "[OPERATION], Operations, N".',
  sourceClass: 'reported',
  notes: [
    'One operation is one row; other lines are skipped. Each value names its unit (us or ms).',
    'Errors of an operation are those YCSB lists as OPERATION-FAILED; its percentiles are of successes alone, so they count as those of successful requests if any failed.',
    'CLEANUP is the end of a thread, no operation. The rate is operations per run time.',
  ],
  sets: 'each',
  reports: { core: /^\[OVERALL\], RunTime\(ms\)/m, start: /^\[OVERALL\], RunTime\(ms\)/m },
  sniff: (head) =>
    /^\[OVERALL\], RunTime\(ms\), /m.test(head.text.replaceAll('\r', '')) &&
    /\], Operations, \d/.test(head.text),
  read: async ([file], recorder) => readFile(file, recorder),
};

type Figures = Map<string, number>;

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, ycsbText.id, ycsbText.tool);
  const sections = new Map<string, Figures>();
  for await (const { text } of lines(file)) {
    const [, section = '', name = '', value = ''] = text.length > longestLine ? [] : (row.exec(text) ?? []);
    const number = parseNumber(value);
    if (number === null) continue;
    if (!sections.has(section)) sections.set(section, new Map());
    entryOf(sections, section).set(name, number);
  }
  const runTimeMs = sections.get('OVERALL')?.get('RunTime(ms)') ?? null;
  recorder.durationSeconds = runTimeMs === null ? null : runTimeMs / 1_000;
  addOperations(sections, recorder, account);
  if (account.accepted === 0) throw new IngestError('no-rows', 'The report contains no operation.');
}

function addOperations(
  sections: ReadonlyMap<string, Figures>,
  recorder: Recorder,
  account: FileAccount,
): void {
  const names = [...sections].flatMap(([name, figures]) =>
    figures.has('Operations') ? [name.endsWith(failedMark) ? name.slice(0, -failedMark.length) : name] : [],
  );
  for (const name of new Set(names)) {
    if (name !== 'CLEANUP')
      addOperation(name, sections.get(name), sections.get(`${name}${failedMark}`), recorder);
    account.accept();
  }
}

function addOperation(
  name: string,
  ok: Figures | undefined,
  failed: Figures | undefined,
  recorder: Recorder,
): void {
  const okCount = ok?.get('Operations') ?? 0;
  const errors = failed?.get('Operations') ?? 0;
  const okLatency = latencyOf(ok);
  const count = okCount + errors;
  const seconds = recorder.durationSeconds;
  recorder.reported({
    endpoint: cleanText(name),
    count,
    errors,
    errorTypes: errors === 0 ? [] : [{ type: 'failed', count: errors }],
    latency: errors === 0 ? okLatency : bothLatency(okLatency, okCount, latencyOf(failed), errors),
    latencyOk: errors === 0 ? null : okLatency,
    requestsPerSecond: seconds === null || seconds === 0 ? null : count / seconds,
  });
}

function latencyOf(figures: Figures | undefined): ReportedLatency | null {
  if (figures === undefined || (figures.get('Operations') ?? 0) === 0) return null;
  const find = (name: string): number | null => {
    for (const [unit, factor] of Object.entries(msOf)) {
      const value = figures.get(`${name}(${unit})`);
      if (value !== undefined) return scaled(value, factor);
    }
    return null;
  };
  return {
    mean: find('AverageLatency'),
    min: find('MinLatency'),
    max: find('MaxLatency'),
    p50: find('50thPercentileLatency'),
    p90: find('90thPercentileLatency'),
    p95: find('95thPercentileLatency'),
    p99: find('99thPercentileLatency'),
    p999: find('99.9PercentileLatency'),
  };
}

/** Minimum, maximum and mean of successes and failures together; percentiles of both are not known. */
function bothLatency(
  ok: ReportedLatency | null,
  okCount: number,
  failed: ReportedLatency | null,
  failedCount: number,
): ReportedLatency | null {
  if (ok === null || failed === null) return failed;
  const both = (pick: 'min' | 'max', choose: (a: number, b: number) => number): number | null =>
    ok[pick] == null || failed[pick] == null ? null : choose(ok[pick], failed[pick]);
  const mean =
    ok.mean == null || failed.mean == null
      ? null
      : (ok.mean * okCount + failed.mean * failedCount) / (okCount + failedCount);
  return { min: both('min', Math.min), max: both('max', Math.max), mean };
}
