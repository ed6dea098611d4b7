import { SaxesParser } from 'saxes';
import type { Adapter } from '../../adapter.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { parseNonNegative } from '../../fields/number-fields.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { addGroups, type TaurusGroup } from './taurus-group.ts';

/** Taurus' final-stats reporter with dump-xml. */
export const taurusFinalStats: Adapter = {
  id: 'taurus-final-stats',
  tool: 'Taurus',
  title: 'Taurus final stats (XML)',
  identifiedBy: 'XML whose root is FinalStatus.',
  sourceClass: 'reported',
  notes: [
    'One group is one row; a group is a label, the one without a label is all of them. Seconds; percentile 0.0 is the fastest, 100.0 the slowest.',
    'throughput is the number of samples, fail that of failed ones, concurrency the users. There is a rate only with TestDuration.',
  ],
  sets: 'each',
  sniff: (head) => /^\s*(?:<\?xml[^>]*\?>\s*)?<FinalStatus[\s>]/.test(head.text),
  read: async ([file], recorder) => readFile(file, recorder),
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, taurusFinalStats.id, taurusFinalStats.tool);
  const { groups, durationSeconds, isCut } = parse(await file.text());
  if (groups.length === 0)
    throw new IngestError(
      'no-rows',
      'The file contains no complete group.',
      'Check that Taurus finished writing it.',
    );
  if (isCut)
    account.warn('cut', 'The XML is cut or damaged: what follows its last complete group is missing.');
  recorder.durationSeconds = durationSeconds;
  addGroups(groups, recorder);
  account.accept(groups.length);
}

interface FinalStats {
  readonly groups: readonly TaurusGroup[];
  readonly durationSeconds: number | null;
  readonly isCut: boolean;
}

function parse(text: string): FinalStats {
  const groups: TaurusGroup[] = [];
  const parser = new SaxesParser();
  let label: string | null = null;
  let figures = new Map<string, string>();
  let duration = '';
  let isDuration = false;
  let isCut = false;
  parser.on('error', () => {
    isCut = true;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const { value, param } = attributes as Record<string, string>;
    isDuration = name === 'TestDuration';
    if (name === 'Group') {
      label = (attributes as Record<string, string>).label ?? '';
      figures = new Map();
    } else if (label !== null && value !== undefined)
      figures.set(param === undefined ? name : `${name}_${param}`, value);
  });
  parser.on('text', (some) => {
    if (isDuration) duration += some;
  });
  parser.on('closetag', ({ name }) => {
    isDuration = false;
    if (name !== 'Group' || label === null || isCut) return;
    groups.push({ label, figures });
    label = null;
  });
  parser.write(text).close();
  return { groups, durationSeconds: parseNonNegative(duration), isCut };
}
