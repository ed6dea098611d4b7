import type { BlockContent } from 'mdast';
import type { DiffRun } from '../../model/documents/diff.ts';
import { metricKey } from '../../model/metrics/metric-value.ts';
import { counted } from '../../model/text/counted.ts';
import { paragraph, plain } from '../../report/markdown/nodes.ts';
import { changedMetrics } from '../changed.ts';
import type { Reader } from '../reader.ts';

/** A character as JSON escapes it: each of its UTF-16 units in four digits. */
const escaped = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** JSON of names from outside: whatever is no visible character, or could mention someone, is escaped. */
const safeJson = (value: object): string =>
  JSON.stringify(value).replace(/[@#`\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, escaped);

/** The annotations that accept the regressions of a run. */
function acceptances(run: DiffRun): object[] {
  const changed = changedMetrics(run).filter(({ verdict }) => verdict === 'worse');
  const worse = new Map([...changed, ...(run.unseen ?? [])].map((one) => [metricKey(one), one]));
  return [...worse.values()].map(({ metric, scenario, endpoint }) => ({
    action: 'accept',
    run: run.head,
    metric,
    ...(scenario !== null && { scenario }),
    ...(endpoint !== null && { endpoint }),
    reason: '...',
  }));
}

/** The annotations that accept the regressions of a run and its repeats, of each at most so many; nothing without one. */
export function acceptance(
  runs: readonly DiffRun[],
  most: number,
  reader: Reader = 'pull request',
): BlockContent[] {
  const all = runs.map(acceptances);
  const annotations = all.flatMap((some) => some.slice(0, most));
  const left = all.flat().length - annotations.length;
  if (annotations.length === 0) return [];
  return [
    paragraph(
      plain(reader === 'pull request' ? 'Merge into the main branch first, in ' : 'Add to '),
      { type: 'inlineCode', value: 'annotations.json' },
      plain(' of the data folder:'),
    ),
    { type: 'code', lang: 'json', value: annotations.map(safeJson).join(',\n') },
    ...(left > 0 ? [paragraph(plain(`${counted(left, 'more regression')} must be accepted too.`))] : []),
  ];
}
