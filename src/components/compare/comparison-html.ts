import { marginText } from '../../report/targets/margin-text.ts';
import { counted } from '../../model/text/counted.ts';
import { changedMetrics, changedTargets } from '../../diff/changed.ts';
import { quietVerdictText } from '../../diff/diff-verdict.ts';
import { commentaryName } from '../../diff/commentary-name.ts';
import type { DiffCommon, DiffMetric, DiffNote, DiffRun, DiffTarget } from '../../model/documents/diff.ts';
import { capitalised } from '../../model/text/capitalised.ts';
import { formatMetric, noValue } from '../../model/text/format.ts';
import type { Tone } from '../../model/section.ts';
import { intervalNote } from '../../model/text/interval-note.ts';
import { foldedChanges } from '../../report/folded-changes.ts';
import { nounsOf } from '../../model/run-kind.ts';
import { markOf, quietTitle } from '../../model/text/verdict-wording.ts';
import { commonText } from '../../report/words/common-text.ts';
import { verdictHtml } from '../blocks/scripts/verdict-html.ts';
import { html, type Html } from '../html.ts';
import { changedGroups, largestOpen } from './changed-groups.ts';
import { verdictTone, type Names } from './comparison-text.ts';
import { alone, metricTable } from './metric-table.ts';
import { head, numberHead, table } from './table-html.ts';

const fold = (summary: string, body: Html): Html =>
  html`<details class="fold rows">
    <summary>${summary}</summary>
    ${body}
  </details>`;

function foldedMetrics(run: DiffRun, names: Names): Html[] {
  const calm = run.metrics.filter(({ verdict }) => verdict === 'same' || verdict === 'no-change-shown');
  const unsure = run.metrics.filter(({ verdict }) => verdict === 'cannot-tell');
  const facts = foldedChanges(changedMetrics(run)).flatMap(({ others }) => others);
  const folded = (metrics: readonly DiffMetric[], summary: string): Html[] =>
    metrics.length === 0 ? [] : [fold(summary, metricTable(summary, [alone(metrics)], names))];
  return [
    ...folded(facts, `${counted(facts.length, 'metric')} that changed with these`),
    ...folded(calm, quietTitle(calm)),
    ...folded(unsure, quietTitle(unsure)),
  ];
}

const section = (heading: string, body: readonly Html[]): Html =>
  html`<section class="index-section">
    <h2 id="${heading.toLowerCase().replaceAll(' ', '-')}">${heading}</h2>
    ${body}
  </section>`;

const key = html`<p class="note key">
  <span>Log scale; bar: 95% interval.</span>
  <span class="bad">▲ regression</span> <span class="bad">△ possible</span>
  <span class="good">● improvement</span> <span class="good">○ possible</span> <span>◇ inconclusive</span>
  <span>◂ ▸ beyond the scale</span>
</p>`;

/** What all endpoints share, marked as the changes below are. */
const sharedHtml = (text: string, common: DiffCommon): Html =>
  html`<p>
    <span class="verdict ${verdictTone[common.verdict]}" aria-hidden="true">${markOf(common)}</span> ${text}
  </p>`;

function metricSection(run: DiffRun, names: Names): Html {
  const changed = changedGroups(run);
  const groups = [...changed, ...largestOpen(run)];
  const common = run.common === undefined ? null : commonText(run.common, run.kind);
  const beyond = common === null ? '' : ` beyond what all ${nounsOf(run.kind ?? 'load').subject}s share`;
  const none =
    changed.length > 0
      ? []
      : [html`<p class="empty">${capitalised(quietVerdictText(run.metrics))}${beyond}.</p>`];
  const shown =
    groups.length === 0
      ? []
      : [key, metricTable('Change from base to head with 95% interval', groups, names)];
  const shared = common === null || run.common === undefined ? [] : [sharedHtml(common, run.common)];
  const note = intervalNote(run.metrics);
  const noted = note === null ? [] : [html`<p class="note">${note}</p>`];
  return section('What changed', [...shared, ...none, ...shown, ...noted, ...foldedMetrics(run, names)]);
}

