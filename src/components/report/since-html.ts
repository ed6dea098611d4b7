import { plainText } from '../../report/mdx/plain-text.ts';
import { formatChange } from '../../model/text/format.ts';
import type { AdjustmentEntry, LedgerEntry } from '../../model/run-report.ts';
import type { SinceReport } from '../../model/since.ts';
import type { PlaceText } from '../../report/words/place-text.ts';
import { expectationText } from '../../report/sections/recommendations.ts';
import { address } from '../address.ts';
import { html, type Html } from '../html.ts';
import { beganHereHtml } from './began-here-html.ts';

const list = (items: readonly Html[]): Html | null =>
  items.length === 0
    ? null
    : html`<ul>
        ${items.map((item) => html`<li>${item}</li>`)}
      </ul>`;

const laterRuns = ({ laterRuns: count, newest }: SinceReport): Html =>
  html`${count === 1 ? 'One later run' : `${count} later runs`}. The latest is
    <a href="${address(`runs/${newest.slug}/`)}">${newest.id}</a>.`;

function recommendedText({ recommendation, status, doneIn, measured, verdict }: LedgerEntry): string {
  const what = `${plainText(recommendation.text).replace(/\.$/, '')}: ${status}`;
  const where = doneIn === null ? '' : ` in ${doneIn}`;
  const gained = measured === null ? '' : `; measured ${formatChange(measured)}`;
  return `${what}${where}${gained}${verdict === null ? '' : ` (${verdict})`}.`;
}

function proposalText({ adjustment, doneIn, measured, verdict }: AdjustmentEntry, place: PlaceText): string {
  if (doneIn === null) return 'not done yet';
  const expected = expectationText(adjustment, place);
  return [
    `done in ${doneIn}`,
    ...(expected === null ? [] : [`expected ${expected}`]),
    ...(measured === null ? [] : [`measured ${formatChange(measured)}`]),
    ...(verdict === null ? [] : [verdict]),
  ].join('; ');
}

const proposed = (entry: AdjustmentEntry, placeText: PlaceText): Html =>
  html`<code>${entry.adjustment.key}</code> at ${String(entry.adjustment.to)}, proposed here:
    ${proposalText(entry, placeText)}.`;

/**
 * What became known after a run: the only part of a report's page that changes when runs are added, and so the only one
 * that each build puts into pages that it keeps otherwise. Nothing for the newest run.
 */
export function sinceHtml(since: SinceReport | null, placeText: PlaceText): string {
  if (since === null) return '';
  const { changePoints, recommendations, adjustments } = since;
  return html`<section class="report-section since">
    <h2 id="since">Since this report</h2>
    <p class="prose">${laterRuns(since)}</p>
    ${beganHereHtml(changePoints, placeText)}
    ${list(recommendations.map((entry) => html`${recommendedText(entry)}`))}
    ${list(adjustments.map((entry) => proposed(entry, placeText)))}
  </section>`.html;
}
