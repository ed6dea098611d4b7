import { at } from '../../model/checked.ts';
import type { Adapter } from '../adapter.ts';
import type { FileAccount } from '../record/file-account.ts';
import { IngestError } from '../files/ingest-error.ts';
import { lines } from '../files/lines.ts';
import { runtimeOf } from '../fields/runtime-name.ts';
import { parseNonNegative } from '../fields/number-fields.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { ResourceSamples } from '../record/resource-samples.ts';
import { cleanText } from '../fields/text.ts';

const known = /^(?:CMDLINE\s|MEM [\d.eE+-]+ \d|CHLD \d+ [\d.eE+-]+ \d|FUNC \S+ [\d.])/;

/** A line may be cut or broken. */
const shareOfOurs = 0.8;

/** Memory over time as `mprof run` (memory_profiler) writes it. */
export const mprof: Adapter = {
  id: 'mprof',
  tool: 'memory_profiler',
  title: 'mprof .dat file',
  identifiedBy: 'Lines that begin with MEM, CHLD, FUNC or CMDLINE, with MiB and epoch seconds.',
  sourceClass: 'reported',
  results: 'resources',
  notes: [
    'The runtime is the program of CMDLINE, such as Python 3; the rest of that line is not read.',
    'MEM readings are MiB (2^20 bytes) of the process, of all its children together with --include-children.',
    'With --multiprocess each child (CHLD lines) is a separate operation, beside the main process.',
    'A function (FUNC lines, from @profile) is an operation: base before its first call, final after its last, peak the largest reading during its calls.',
    'The command line is not read. Rows are the MEM, CHLD and FUNC lines.',
  ],
  sets: 'each',
  sniff: (head) => {
    if (!known.test(head.lines.find((line) => line.trim() !== '') ?? '')) return false;
    const some = head.lines.filter((line) => line.trim() !== '').slice(0, 20);
    const ours = some.filter((line) => known.test(line));
    if (ours.length < some.length * shareOfOurs) return false;
    return ours.some((line) => !line.startsWith('CMDLINE'))
      ? true
      : 'it contains a command line but no reading of memory';
  },
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

interface Reading {
  readonly atMs: number;
  readonly mb: number;
}

/** One call of a profiled function. */
interface Call {
  readonly name: string;
  readonly start: Reading;
  readonly end: Reading;
}

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, mprof.id, mprof.tool);
  const main: Reading[] = [];
  const children = new Map<string, Reading[]>();
  const calls: Call[] = [];
  for await (const { line, text } of lines(file)) {
    const fields = text.trim().split(/ +/);
    if (fields[0] === 'CMDLINE') recordRuntime(runtimeOf(fields[1] ?? ''), recorder);
    if (fields[0] === '' || fields[0] === 'CMDLINE') continue;
    const refusal = readLine(fields, main, children, calls);
    if (refusal === null) account.accept();
    else account.refuse(line, refusal);
  }
  if (account.accepted === 0)
    throw new IngestError(
      'no-readings',
      'The file contains no reading of memory.',
      'Check that mprof ran to its end.',
    );
  finish(recorder, account, main, children, calls);
}

function recordRuntime(runtime: string | null, recorder: Recorder): void {
  if (runtime !== null) recorder.system.runtime = runtime;
}

/** Takes in one line; otherwise says why it was refused. */
function readLine(
  fields: readonly string[],
  main: Reading[],
  children: Map<string, Reading[]>,
  calls: Call[],
): string | null {
  const [kind = '', ...rest] = fields;
  const refusal = `expected MEM, CHLD or FUNC with MiB and epoch seconds, got "${cleanText(fields.join(' ')).slice(0, 40)}"`;
  if (kind === 'MEM') {
    const found = reading(rest[0], rest[1]);
    if (found === null) return refusal;
    main.push(found);
    return null;
  }
  if (kind === 'CHLD') {
    const found = reading(rest[1], rest[2]);
    if (found === null) return refusal;
    const child = children.get(at(rest, 0)) ?? [];
    children.set(at(rest, 0), child);
    child.push(found);
    return null;
  }
  const start = reading(rest[1], rest[2]);
  const end = reading(rest[3], rest[4]);
  if (kind !== 'FUNC' || start === null || end === null) return refusal;
  calls.push({ name: cleanText(at(rest, 0)), start, end });
  return null;
}

function reading(mib: string | undefined, seconds: string | undefined): Reading | null {
  const mb = parseNonNegative(mib ?? '');
  const at = parseNonNegative(seconds ?? '');
  return mb === null || at === null ? null : { mb, atMs: Math.round(at * 1_000) };
}

function finish(
  recorder: Recorder,
  account: FileAccount,
  main: readonly Reading[],
  children: ReadonlyMap<string, readonly Reading[]>,
  calls: readonly Call[],
): void {
  const samples = new ResourceSamples();
  for (const { atMs, mb } of main) samples.addMemory(atMs, 'main process', mb);
  // Process numbers differ from run to run: children are numbered in the order in which they appear.
  for (const [i, [, readings]] of [...children].entries())
    for (const { atMs, mb } of readings) samples.addMemory(atMs, `child ${i + 1}`, mb);
  for (const [name, some] of Map.groupBy(calls, (call) => call.name)) {
    const inOrder = some.toSorted((a, b) => a.start.atMs - b.start.atMs);
    const lastEnd = inOrder.reduce((last, call) => (call.end.atMs >= last.end.atMs ? call : last));
    const during = main.filter(({ atMs }) =>
      inOrder.some((call) => atMs >= call.start.atMs && atMs <= call.end.atMs),
    );
    const seen = [...during, ...inOrder.flatMap((call) => [call.start, call.end])];
    recorder.memoryRows.push({
      operation: name,
      baseMb: at(inOrder, 0).start.mb,
      peakMb: seen.reduce((most, { mb }) => Math.max(most, mb), 0),
      finalMb: lastEnd.end.mb,
      deltaMb: null,
      gcRecoveredMb: null,
    });
  }
  samples.finish(recorder, account);
  warnOfStart(account, main);
}

/** Less than this no interpreter needs: the process was still being started. */
const emptyProcessMb = 2;

function warnOfStart(account: FileAccount, [first, second]: readonly Reading[]): void {
  if (first === undefined || second === undefined || first.mb >= emptyProcessMb || second.mb < 4 * first.mb)
    return;
  account.warn(
    'starting-process',
    `The first reading (${Number(first.mb.toPrecision(3))} MB) is of a process that was only starting: growth over the whole run is mostly that of loading the program.`,
  );
}
