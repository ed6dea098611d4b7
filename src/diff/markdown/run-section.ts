import { marginText } from '../../report/targets/margin-text.ts';
import type { BlockContent, PhrasingContent } from 'mdast';
import type { DiffMetric, DiffNote, DiffRun, DiffTarget } from '../../model/documents/diff.ts';
import { formatMetric, noValue } from '../../model/text/format.ts';
import { counted } from '../../model/text/counted.ts';
import { quietTitle } from '../../model/text/verdict-wording.ts';
import { foldedChanges } from '../../report/folded-changes.ts';
import { bullets, paragraph, plain } from '../../report/markdown/nodes.ts';
import { changedMetrics, notableTargets } from '../changed.ts';
import type { Reader } from '../reader.ts';
import { footingStart } from '../footing-start.ts';
import { commentaryName } from '../commentary-name.ts';
import { boundText } from '../../report/targets/targets.ts';
import { acceptance } from './acceptance.ts';
import { capped, folded, titled } from './lists.ts';
import { metricBlocks } from './metric-blocks.ts';
import { toldTargets } from './target-line.ts';
import { commitsText } from './commits-text.ts';
import { repeatsTable } from './repeats-table.ts';
import { name, words } from './foreign.ts';
import { tableOf, type Cell } from './cell-table.ts';

/** The most rows of each kind to print. */
export interface Limits {
  readonly runs: number;
  readonly changed: number;
  readonly folded: number;
  readonly notes: number;
}

function foldedMetrics(run: DiffRun, limit: number): BlockContent[] {
  const { metrics } = run;
  const calm = metrics.filter(({ verdict }) => verdict === 'same' || verdict === 'no-change-shown');
  const size = ({ relative }: DiffMetric): number => Math.abs(relative ?? 0);
  const inconclusive = metrics
    .filter(({ verdict }) => verdict === 'cannot-tell')
    .toSorted((a, b) => size(b) - size(a));
  const print = (some: readonly DiffMetric[]): BlockContent[] =>
    capped(some, limit, (shown) => metricBlocks(run, shown));
  return [...folded(quietTitle(calm), print(calm)), ...folded(quietTitle(inconclusive), print(inconclusive))];
}

/** "754 ms, not met", "40 ms of `browse`, met": the endpoint if the two values are of different ones. */
function targetValue(
  { metric, terms, baseEndpoint }: DiffTarget,
  verdict: string | null,
  value: number | null | undefined,
  endpoint: string | undefined,
): Cell {
  if (verdict === null) return noValue;
  if (metric === undefined || value == null) return verdict;
  const where = baseEndpoint === undefined || endpoint === undefined ? [] : [plain(' of '), name(endpoint)];
  return [plain(formatMetric(value, { metric, terms })), ...where, plain(`, ${verdict}`)];
}

/** The targets that the first lines do not tell, or all if they do not tell each. */
function targetBlocks(run: DiffRun, limit: number): BlockContent[] {
  const notable = notableTargets(run);
  const told = new Set(toldTargets(run));
  if (notable.every((target) => told.has(target))) return [];
  const rows = capped(notable, limit, (targets) => [
    tableOf(
      ['Target', 'Bound', 'Base', 'Head', 'Margin'],
      [false, true, true, true, true],
      targets.map((target) => [
        name(target.label ?? target.id),
        target.bound === undefined || target.metric === undefined
          ? noValue
          : boundText(target.bound, { metric: target.metric, terms: target.terms }),
        targetValue(target, target.base, target.baseValue, target.baseEndpoint),
        targetValue(target, target.head, target.headValue, target.endpoint),
        target.margin === null ? noValue : marginText(target.margin),
      ]),
    ),
  ]);
  const areMissed = notable.some(({ head }) => head !== 'met');
  return titled(
    areMissed ? 'Targets not met, or with another verdict' : 'Targets with another verdict',
    rows,
  );
}

