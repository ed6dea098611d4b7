import { diffPublicRuns } from '../../diff/public-run.ts';
import type { RunJson } from '../../report/run-json.ts';
import { address } from '../address.ts';
import { html, type Html } from '../html.ts';
import type { ChoosableRun, CompareIndex } from './compare-index.ts';
import { comparisonHtml } from './comparison-html.ts';
import { comparisonHeadline, footingText, namesOf } from './comparison-text.ts';
import { countsHtml } from './counts-html.ts';

const limits =
  'This compares the public data of two single runs, without their history, repeats, annotations and commentary. A change is therefore at most possible.';

const link = ({ id, slug }: ChoosableRun): Html => html`<a href="${address(`runs/${slug}/`)}">${id}</a>`;

/** The comparison of two runs from their public data. */
export function pairHtml(
  [base, head]: readonly [ChoosableRun, ChoosableRun],
  [from, to]: readonly [RunJson, RunJson],
  { project }: CompareIndex,
): { headline: string; html: string } {
  const run = diffPublicRuns(from, to, project);
  const names = namesOf(project, [...from.configuration.scenarios, ...to.configuration.scenarios]);
  const headline = comparisonHeadline(run, names);
  const top = html`<div class="index-section page-head">
    <p class="eyebrow">${countsHtml(run)}</p>
    <h2 id="verdict">${headline}</h2>
    <ul class="facts-line">
      <li>Base: ${link(base)}</li>
      <li>Head: ${link(head)}</li>
    </ul>
    <p class="prose">${footingText(run)}</p>
    <p class="note">${limits}</p>
  </div>`;
  return { headline, html: top.html + comparisonHtml(run, names) };
}
