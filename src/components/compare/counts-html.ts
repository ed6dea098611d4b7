import type { DiffRun } from '../../model/documents/diff.ts';
import { counted } from '../../model/text/counted.ts';
import { markOf, quietParts, wordingOf, type CountedVerdict } from '../../model/text/verdict-wording.ts';
import { nounsOf } from '../../model/run-kind.ts';
import { html, type Html } from '../html.ts';
import { verdictTone } from './comparison-text.ts';

const changes: readonly CountedVerdict[] = (['worse', 'better'] as const).flatMap((verdict) =>
  (['confirmed', 'suspected'] as const).map((certainty) => ({ verdict, certainty })),
);

/** "▲ 1 regression  ● 7 improvements  – no change detected in 66 metrics  ◇ 23 inconclusive": all verdicts, none hidden. */
export function countsHtml({ metrics, common, kind }: DiffRun): Html {
  // What all endpoints share is counted with none of them.
  const shared =
    common === undefined || common.certainty === null
      ? null
      : ofEach(common, nounsOf(kind ?? 'load').subject);
  const countsOf = (wanted: CountedVerdict['verdict']): Html[] =>
    changes
      .filter(({ verdict }) => verdict === wanted)
      .flatMap((change) => {
        const count = metrics.filter((metric) => markOf(metric) === markOf(change)).length;
        return count === 0
          ? []
          : [countHtml(change, counted(count, wordingOf(change.verdict, change.certainty).label))];
      });
  const [worse, better] = [countsOf('worse'), countsOf('better')];
  // A regression comes before any improvement.
  const changed = common?.verdict === 'better' ? [worse, shared, better] : [shared, worse, better];
  const quiet = quietParts(metrics).map(({ verdict, text }) => countHtml({ verdict, certainty: null }, text));
  return html`${changed.flat()}${quiet}`;
}

const ofEach = (common: NonNullable<DiffRun['common']>, subject: string): Html =>
  html`<span class="verdict ${verdictTone[common.verdict]}"
    ><span aria-hidden="true">${markOf(common)}</span> ${wordingOf(common.verdict, common.certainty).label} of
    every ${subject}</span
  >`;

const countHtml = (one: CountedVerdict, text: string): Html =>
  html`<span class="verdict ${verdictTone[one.verdict]}"
    ><span aria-hidden="true">${markOf(one)}</span> ${text}</span
  >`;
