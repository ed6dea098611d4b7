import { metricOf } from '../../model/metrics/metrics.ts';
import type { ReportedChangePoint } from '../../model/run-report.ts';
import { counted } from '../../model/text/counted.ts';
import { formatChangeIn } from '../../model/text/format.ts';
import { wordingOf } from '../../model/text/verdict-wording.ts';
import { foldedChanges, type FoldedChange } from '../../report/folded-changes.ts';
import { alsoText } from '../../report/words/also-text.ts';
import type { PlaceText } from '../../report/words/place-text.ts';
import { verdictHtml } from '../blocks/scripts/verdict-html.ts';
import { html, type Html } from '../html.ts';

/** Facts that stand open, and metrics named beside one. */
const [mostOpen, mostNamed] = [5, 3];

function lineOf(fact: FoldedChange<ReportedChangePoint>, placeText: PlaceText): Html {
  const { relative, verdict, certainty } = fact.main;
  const { label, unit } = metricOf(fact.main);
  const also = alsoText(fact, mostNamed);
  const size = `${formatChangeIn(unit, relative)} (${wordingOf(verdict, certainty).label})`;
  const tone = verdict === 'worse' ? 'bad' : verdict === 'better' ? 'good' : 'neutral';
  return html`<li>
    ${placeText(fact.main) || 'the run'}: ${label.toLowerCase()}
    ${verdictHtml(size, tone)}${also === '' ? null : html` <small>${also}</small>`}
  </li>`;
}

/** The level shifts that later runs show to have begun with a run: an entry for each fact, the smaller ones folded. */
export function beganHereHtml(points: readonly ReportedChangePoint[], placeText: PlaceText): Html | null {
  if (points.length === 0) return null;
  const lines = foldedChanges(points).map((fact) => lineOf(fact, placeText));
  const more = lines.slice(mostOpen);
  return html`<p class="prose">Level shifts that began here, as later runs show:</p>
    <ul>
      ${lines.slice(0, mostOpen)}
    </ul>
    ${
      more.length === 0
        ? null
        : html`<details class="fold">
            <summary>${counted(more.length, 'more level shift')}</summary>
            <ul>
              ${more}
            </ul>
          </details>`
    }`;
}
