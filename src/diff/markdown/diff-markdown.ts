import type { BlockContent, PhrasingContent, RootContent } from 'mdast';
import { commandLine } from '../../model/command-line.ts';
import type { Diff, DiffMetric, DiffRun } from '../../model/diff.ts';
import { metricOf } from '../../model/metrics.ts';
import { bullets, heading, paragraph, plain } from '../../report/markdown/nodes.ts';
import { printMarkdown } from '../../report/markdown/printer.ts';
import { changedMetrics, changedTargets } from '../changed.ts';
import { commonText } from './common-text.ts';
import { name } from './foreign.ts';
import { figuresText, intervalText, judgementText, sizeText, verdictText } from './metric-text.ts';
import { folded, runSection, type Limits } from './run-section.ts';

/** GitHub refuses comments longer than this. */
export const longestComment = 65_536;

/** What the reader of a diff is told besides it. */
export interface DiffMarkdownOptions {
  /** Address of the whole comparison; without it the command is named. */
  readonly fullPage?: string | undefined;
  /** In bytes of UTF-8, which are never fewer than characters. Default: GitHub's limit for a comment. */
  readonly longest?: number;
}

/** Tried one after another until the text is short enough. */
const limits: readonly Limits[] = [
  { runs: 20, changed: 40, folded: 40, notes: 20 },
  { runs: 10, changed: 20, folded: 10, notes: 10 },
  { runs: 5, changed: 10, folded: 0, notes: 5 },
  { runs: 1, changed: 5, folded: 0, notes: 3 },
];

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** The heading says the verdict, and of how much. */
function headline({ verdict, runs }: Diff): string {
  if (runs.length === 0) return 'Performance: no run added or changed';
  const all = runs.flatMap(changedMetrics);
  const of = (wanted: DiffMetric['verdict']): number =>
    all.filter((metric) => metric.verdict === wanted).length;
  const [worse, better] = [of('worse'), of('better')];
  const parts = [
    worse > 0 ? `${count(worse, 'figure')} worse` : '',
    better > 0 ? `${count(better, 'figure')} better` : '',
  ].filter((part) => part !== '');
  const missed = runs.flatMap(({ targets }) => targets).filter(({ head }) => head === 'not met').length;
  const targets = missed === 0 ? '' : `; ${count(missed, 'target')} not met`;
  return `Performance: ${parts.length === 0 ? verdictText[verdict] : parts.join(', ')}${targets}`;
}

/** A run's point in one line. */
function point(run: DiffRun): PhrasingContent[] {
  const [first, ...rest] = changedMetrics(run);
  const common = run.common === undefined ? null : commonText(run.common);
  const start: PhrasingContent[] = [name(run.head), plain(common === null ? ': ' : `: ${common} `)];
  if (common !== null && first === undefined) return [...start, ...targetPoint(run)];
  if (first === undefined) {
    const why = run.base === null ? (run.reasons[0] ?? '') : '';
    const told = count(run.metrics.length, 'figure');
    const text = why === '' ? ` for ${told}` : ', there is no baseline';
    return [...start, plain(`${verdictText[run.verdict]}${text}`), ...targetPoint(run)];
  }
  const where: PhrasingContent[] =
    first.endpoint === null && first.scenario === null
      ? []
      : [plain(' of '), name(first.endpoint ?? first.scenario!)];
  const bounds = first.interval === null ? '' : ` (95 % ${intervalText(first)})`;
  const size = `: ${figuresText(first)}, ${sizeText(first)}${bounds}, ${judgementText(first)}`;
  const others = rest.length === 0 ? '' : `; and ${count(rest.length, 'more change')}`;
  return [...start, plain(metricOf(first.metric).label), ...where, plain(size + others), ...targetPoint(run)];
}

/** The targets that are newly missed, else how many are missed. */
function targetPoint(run: DiffRun): PhrasingContent[] {
  const newly = changedTargets(run).filter(({ head }) => head === 'not met');
  if (newly.length > 0) {
    const named = newly.slice(0, 3).flatMap(({ id }, i) => [plain(i === 0 ? ' ' : ', '), name(id)]);
    return [plain('. No longer met:'), ...named, plain(newly.length > 3 ? ' and others.' : '.')];
  }
  const missed = run.targets.filter(({ head }) => head === 'not met').length;
  return [plain(missed === 0 ? '.' : `. Not met: ${count(missed, 'target')}.`)];
}

function pointer({ fullPage }: DiffMarkdownOptions): BlockContent {
  const start = plain('This was cut to fit; all of it: ');
  if (fullPage === undefined)
    return paragraph(start, { type: 'inlineCode', value: commandLine('diff BASE HEAD --json') }, plain('.'));
  return paragraph(
    start,
    { type: 'link', url: fullPage, children: [plain('the full comparison')] },
    plain('.'),
  );
}

/** True where rows are left out at these limits. */
function isCut({ runs }: Diff, limit: Limits): boolean {
  return (
    runs.length > limit.runs ||
    runs.some(
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
  const shown = diff.runs.slice(0, limit.runs);
  const left = diff.runs.length - shown.length;
  const summary: BlockContent[] =
    shown.length === 1
      ? [paragraph(...point(shown[0]!))]
      : shown.length === 0
        ? []
        : [bullets(shown.map((run) => [paragraph(...point(run))]))];
  const sections = shown.flatMap((run): BlockContent[] =>
    shown.length === 1
      ? runSection(run, limit)
      : [{ type: 'heading', depth: 3, children: [name(run.head)] }, ...runSection(run, limit)],
  );
  return [
    heading(2, headline(diff)),
    ...summary,
    ...(left > 0 ? [paragraph(plain(`And ${count(left, 'more run')}.`))] : []),
    ...sections,
    ...(isCut(diff, limit) ? [pointer(options)] : []),
    ...folded('How to read this', [paragraph(plain(method))]),
  ];
}

const method =
  'Worse and better: the change is larger than the noise of the run’s history, after allowing for how many figures are compared, and large enough to matter; so an interval that excludes 0 is not enough alone. Suspected: it rests on one run against one, or on weak evidence. One run against one confirms nothing: how far runs differ by themselves is known from three runs or more. No change shown is not the same as no change.';

/**
 * A diff as GitHub Markdown, made as a syntax tree: names and words from outside cannot break out of their place. The
 * point stands in the first lines; what did not change is folded; the text fits a GitHub comment.
 */
export function diffMarkdown(diff: Diff, options: DiffMarkdownOptions = {}): string {
  const { longest = longestComment } = options;
  const size = (text: string): number => Buffer.byteLength(text, 'utf8');
  for (const limit of limits) {
    const text = printMarkdown(treeOf(diff, options, limit));
    if (size(text) <= longest) return text;
  }
  return printMarkdown([heading(2, headline(diff)), pointer(options)]);
}
