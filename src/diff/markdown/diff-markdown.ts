import type { BlockContent, Heading, PhrasingContent, RootContent } from 'mdast';
import { commandLine } from '../../model/text/command-line.ts';
import { counted } from '../../model/text/counted.ts';
import { metricKey } from '../../model/metrics/metric-value.ts';
import type { Diff, DiffCommon, DiffMetric, DiffRun } from '../../model/documents/diff.ts';
import { markOf, changeCounts, quietCounts } from '../../model/text/verdict-wording.ts';
import { paragraph, plain, strong } from '../../report/markdown/nodes.ts';
import { printMarkdown } from '../../report/markdown/printer.ts';
import { leadingChange } from '../../report/folded-changes.ts';
import { changedMetrics } from '../changed.ts';
import { commonHeadline, commonSentence } from '../../report/words/common-text.ts';
import type { Reader } from '../reader.ts';
import { inertTree, name } from './foreign.ts';
import { changePhrase, lead } from './lead.ts';
import { verdictText } from './metric-text.ts';
import { rulesSection, touchesHistory } from './rules-section.ts';
import { folded } from './lists.ts';
import { runSection, type Limits } from './run-section.ts';

/** GitHub rejects longer comments. */
export const longestComment = 65_536;

/** Options of `diffMarkdown`. */
export interface DiffMarkdownOptions {
  /** Address of the full comparison; without it, a shortened diff names the command that prints it. */
  readonly fullPage?: string | undefined;
  /** Who reads it. Default: a pull request. */
  readonly reader?: Reader;
  /** The folder of one of several projects, for the heading. */
  readonly project?: string | undefined;
  /** Files that could not be read, as sentences: their values are missing in the diff. */
  readonly unreadable?: readonly string[];
  /** In UTF-8 bytes, of which a text has at least as many as characters. Default: GitHub's limit for a comment. */
  readonly longest?: number;
}

/** Tried in order until the text is short enough. */
const limits: readonly Limits[] = [
  { runs: 20, changed: 40, folded: 40, notes: 20 },
  { runs: 10, changed: 20, folded: 10, notes: 10 },
  { runs: 5, changed: 10, folded: 0, notes: 5 },
  { runs: 1, changed: 5, folded: 0, notes: 3 },
];

const count = counted;

/** The strongest change of the runs that are shown in values, how many there are, and missed targets. */
function headline(diff: Diff, project: string | undefined): Heading {
  const { verdict, runs, rules = [] } = diff;
  const shown = ownEntries(diff);
  const title = (mark: string, ...children: PhrasingContent[]): Heading => ({
    type: 'heading',
    depth: 2,
    children: [
      plain(`${mark === '' ? '' : `${mark} `}Performance`),
      ...(project === undefined ? [] : [plain(' of '), name(project)]),
      plain(': '),
      ...children,
    ],
  });
  if (runs.length === 0)
    return title('', plain(`${rules.length > 0 ? 'rules changed, ' : ''}no run added or changed`));
  const all = runs.flatMap(changedMetrics);
  const strongest = leadingChange(shown.flatMap(changedMetrics));
  const targets = targetsText(runs);
  const shared = sharedText(runs);
  if (strongest === null) {
    if (shared !== null)
      return title(
        markOf({ verdict: openVerdict(verdict), certainty: shared.certainty }),
        plain(`${failuresText(shown)}${shared.text}${targets}`),
      );
    return title(
      markOf({ verdict: openVerdict(verdict), certainty: null }),
      plain(`${unseenText(shown)}${failuresText(shown)}${quietHeadline(diff)}${targets}`),
    );
  }
  const rest = all.length === 1 ? '' : `; ${changeCounts(onceEach(all))}`;
  const failures = strongest.metric.startsWith('errors.') ? '' : failuresText(shown);
  const strongestText = [...changePhrase(strongest), plain(`${rest}${targets}`)];
  // That everything got slower is no footnote to an improvement.
  return shared?.verdict === 'worse' && strongest.verdict === 'better'
    ? title(markOf(shared), plain(`${failures}${shared.text}; `), ...strongestText)
    : title(markOf(strongest), plain(failures), ...strongestText);
}

/** "2 regressions compared with other runs; " */
function unseenText(runs: Diff['runs']): string {
  const count = runs.reduce((sum, { unseen = [] }) => sum + unseen.length, 0);
  return count === 0 ? '' : `${counted(count, 'regression')} compared with other runs; `;
}

