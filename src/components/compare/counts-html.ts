import type { DiffMetric, DiffRun } from '../../model/documents/diff.ts';
import { counted } from '../../model/text/counted.ts';
import { markOf, wordingOf } from '../../model/text/verdict-wording.ts';
import { nounsOf } from '../../model/run-kind.ts';
import { html, type Html } from '../html.ts';
import { verdictTone } from './comparison-text.ts';

/** "▲ 1 regression  ● 7 improvements  ◇ 23 inconclusive": all verdicts, none of them hidden. */
export function countsHtml({ metrics, common, kind }: DiffRun): Html {
  const parts = [...Map.groupBy(metrics, (metric) => markOf(metric))].map(([mark, some]) => ({ mark, some }));
  const order = ['▲', '△', '●', '○', '◇', '–'];
  // What all endpoints share is counted with none of them, and comes first.
  const shared =
    common === undefined || common.certainty === null
      ? null
      : ofEach(common, nounsOf(kind ?? 'load').subject);
  return html`${shared}${parts
    .toSorted((a, b) => order.indexOf(a.mark) - order.indexOf(b.mark))
    .map(({ mark, some }) => countHtml(mark, some))}`;
}

const ofEach = (common: NonNullable<DiffRun['common']>, subject: string): Html =>
  html`<span class="verdict ${verdictTone[common.verdict]}"
    ><span aria-hidden="true">${markOf(common)}</span> ${wordingOf(common.verdict, common.certainty).label} of
    every ${subject}</span
  >`;

function countHtml(mark: string, some: readonly DiffMetric[]): Html | null {
  const [first] = some;
  if (first === undefined) return null;
  const isChange = first.verdict === 'worse' || first.verdict === 'better';
  const label = mark === '–' ? 'unchanged' : wordingOf(first.verdict, first.certainty).label;
  const text = isChange ? counted(some.length, label) : `${some.length} ${label}`;
  return html`<span class="verdict ${verdictTone[first.verdict]}"
    ><span aria-hidden="true">${mark}</span> ${text}</span
  >`;
}
