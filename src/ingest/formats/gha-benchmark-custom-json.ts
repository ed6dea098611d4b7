import type { Adapter } from '../adapter.ts';
import { IngestError } from '../files/ingest-error.ts';
import { parseNumber } from '../fields/number-fields.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { cleanText } from '../fields/text.ts';
import { directionOfUnit } from '../fields/unit-names.ts';

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
  notes: [
    'Every item is a measure; range and extra are not read.',
    'The file does not say which way is better: rates (req/s, ops/sec ...) and names that say "bigger is better", throughput, free or available are higher, everything else lower, with a warning.',
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

const biggerWords = /bigger is better|higher is better|throughput|\b(?:free|available|score|hit rate)\b/i;
const smallerWords = /smaller is better|lower is better/i;

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
    const isRate = directionOfUnit(unit) === 'higher';
    const isHigher = !smallerWords.test(name) && (isRate || biggerWords.test(name));
    if (!isRate && !biggerWords.test(name) && !smallerWords.test(name))
      account.warn(
        'assumed-direction',
        'The file does not say which way is better; less was taken as better.',
      );
    recorder.measures.push({ name, unit, direction: isHigher ? 'higher' : 'lower', value, n: 1 });
  }
}