/** "20% of the requests of shop failed; ": nothing else in the heading states failures that the base has too. */
function failuresText(runs: Diff['runs']): string {
  const failures = runs.find((run) => run.failures !== undefined)?.failures;
  return failures === undefined ? '' : `${failures}; `;
}

/** The counts of a diff without a change. Where most metrics are inconclusive, the heading is about those alone. */
function quietHeadline({ verdict, runs }: Diff): string {
  const metrics = onceEach(runs.flatMap((run) => run.metrics));
  if (runs.every(({ base }) => base === null)) return 'nothing to compare with';
  if (metrics.length === 0) return verdictText[verdict];
  const open = metrics.filter((one) => one.verdict === 'cannot-tell').length;
  if (metrics.some(({ base, head }) => base === null || head === null)) return quietCounts(metrics);
  return verdict === 'cannot-tell' && open < metrics.length
    ? `${open} of ${counted(metrics.length, 'metric')} inconclusive`
    : quietCounts(metrics);
}

/** What all endpoints of a run share, in the words of a heading. */
function sharedText(
  runs: Diff['runs'],
): (Pick<DiffCommon, 'verdict' | 'certainty'> & { readonly text: string }) | null {
  for (const { common: shift, kind } of runs) {
    const text = shift === undefined ? null : commonHeadline(shift, kind);
    if (shift !== undefined && text !== null) return { ...shift, text };
  }
  return null;
}

/** From the verdict that a reader must see first: repeats of one build are one fact, and the worst of them counts. */
const rank = ({ verdict, certainty }: DiffMetric): number =>
  ['worse', 'better', 'cannot-tell', 'no-change-shown', 'same'].indexOf(verdict) * 2 +
  (certainty === 'confirmed' ? 0 : 1);

/** Each metric of each place once, however many runs have it. */
const onceEach = (metrics: readonly DiffMetric[]): DiffMetric[] =>
  [...Map.groupBy(metrics, metricKey).values()].flatMap((same) =>
    same.toSorted((a, b) => rank(a) - rank(b)).slice(0, 1),
  );

/** "; 1 target not met", else "; 2 targets now met". */
function targetsText(runs: Diff['runs']): string {
  const all = runs.flatMap(({ targets }) => targets);
  const idsOf = (some: typeof all): Set<string> => new Set(some.map(({ id }) => id));
  const missed = idsOf(all.filter(({ head }) => head === 'not met'));
  const met = idsOf(all.filter(({ base, head }) => base === 'not met' && head === 'met'));
  const won = [...met].filter((id) => !missed.has(id)).length;
  return [
    ...(missed.size === 0 ? [] : [`; ${count(missed.size, 'target')} not met`]),
    ...(won === 0 ? [] : [`; ${count(won, 'target')} now met`]),
  ].join('');
}

/** A whole may be mixed, a mark not; without a change it is neither. */
const openVerdict = (verdict: Diff['verdict']): Exclude<Diff['verdict'], 'mixed'> =>
  verdict === 'mixed' ? 'no-change-shown' : verdict;

/** What all endpoints share of their change, before the lines of the run. */
function common(run: DiffRun): BlockContent[] {
  const text = run.common === undefined ? null : commonSentence(run.common, run.kind);
  return text === null ? [] : [paragraph(plain(text))];
}

/** The command that prints everything; its runs are named where there is one pair. */
function wholeDiff({ runs }: Diff): string {
  const [only] = runs;
  const isPair = runs.length === 1 && only !== undefined && only.base !== null;
  return commandLine(`diff ${isPair ? `${only.base} ${only.head}` : 'BASE HEAD'} --json`);
}

function pointer(diff: Diff, { fullPage }: DiffMarkdownOptions): BlockContent {
  const start = plain('Shortened to fit. Full comparison: ');
  if (fullPage === undefined)
    return paragraph(start, { type: 'inlineCode', value: wholeDiff(diff) }, plain('.'));
  return paragraph(
    start,
    { type: 'link', url: fullPage, children: [plain('all metrics and findings')] },
    plain('.'),
  );
}

/** The runs that have a section: repeats are a table in that of the run that shows their build. */
function ownEntries({ runs }: Diff): DiffRun[] {
  const shown = new Set(runs.filter(({ repeatOf }) => repeatOf === undefined).map(({ head }) => head));
  return runs.filter(({ repeatOf }) => repeatOf === undefined || !shown.has(repeatOf));
}

