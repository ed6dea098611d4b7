import type { BlockContent, PhrasingContent, RootContent } from 'mdast';
import { commandLine } from '../../model/command-line.ts';
import { counted } from '../../model/counted.ts';
import type { Diff, DiffRun } from '../../model/diff.ts';
import { metricOf } from '../../model/metrics.ts';
import { changeCounts } from '../../model/verdict-wording.ts';
import { bullets, heading, paragraph, plain } from '../../report/markdown/nodes.ts';
import { printMarkdown } from '../../report/markdown/printer.ts';
import { changedMetrics, changedTargets } from '../changed.ts';
import { commonText } from '../../report/common-text.ts';
import { name } from './foreign.ts';
import { valuesText, intervalText, judgementText, sizeText, verdictText } from './metric-text.ts';
import { rulesSection } from './rules-section.ts';
import { folded, runSection, type Limits } from './run-section.ts';

/** GitHub rejects longer comments. */
export const longestComment = 65_536;

/** Options of `diffMarkdown`. */
export interface DiffMarkdownOptions {
  /** Address of the full comparison; without it, a shortened diff names the command that prints it. */
  readonly fullPage?: string | undefined;
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

/** The heading: how many changes and missed targets there are. */
function headline({ verdict, runs, rules = [] }: Diff): string {
  if (runs.length === 0)
    return `Performance: ${rules.length > 0 ? 'rules changed, ' : ''}no run added or changed`;
  const changes = changeCounts(runs.flatMap(changedMetrics));
  const missed = runs.flatMap(({ targets }) => targets).filter(({ head }) => head === 'not met').length;
  const targets = missed === 0 ? '' : `; ${count(missed, 'target')} not met`;
  return `Performance: ${changes === '' ? verdictText[verdict] : changes}${targets}`;
}

/** The main result of a run in one line. */
function point(run: DiffRun): PhrasingContent[] {
  const [first, ...rest] = changedMetrics(run);
  const common = run.common === undefined ? null : commonText(run.common);
  const start: PhrasingContent[] = [name(run.head), plain(common === null ? ': ' : `: ${common} `)];
  if (common !== null && first === undefined) return [...start, ...targetPoint(run)];
  if (first === undefined) {
    const why = run.base === null ? (run.reasons[0] ?? '') : '';
    const text = why === '' ? ` in ${count(run.metrics.length, 'metric')}` : ' (no baseline)';
    return [...start, plain(`${verdictText[run.verdict]}${text}`), ...targetPoint(run)];
  }
  const where: PhrasingContent[] =
    first.endpoint === null && first.scenario === null
      ? []
      : [plain(' of '), name(first.endpoint ?? first.scenario ?? '')];
  const bounds = first.interval === null ? '' : ` (95% interval ${intervalText(first)})`;
  const size = `: ${valuesText(first)}, ${sizeText(first)}${bounds}, ${judgementText(first)}`;
  const others = rest.length === 0 ? '' : `; and ${count(rest.length, 'more change')}`;
  return [...start, plain(metricOf(first.metric).label), ...where, plain(size + others), ...targetPoint(run)];
}

/** The targets that are no longer met, or else the number of targets not met. */
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
  const start = plain('Shortened to fit. Full comparison: ');
  if (fullPage === undefined)
    return paragraph(start, { type: 'inlineCode', value: commandLine('diff BASE HEAD --json') }, plain('.'));
  return paragraph(
    start,
    { type: 'link', url: fullPage, children: [plain('all metrics and findings')] },
    plain('.'),
  );
}

/** True if these limits leave rows out. */
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
      ? [paragraph(...shown.flatMap(point))]
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
    ...rulesSection(diff),
    ...summary,
    ...(left > 0 ? [paragraph(plain(`And ${count(left, 'more run')}.`))] : []),
    ...sections,
    ...(isCut(diff, limit) ? [pointer(options)] : []),
    ...folded('How to read this', [paragraph(plain(method))]),
  ];
}

const method =
  'A regression or an improvement is a change that is larger than the noise of the run’s history, after allowing for the number of metrics compared, and large enough to matter. An interval that excludes 0 is not enough by itself. A possible change rests on weak evidence, such as one run compared with one. One run against one confirms nothing: it takes at least three runs to estimate how much runs vary. “No change detected” does not prove that nothing changed.';

/**
 * A diff as GitHub Markdown, built as a syntax tree, so that names and text from outside cannot inject markup. The main
 * result comes first, unchanged metrics are folded, and the text fits a GitHub comment.
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
