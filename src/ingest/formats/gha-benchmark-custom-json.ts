import type { MeasureDirection } from '../../model/metrics/metrics.ts';
import type { Adapter } from '../adapter.ts';
import { IngestError } from '../files/ingest-error.ts';
import { parseNumber } from '../fields/number-fields.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { cleanText } from '../fields/text.ts';
import { directionOf } from '../fields/measure-direction.ts';

interface Item {
  readonly name?: unknown;
  readonly unit?: unknown;
  readonly value?: unknown;
}

/** What scripts write for github-action-benchmark's customBiggerIsBetter and customSmallerIsBetter. */
export const ghaBenchmarkCustomJson: Adapter = {
  id: 'gha-benchmark-custom-json',
  tool: 'github-action-benchmark',
  title: 'github-action-benchmark custom JSON',
  identifiedBy: 'An array whose items have name, unit and value.',
  sourceClass: 'reported',
  results: 'benchmarks',
  notes: [
    'Every item is a measure; range and extra are not read.',
    'The unit decides which way is better, or a name that says "bigger is better", "smaller is better" or throughput. For all others, the direction is unknown, with a warning.',
  ],
  sets: 'each',
  sniff: (head) => {
    if (!Array.isArray(head.json) || head.json.length === 0) return false;
    return (head.json as unknown[]).every(
      (item) =>
        typeof item === 'object' && item !== null && 'name' in item && 'unit' in item && 'value' in item,
    );
  },
  read: async (files, recorder) => {
    for (const file of files) readFile(file, recorder);
    return Promise.resolve();
  },
};

/** What the name itself says; null where it says nothing. */
function statedDirection(name: string): MeasureDirection | null {
  if (/(?:bigger|higher|larger|more) is better|\bthroughput\b/i.test(name)) return 'higher';
  return /(?:smaller|lower|less) is better/i.test(name) ? 'lower' : null;
}

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, ghaBenchmarkCustomJson.id, ghaBenchmarkCustomJson.tool);
  if (!Array.isArray(file.head.json)) throw new IngestError('invalid-json', 'The file is not a JSON array.');
  for (const [i, item] of (file.head.json as Item[]).entries()) {
    const value = typeof item.value === 'string' ? parseNumber(item.value) : item.value;
    if (typeof value !== 'number' || typeof item.name !== 'string' || typeof item.unit !== 'string') {
      account.refuse(i + 1, `item ${i + 1}: \`value\` must be a number, with a name and a unit`);
      continue;
    }
    account.accept();
    const [name, unit] = [cleanText(item.name), cleanText(item.unit)];
    const direction = statedDirection(name) ?? directionOf(unit, name);
    if (direction === 'unknown')
      account.warn(
        'unknown-direction',
        `Neither the file nor the unit says which way "${name}" improves: changes of it get no verdict.`,
      );
    recorder.measure({ name, unit, direction, value, n: 1 });
  }
}