const repeatsOf = ({ runs }: Diff, { head }: DiffRun): DiffRun[] =>
  runs.filter(({ repeatOf }) => repeatOf === head);

/** True if these limits leave rows out. */
function isCut(diff: Diff, limit: Limits): boolean {
  const own = ownEntries(diff);
  return (
    own.length > limit.runs ||
    own.some(
      (run) =>
        changedMetrics(run).length > limit.changed ||
        run.metrics.filter(({ verdict }) => verdict === 'cannot-tell').length > limit.folded ||
        run.metrics.filter(({ verdict }) => verdict === 'same' || verdict === 'no-change-shown').length >
          limit.folded ||
        [run.configuration, run.findings.new, run.findings.gone, run.recommendations, run.words].some(
          (notes) => notes.length > limit.notes,
        ),
    )
  );
}

function treeOf(diff: Diff, options: DiffMarkdownOptions, limit: Limits): RootContent[] {
  const own = ownEntries(diff);
  const shown = own.slice(0, limit.runs);
  const left = own.length - shown.length;
  const sections = shown.flatMap((run): BlockContent[] => [
    ...(shown.length === 1
      ? []
      : [{ type: 'heading' as const, depth: 3 as const, children: [name(run.head)] }]),
    ...lead(run, options.fullPage, touchesHistory(diff), options.reader),
    ...common(run),
    ...runSection(run, repeatsOf(diff, run), limit, options.reader),
  ]);
  return [
    headline(diff, options.project),
    ...unreadNote(options),
    ...rulesSection(diff),
    ...unnamedNote(diff),
    ...(left > 0 ? [paragraph(plain(`And ${count(left, 'more run')}.`))] : []),
    ...sections,
    ...(isCut(diff, limit) ? [pointer(diff, options)] : []),
    ...(diff.runs.length === 0 ? [] : folded('How to read this', [paragraph(plain(method))])),
  ];
}

/** So many files that could not be read are named. */
const mostUnread = 3;

/** What is missing below is no result: the files that should hold it come first. */
function unreadNote({ unreadable = [] }: DiffMarkdownOptions): BlockContent[] {
  if (unreadable.length === 0) return [];
  const shown = unreadable.slice(0, mostUnread).join(' ');
  const more =
    unreadable.length > mostUnread ? ` ${counted(unreadable.length - mostUnread, 'more problem')}.` : '';
  return [
    paragraph(
      strong('Not read:'),
      plain(` ${shown}${more} Correct this first: the values of these files are missing below.`),
    ),
  ];
}

/** Why runs that are probably repeats have sections of their own. */
function unnamedNote({ unnamedBuilds = [] }: Diff): BlockContent[] {
  if (unnamedBuilds.length === 0) return [];
  const names = unnamedBuilds.slice(0, 5).flatMap((run, i) => [plain(i === 0 ? '' : ', '), name(run)]);
  const more = unnamedBuilds.length > 5 ? ` and ${unnamedBuilds.length - 5} more` : '';
  return [
    paragraph(
      ...names,
      plain(
        `${more} state neither commit nor version, so each is compared as a build of its own. If they are repeats of one build, set `,
      ),
      { type: 'inlineCode', value: 'commit' },
      plain(' in the run.json of each: they then share a section and are judged together.'),
    ),
  ];
}

const method =
  'A regression or an improvement is a change that is larger than the noise of the run’s history, after allowing for the number of metrics compared, and large enough to matter. An interval that excludes 0 is not enough by itself: such a change is inconclusive. A possible change has weak evidence, such as a single run on each side. That confirms nothing: it takes at least three runs to estimate how much runs vary. “No change detected” does not prove that nothing changed.';

/**
 * A diff as GitHub Markdown, built as a syntax tree, so that names and text from outside cannot inject markup. The main
 * result comes first, unchanged metrics are folded, and the text fits a GitHub comment.
 */
export function diffMarkdown(diff: Diff, options: DiffMarkdownOptions = {}): string {
  const { longest = longestComment } = options;
  const size = (text: string): number => Buffer.byteLength(text, 'utf8');
  for (const limit of limits) {
    const text = printMarkdown(inertTree(treeOf(diff, options, limit)));
    if (size(text) <= longest) return text;
  }
  return printMarkdown(inertTree<RootContent>([headline(diff, options.project), pointer(diff, options)]));
}
