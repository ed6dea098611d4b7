import type { BlockContent, PhrasingContent, Table, TableCell } from 'mdast';
import type { DiffMetric, DiffNote, DiffRun } from '../../model/diff.ts';
import { formatChange, noValue } from '../../model/format.ts';
import { metricOf } from '../../model/metrics.ts';
import { bullets, paragraph, plain } from '../../report/markdown/nodes.ts';
import { changedMetrics, notableTargets } from '../changed.ts';
import { wordsName } from '../words-name.ts';
import { name, words } from './foreign.ts';
import { figuresText, intervalText, judgementText, sizeText } from './metric-text.ts';

/** How many rows of each kind are printed at most. */
export interface Limits {
  readonly runs: number;
  readonly changed: number;
  readonly folded: number;
  readonly notes: number;
}

type Cell = PhrasingContent | string;

function tableOf(heads: readonly string[], isNumeric: readonly boolean[], rows: readonly Cell[][]): Table {
  const cell = (content: Cell): TableCell => ({
    type: 'tableCell',
    children: [typeof content === 'string' ? plain(content) : content],
  });
  return {
    type: 'table',
    align: isNumeric.map((numeric) => (numeric ? 'right' : 'left')),
    children: [heads, ...rows].map((cells) => ({ type: 'tableRow', children: cells.map(cell) })),
  };
}

const more = (left: number): BlockContent[] => (left > 0 ? [paragraph(plain(`And ${left} more.`))] : []);

/** A list or table cut to its first entries, and how many are left out. */
function capped<T>(
  items: readonly T[],
  limit: number,
  print: (shown: readonly T[]) => BlockContent[],
): BlockContent[] {
  const shown = items.slice(0, limit);
  return [...(shown.length === 0 ? [] : print(shown)), ...more(items.length - shown.length)];
}

/** Blocks that a reader opens. The summary is ours and plain: names from outside never stand in HTML. */
export const folded = (summary: string, blocks: readonly BlockContent[]): BlockContent[] =>
  blocks.length === 0
    ? []
    : [
        { type: 'html', value: `<details><summary>${summary}</summary>` },
        ...blocks,
        { type: 'html', value: '</details>' },
      ];

const titled = (title: string, blocks: readonly BlockContent[]): BlockContent[] =>
  blocks.length === 0 ? [] : [paragraph({ type: 'strong', children: [plain(title)] }), ...blocks];

/** Endpoint and scenario as cells; what a figure has not is left empty. */
const place = ({ scenario, endpoint }: DiffMetric): Cell[] => [
  endpoint === null ? 'all' : name(endpoint),
  scenario === null ? '' : name(scenario),
];

/** What the verdicts of a table rest on: a column where that differs, else one sentence. */
function metricBlocks(metrics: readonly DiffMetric[]): BlockContent[] {
  const bases = new Set(metrics.map(({ basis }) => basis));
  const basis = bases.size === 1 ? [] : [(metric: DiffMetric): Cell => words(metric.basis)];
  const table = tableOf(
    [
      'Metric',
      'Of',
      'Scenario',
      'Base → head',
      'Change',
      '95 % interval',
      'Verdict',
      ...basis.map(() => 'Rests on'),
    ],
    [false, false, false, true, true, true, false, ...basis.map(() => false)],
    metrics.map((metric) => [
      metricOf(metric.metric).label,
      ...place(metric),
      figuresText(metric),
      sizeText(metric),
      intervalText(metric),
      metric.settle === undefined ? judgementText(metric) : `${judgementText(metric)}; ${metric.settle}`,
      ...basis.map((print) => print(metric)),
    ]),
  );
  return [
    table,
    ...(bases.size === 1 ? [paragraph(plain('Rests on: '), words([...bases][0]!), plain('.'))] : []),
  ];
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

function foldedMetrics({ metrics }: DiffRun, limit: number): BlockContent[] {
  const calm = metrics.filter(({ verdict }) => verdict === 'same' || verdict === 'no-change-shown');
  const unsure = metrics.filter(({ verdict }) => verdict === 'cannot-tell');
  const print = (some: readonly DiffMetric[]): BlockContent[] => capped(some, limit, metricBlocks);
  return [
    ...folded(`${count(calm.length, 'figure')} without a shown change`, print(calm)),
    ...folded(`${count(unsure.length, 'figure')} that cannot be told`, print(unsure)),
  ];
}

function targetBlocks(run: DiffRun, limit: number): BlockContent[] {
  const rows = capped(notableTargets(run), limit, (targets) => [
    tableOf(
      ['Target', 'Base', 'Head', 'Margin'],
      [false, false, false, true],
      targets.map(({ id, base, head, margin }) => [
        name(id),
        base ?? noValue,
        head ?? noValue,
        margin === null ? noValue : formatChange(margin),
      ]),
    ),
  ]);
  return titled('Targets not met, and targets that changed state', rows);
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
  nameOf: (id: string) => string = (id) => id,
): BlockContent[] {
  const list = capped(notes, limit, (shown) => [
    bullets(
      shown.map(({ id, text }) => [
        paragraph(name(nameOf(id)), plain(': '), text === '' ? plain('no longer said') : words(text)),
      ]),
    ),
  ]);
  return titled(title, list);
}

const wordBlocks = (words: readonly DiffNote[], limit: number): BlockContent[] =>
  noteBlocks('Words that are new or differ', words, limit, wordsName);

/** Why this baseline and how far the two may be compared. */
function footing({ base, comparable, reasons }: DiffRun): BlockContent {
  const against: PhrasingContent[] =
    base === null
      ? [plain('No baseline')]
      : [plain(comparable ? 'Against ' : 'Not comparable with '), name(base)];
  const why = reasons.slice(0, 12).map((reason) => words(reason));
  return paragraph(
    ...against,
    ...why.flatMap((reason, i): PhrasingContent[] => [plain(i === 0 ? ': ' : '; '), reason]),
    plain('.'),
  );
}

/** Everything about one run, what matters first. */
export function runSection(run: DiffRun, limits: Limits): BlockContent[] {
  const changed = capped(changedMetrics(run), limits.changed, metricBlocks);
  return [
    footing(run),
    ...targetBlocks(run, limits.notes),
    ...titled('What changed', changed),
    ...foldedMetrics(run, limits.folded),
    ...configurationBlocks(run, limits.notes),
    ...noteBlocks('New findings', run.findings.new, limits.notes),
    ...noteBlocks('Findings that are gone', run.findings.gone, limits.notes),
    ...noteBlocks('Recommendations followed up', run.recommendations, limits.notes),
    ...folded('What people wrote', wordBlocks(run.words, limits.notes)),
  ];
}
