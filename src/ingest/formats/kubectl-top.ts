import type { Adapter } from '../adapter.ts';
import { cleanText } from '../fields/text.ts';
import { bytesPerMb } from '../fields/unit-names.ts';
import { lines } from '../files/lines.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { ResourceSamples } from '../record/resource-samples.ts';
import { requireRows } from '../record/usable-rows.ts';

const header = /^(?:NAMESPACE\s+)?(?:POD\s+)?NAME\s+CPU\(cores\)\s+(?:CPU%\s+|CPU\(%\)\s+)?MEMORY\(bytes\)/;
const longestRow = 2_000;

/** What `kubectl top pod` and `kubectl top node` print, once or again and again. */
export const kubectlTop: Adapter = {
  id: 'kubectl-top',
  tool: 'kubectl top',
  title: 'kubectl top table',
  identifiedBy: 'A line of column names "NAME  CPU(cores)  MEMORY(bytes)".',
  sourceClass: 'reported',
  results: 'resources',
  notes: [
    'CPU is on the core scale: 250m is a quarter of a core, 25%. The values of several pods are added up over each round of rows.',
    'Ki, Mi and Gi are powers of 1024. Several pods, containers or nodes are separate operations. The table has no times.',
    '`<unknown>` is not a reading.',
  ],
  sets: 'each',
  sniff: (head) => head.lines.some((line) => line.length <= longestRow && header.test(line)),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, kubectlTop.id, kubectlTop.tool);
  const samples = new ResourceSamples();
  let columns: readonly string[] = [];
  for await (const { line, text } of lines(file)) {
    const row = text.slice(0, longestRow).trim();
    if (header.test(row)) columns = row.split(/\s+/);
    if (row === '' || columns.length === 0 || header.test(row)) continue;
    const fields = row.split(/\s+/);
    const field = (name: string): string => fields[columns.indexOf(name)] ?? '';
    const refusal = addReading(nameOf(columns, fields), field('CPU(cores)'), field('MEMORY(bytes)'), samples);
    if (refusal === null) account.accept();
    else account.refuse(line, refusal);
  }
  requireRows([account], 'Provide the complete output of `kubectl top`.');
  account.warn('no-times', 'The file has no column of times.');
  recorder.cpuScale = 'core';
  samples.finish(recorder, account);
}

/** Names are all columns before the CPU: namespace, pod, container. */
const nameOf = (columns: readonly string[], fields: readonly string[]): string =>
  cleanText(fields.slice(0, columns.indexOf('CPU(cores)')).join('/'));

function addReading(name: string, cpu: string, memory: string, samples: ResourceSamples): string | null {
  if (cpu === '<unknown>' || memory === '<unknown>') return null;
  const [, cores, milli] = /^(\d+)(m?)$/.exec(cpu) ?? [];
  const [, size, unit = ''] = /^(\d+)(Ki|Mi|Gi|Ti)?$/.exec(memory) ?? [];
  if (cores === undefined) return `CPU must be cores such as 250m, got "${cleanText(cpu).slice(0, 40)}"`;
  if (size === undefined)
    return `memory must be bytes such as 178Mi, got "${cleanText(memory).slice(0, 40)}"`;
  const bytes = Number(size) * 1_024 ** ['', 'Ki', 'Mi', 'Gi', 'Ti'].indexOf(unit);
  samples.addCpu(null, name, (Number(cores) * 100) / (milli === 'm' ? 1_000 : 1));
  samples.addMemory(null, name, bytes / bytesPerMb);
  return null;
}
