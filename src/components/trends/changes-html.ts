import type { TrendSeries } from '../../model/trend.ts';
import { counted } from '../../model/text/counted.ts';
import type { Tone } from '../../model/section.ts';
import { address } from '../address.ts';
import { reportedText } from './reported-words.ts';
import { verdictHtml } from '../blocks/scripts/verdict-html.ts';
import { html, type Html } from '../html.ts';
import { bySize, changedRuns, tally, type ChangedRun, type ChangeGroup } from './changed-runs.ts';
import { changeFacts, shortNameOf } from '../../site/change-words.ts';
import type { ComparedPair } from './trend-data.ts';

/** Maximum number of places shown for a run, and of runs on a page. */
const mostPlaces = 8;
const mostRuns = 40;

const tones: Record<ChangeGroup['verdict'], Tone> = {
  worse: 'bad',
  mixed: 'unsure',
  better: 'good',
  unknown: 'neutral',
};
const verdictWords = {
  worse: 'regression',
  mixed: 'mixed',
  better: 'improvement',
  unknown: 'change, direction unknown',
};

type Placed = ChangeGroup['main'][number];

const facts = ({ series, change }: Placed): { size: string; rest: string } => {
  const { size, levels, interval, isSure } = changeFacts(series, change);
  const rest = [levels, interval, isSure ? null : 'possible'].filter((part) => part !== null);
  return { size, rest: rest.join(' · ') };
};

function mainMoves(main: readonly Placed[]): Html | null {
  if (main.length === 0) return null;
  const moves = main.map((one) => {
    const { size, rest } = facts(one);
    const text = `${shortNameOf(one.series)} ${size}`;
    return html`<li>
      ${verdictHtml(text, tones[one.change.verdict])}
      <small>${rest}</small>
    </li>`;
  });
  return html`<ul class="moves">
    ${moves}
  </ul>`;
}

function otherMoves({ main, others }: ChangeGroup): Html | null {
  if (others.length === 0) return null;
  const moves = others.map((one) => {
    const { size, rest } = facts(one);
    return html`<li>${shortNameOf(one.series)} ${size} (${verdictWords[one.change.verdict]}): ${rest}</li>`;
  });
  const count = `${others.length} ${main.length > 0 ? 'more' : 'other'} ${others.length === 1 ? 'metric' : 'metrics'}`;
  return html`<details class="fold">
    <summary>${count}</summary>
    <ul>
      ${moves}
    </ul>
  </details>`;
}

function groupRow(group: ChangeGroup): Html {
  const remarks = group.remarks.map(({ text, link }) =>
    link === null ? html`<small>${text}</small>` : html`<small><a href="${link}">${text}</a></small>`,
  );
  return html`<tr>
    <th scope="row">
      ${group.name} ${group.note === '' ? null : html`<small>${group.note}</small>`}
      <small>${verdictHtml(verdictWords[group.verdict], tones[group.verdict])}</small>
    </th>
    <td>${mainMoves(group.main)}${otherMoves(group)}${remarks}</td>
  </tr>`;
}

/** What changed with one run: a row for each place, its main metrics at once, the others on demand. */
const changeRows = (groups: readonly ChangeGroup[], name: string): Html =>
  html`<div class="table-box" role="region" aria-label="${name}" tabindex="0">
    <table class="changes">
      <thead>
        <tr>
          <th scope="col">Where</th>
          <th scope="col">Change with 95% interval</th>
        </tr>
      </thead>
      <tbody>
        ${groups.map(groupRow)}
      </tbody>
    </table>
  </div>`;

const fold = (summary: string, content: Html): Html =>
  html`<details class="fold">
    <summary>${summary}</summary>
    ${content}
  </details>`;

function largest({ groups }: ChangedRun): string {
  const [change] = bySize(groups);
  const group = groups.find(({ main }) => change !== undefined && main.includes(change));
  if (change === undefined || group === undefined) return '';
  const { size, levels } = changeFacts(change.series, change.change);
  return `largest: ${[group.name, group.note.startsWith('in ') ? group.note : ''].filter((part) => part !== '').join(' ')}, ${shortNameOf(change.series)} ${size}, ${levels}`;
}

const rangeHtml = ({ text, url }: NonNullable<ComparedPair['commits']>): Html =>
  url === null ? html`${text}` : html`<a href="${url}">${text}</a>`;