const targetTone: Record<string, Tone> = { met: 'good', 'not met': 'bad', inconclusive: 'unsure' };

/** A verdict with the value that it is about. */
function targetVerdict(
  { metric, terms }: Pick<DiffTarget, 'metric' | 'terms'>,
  verdict: string | null,
  value: number | null | undefined,
): Html {
  if (verdict === null) return html`${noValue}`;
  const shown = verdictHtml(verdict, targetTone[verdict] ?? 'neutral');
  return metric === undefined || value == null
    ? shown
    : html`${shown} <small>${formatMetric(value, { metric, terms })}</small>`;
}

function targetSection(run: DiffRun, names: Names): Html | null {
  if (run.targets.length === 0) return null;
  const changed = changedTargets(run);
  const rows = changed.map(
    (target) =>
      html`<tr>
        <th scope="row">${names.target(target.id)}</th>
        <td>${targetVerdict(target, target.base, target.baseValue)}</td>
        <td>${targetVerdict(target, target.head, target.headValue)}</td>
        <td class="number">${target.margin === null ? noValue : marginText(target.margin)}</td>
      </tr>`,
  );
  const heads = [head('Target'), head('Base'), head('Head'), numberHead('Margin')];
  const body =
    rows.length === 0
      ? html`<p class="empty">All targets have the same verdict as before; ${missedText(run, names)}.</p>`
      : table('Targets whose verdict changed', heads, rows);
  return section('Targets', [body]);
}

function missedText({ targets }: DiffRun, names: Names): string {
  const missed = targets.filter((target) => target.head === 'not met').map(({ id }) => names.target(id));
  return missed.length === 0 ? 'none is missed' : `still missed: ${missed.join(', ')}`;
}

function configurationSection({ configuration }: DiffRun): Html {
  const rows = configuration.map(
    ({ key, from, to }) =>
      html`<tr>
        <th scope="row"><code>${key}</code></th>
        <td>${from ?? 'not recorded'}</td>
        <td>${to ?? 'not recorded'}</td>
      </tr>`,
  );
  const body =
    rows.length === 0
      ? html`<p class="empty">No recorded differences.</p>`
      : table('Recorded differences', [head('Key'), head('Base'), head('Head')], rows);
  return section('Configuration', [body]);
}

const notes = (heading: string, some: readonly DiffNote[]): Html[] =>
  some.length === 0
    ? []
    : [
        html`<div class="prose words">
          <h3>${heading}</h3>
          <ul>
            ${some.map(({ text }) => html`<li>${text === '' ? 'removed' : text}</li>`)}
          </ul>
        </div>`,
      ];

const wordsText = ({ id, text }: DiffNote): DiffNote => ({
  id,
  text: `${commentaryName(id)}: ${text === '' ? 'removed' : text}`,
});

function notesSections({ findings, recommendations, words }: DiffRun): Html[] {
  const found = [...notes('New', findings.new), ...notes('No longer found', findings.gone)];
  return [
    ...(found.length === 0 ? [] : [section('Findings', found)]),
    ...(recommendations.length === 0
      ? []
      : [section('Recommendations followed up', notes('Done', recommendations))]),
    ...(words.length === 0 ? [] : [section('Commentary', notes('On this run', words.map(wordsText)))]),
  ];
}

const namesFor = (run: DiffRun, names: Names): Names => ({
  ...names,
  ...(run.kind !== undefined && { kind: run.kind }),
});

/** What differs in targets and configuration, then what changed. All text in it is escaped. */
export function changesHtml(run: DiffRun, shown: Names): string {
  const names = namesFor(run, shown);
  return html`<div class="compared-facts">${targetSection(run, names)}${configurationSection(run)}</div>
    ${metricSection(run, names)}`.html;
}

/** Findings, recommendations and commentary that differ. All text in it is escaped. */
export function notesHtml(run: DiffRun): string {
  const sections = notesSections(run);
  return sections.length === 0 ? '' : html`<div class="compared-notes">${sections}</div>`.html;
}

/** Everything that a comparison says beneath its heading, what matters first. */
export const comparisonHtml = (run: DiffRun, names: Names): string =>
  changesHtml(run, names) + notesHtml(run);