function configurationBlocks({ configuration }: DiffRun, limit: number): BlockContent[] {
  const rows = capped(configuration, limit, (changes) => [
    tableOf(
      ['Configuration', 'Base', 'Head'],
      [false, false, false],
      changes.map(({ key, from, to }) => [
        name(key),
        from === null ? 'not recorded' : name(from),
        to === null ? 'not recorded' : name(to),
      ]),
    ),
  ]);
  return titled('Configuration', rows);
}

function noteBlocks(
  title: string,
  notes: readonly DiffNote[],
  limit: number,
  nameOf: ((id: string) => string) | null = (id) => id,
): BlockContent[] {
  const list = capped(notes, limit, (shown) => [
    bullets(
      shown.map(({ id, text }) => [
        paragraph(
          ...(nameOf === null ? [] : [name(nameOf(id)), plain(': ')]),
          text === '' ? plain('removed') : words(text),
        ),
      ]),
    ),
  ]);
  return titled(title, list);
}

const commentaryBlocks = (words: readonly DiffNote[], limit: number): BlockContent[] =>
  noteBlocks('New or changed commentary', words, limit, commentaryName);

/** Why this baseline and how far the two may be compared. */
function footing(run: DiffRun): BlockContent {
  const { base, reasons, unjudged = [], commits } = run;
  const range = commits === undefined ? [] : commitsText(commits);
  const against = [plain(footingStart(run)), ...(base === null ? [] : [name(base)])];
  const why = [...unjudged, ...reasons].slice(0, 12).map((reason) => words(reason));
  return paragraph(
    ...against,
    ...why.flatMap((reason, i): PhrasingContent[] => [plain(i === 0 ? ': ' : '; '), reason]),
    plain('.'),
    ...(range.length === 0 ? [] : [plain(' Commits: '), ...range, plain('.')]),
  );
}

/** One row for each fact; further metrics of the same facts are folded. */
function changeBlocks(run: DiffRun, limit: number): BlockContent[] {
  const facts = foldedChanges(changedMetrics(run));
  const same = facts.flatMap(({ others }) => others);
  return [
    ...titled(
      same.length === 0 ? 'Changes' : `Changes, one row each; ${counted(same.length, 'more metric')} below`,
      capped(
        facts.map(({ main }) => main),
        limit,
        (shown) => metricBlocks(run, shown),
      ),
    ),
    ...folded(
      `${counted(same.length, 'more metric')} that changed with these`,
      same.length === 0 ? [] : capped(same, limit, (shown) => metricBlocks(run, shown)),
    ),
  ];
}

/** Regressions against runs that are not the baseline. */
const unseenBlocks = ({ unseen = [] }: DiffRun, limit: number): BlockContent[] =>
  titled(
    'Regressions compared with other runs',
    capped(unseen, limit, (shown) => [bullets(shown.map(({ text }) => [paragraph(words(text))]))]),
  );

/** Everything about one run, the most important first. The configuration is in its first lines. */
export function runSection(
  run: DiffRun,
  repeats: readonly DiffRun[],
  limits: Limits,
  reader: Reader = 'pull request',
): BlockContent[] {
  return [
    ...targetBlocks(run, limits.notes),
    ...changeBlocks(run, limits.changed),
    ...unseenBlocks(run, limits.changed),
    ...foldedMetrics(run, limits.folded),
    ...(run.configuration.length > 4 ? configurationBlocks(run, limits.notes) : []),
    ...noteBlocks('New findings', run.findings.new, limits.notes, null),
    ...noteBlocks('Findings no longer present', run.findings.gone, limits.notes, null),
    ...noteBlocks('Recommendations implemented', run.recommendations, limits.notes, null),
    ...folded('Commentary', commentaryBlocks(run.words, limits.notes)),
    ...folded(
      `${counted(repeats.length, 'more repeat')} of this build`,
      repeats.length === 0 ? [] : [repeatsTable(repeats)],
    ),
    ...folded('Accept these regressions', acceptance([run, ...repeats], limits.changed, reader)),
    footing(run),
  ];
}