function runNote({ point }: ChangedRun, pairs: readonly ComparedPair[]): Html {
  const facts = [point.startedAt?.slice(0, 10), point.commit?.slice(0, 10)].filter(
    (fact) => fact !== undefined && fact !== '',
  );
  const compared = pairs.map(
    ({ slug, base, commits }) =>
      html` · <a href="${address(`compare/${slug}/`)}">compared with ${base}, the last run before</a>${
          commits === undefined ? null : html` · commits ${rangeHtml(commits)}`
        }`,
  );
  return html`<p class="note">
    First run of the new levels:
    <a href="${address(`runs/${point.slug}/`)}">${point.run}</a
    >${facts.map((fact) => ` · ${fact}`)}${compared}
  </p>`;
}

const isPooled = (endpoint: string | null): boolean => endpoint === null || endpoint === '*';

/** True of an endpoint whose errors alone changed, the way those of its whole scenario did. */
function restatesErrors({ main }: ChangeGroup, groups: readonly ChangeGroup[]): boolean {
  const [only, ...others] = main;
  if (only === undefined || others.length > 0) return false;
  if (only.series.metric !== 'errors.rate' || isPooled(only.series.endpoint)) return false;
  return groups.some((group) =>
    group.main.some(
      ({ series, change }) =>
        series.metric === 'errors.rate' &&
        isPooled(series.endpoint) &&
        series.scenario === only.series.scenario &&
        change.verdict === only.change.verdict,
    ),
  );
}

function runDetails(run: ChangedRun, name: string, pairs: readonly ComparedPair[], isFirst: boolean): Html {
  const { groups, minor } = run;
  const own = groups.filter((group) => !restatesErrors(group, groups));
  const same = groups.filter((group) => restatesErrors(group, groups));
  const [shown, more] = [own.slice(0, mostPlaces), own.slice(mostPlaces)];
  const lesser = `${minor.length} more with changes of other metrics only`;
  const content = html`<summary>
      <b>${name}</b> <span>${tally(groups)}</span> <small>${largest(run)}</small>
    </summary>
    ${runNote(run, pairs)} ${changeRows(shown, `Changes with ${name}`)}
    ${same.length > 0 ? fold(`${counted(same.length, 'endpoint')} with the same change of errors`, changeRows(same, `Errors of endpoints with ${name}`)) : null}
    ${more.length > 0 ? fold(`${more.length} more`, changeRows(more, `More changes with ${name}`)) : null}
    ${minor.length > 0 ? fold(lesser, changeRows(minor, `Changes of other metrics with ${name}`)) : null}`;
  return isFirst
    ? html`<details class="changed-run" open>${content}</details>`
    : html`<details class="changed-run">${content}</details>`;
}

function lesserAlone(runs: readonly ChangedRun[]): Html | null {
  if (runs.length === 0) return null;
  const rows = runs.slice(0, mostRuns).map(
    ({ point, minor }) =>
      html`<p class="note"><a href="${address(`runs/${point.slug}/`)}">${point.run}</a></p>
        ${changeRows(minor, `Changes of other metrics with ${point.run}`)}`,
  );
  return html`<details class="changed-run">
    <summary>
      <b>Runs with changes of other metrics only</b>
      <span>${runs.length === 1 ? '1 run' : `${runs.length} runs`}</span>
    </summary>
    ${rows}
  </details>`;
}

/**
 * The runs with which levels changed: the latest in full, the others folded. Rendered during the build, and in the
 * browser for a filtered page. `comparedWith` gives the ready comparisons of a run.
 */
export function changesHtml(
  trends: readonly TrendSeries[],
  comparedWith: (run: string) => readonly ComparedPair[],
  noneText = 'No change point. Either the levels are stable, or there are too few runs.',
): Html {
  const runs = changedRuns(trends);
  const telling = runs.filter(({ groups }) => groups.length > 0);
  const minor = runs.filter(({ groups }) => groups.length === 0);
  const nameOf = ({ point }: ChangedRun): string => {
    const isAmbiguous = runs.some(
      (one) => one.point.version === point.version && one.point.run !== point.run,
    );
    return isAmbiguous ? point.run : (point.version ?? point.run);
  };
  const reported = reportedText(trends);
  if (runs.length === 0)
    return html`<p class="empty">${reported === null ? noneText : `No change point yet. ${reported}`}</p>`;
  const older = telling.length - mostRuns;
  return html`${telling
    .slice(0, mostRuns)
    .map((run, i) => runDetails(run, nameOf(run), comparedWith(run.point.run), i === 0))}${
    older > 0
      ? html`<p class="note">
          ${older} older runs also have changes. See the reports of those runs and the pages below.
        </p>`
      : null
  }${lesserAlone(minor)}`;
}
