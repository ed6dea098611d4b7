import type { Adapter } from '../adapter.ts';
import { lines, type Line } from '../files/lines.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { FileAccount } from '../record/file-account.ts';
import { readGoLines } from './go-bench.ts';

/** What `go test -json -bench` prints: events, whose outputs are the text. */
export const goTestJson: Adapter = {
  id: 'go-test-json',
  tool: 'go test -bench',
  title: 'Go benchmark events (go test -json)',
  identifiedBy:
    'One JSON object per line with Action and Package, some of them with the output of a benchmark.',
  sourceClass: 'exact',
  results: 'benchmarks',
  notes: [
    'As the text form: outputs of a package are put together before they are read, for a benchmark prints its name and its values apart.',
  ],
  sets: 'each',
  sniff: ({ text, lines: head }) =>
    /^\{[^\n]{0,400}"Action":"/.test(head[0] ?? '') && text.includes('"Output":"Benchmark'),
  read: async (files, recorder) => {
    for (const file of files) {
      const account = recorder.file(file, goTestJson.id, goTestJson.tool);
      await readGoLines(outputLines(file, account), account, recorder);
    }
  },
};

/** The lines of all packages; events of several packages come in any order, so each has a line of its own. */
async function* outputLines(file: RawFile, account: FileAccount): AsyncGenerator<Line> {
  const open = new Map<string, string>();
  let last = '';
  for await (const { line, text } of lines(file)) {
    const event = eventOf(text);
    if (event === null) {
      account.refuse(line, 'the line contains no JSON event');
      continue;
    }
    const [Package, output] = event;
    const parts = `${open.get(Package) ?? ''}${output}`.split('\n');
    open.set(Package, parts.pop() ?? '');
    if (parts.length > 0 && Package !== last) yield { line, text: `pkg: ${Package}` };
    if (parts.length > 0) last = Package;
    for (const part of parts) yield { line, text: part };
  }
}

function eventOf(text: string): readonly [string, string] | null {
  try {
    const { Action, Package, Output } = JSON.parse(text) as Record<string, unknown>;
    if (typeof Action !== 'string') return null;
    return [
      typeof Package === 'string' ? Package : '',
      Action === 'output' && typeof Output === 'string' ? Output : '',
    ];
  } catch {
    return null;
  }
}
