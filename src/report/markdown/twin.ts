import type { BlockContent, RootContent } from 'mdast';
import { formatMoment } from '../../model/text/format.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { Block, Cell, GalleryBlock, Section, TableBlock } from '../../model/section.ts';
import type { LayoutPart } from '../mdx/layout.ts';
import { visit } from '../mdx/parse-mdx.ts';
import { valueText } from '../mdx/named-value.ts';
import { headline } from '../words/headline.ts';
import { inShort } from '../words/in-short.ts';
import { shortLayout } from '../retention.ts';
import { bullets, heading, paragraph, parseMarkdown, plain, strong } from './nodes.ts';
import { printMarkdown } from './printer.ts';
import { table } from './table.ts';

/** Title and caption of a chart, for readers who cannot see it. */
export type ChartText = (chart: string) => { readonly title: string; readonly caption: string } | null;

/** The Markdown twin of a report: the same sections, tables and findings, deterministic to the byte. */
export function twinMarkdown(
  report: RunReport,
  sections: readonly Section[],
  layout: readonly LayoutPart[],
  chartText: ChartText,
): string {
  const byId = new Map(sections.map((section) => [section.id, section]));
  const { measures } = report;
  const facts = [
    `Run ${report.id}`,
    measures.startedAt === null ? 'date not recorded' : formatMoment(measures.startedAt),
    ...(measures.manifest.version === undefined ? [] : [`version ${measures.manifest.version}`]),
    ...(measures.manifest.commit === undefined ? [] : [`commit ${measures.manifest.commit}`]),
  ];
  const body = layout.flatMap((part): RootContent[] => {
    const words = proseNodes(part.nodes, report);
    if (part.kind === 'prose') return words;
    // A run of benchmarks has no sections about load; what people wrote there stays.
    const section = byId.get(part.id);
    if (section === undefined) return words;
    return [
      heading(2, section.heading),
      ...words,
      ...section.blocks.flatMap((block) => blockNodes(block, chartText)),
    ];
  });
  return printMarkdown([
    heading(1, headline(report)),
    paragraph(plain(facts.join(' · '))),
    // A retired report has only its verdict and key numbers.
    ...(layout === shortLayout ? [] : shortNodes(report)),
    ...body,
  ]);
}

/** The summary in short answers; empty without any. */
function shortNodes(report: RunReport): BlockContent[] {
  const answers = inShort(report);
  if (answers.length === 0) return [];
  const lines = answers.map(({ label, text }) => [paragraph(strong(`${label}:`), plain(` ${text}`))]);
  return [paragraph(strong('In short')), bullets(lines)];
}

/** Prose with its components replaced by their output. */
function proseNodes(nodes: readonly RootContent[], report: RunReport): RootContent[] {
  const copy = structuredClone(nodes) as RootContent[];
  const root = { type: 'root' as const, children: copy };
  visit(root, (node) => {
    if ('children' in node)
      node.children = (node.children as RootContent[]).flatMap((child) => printed(child, report));
  });
  return root.children;
}

function printed(node: RootContent, report: RunReport): RootContent[] {
  if (node.type !== 'mdxJsxTextElement' && node.type !== 'mdxJsxFlowElement') return [node];
  if (node.name !== 'Value') return node.children;
  const props = Object.fromEntries(
    node.attributes.flatMap((one) =>
      one.type === 'mdxJsxAttribute' && typeof one.value === 'string' ? [[one.name, one.value]] : [],
    ),
  ) as { metric: string; scenario?: string; endpoint?: string };
  const shown = valueText(report.measures.metricValues, props);
  const text = plain('error' in shown ? '–' : shown.text);
  return [node.type === 'mdxJsxFlowElement' ? paragraph(text) : text];
}

/** Blocks in their order; items that follow each other are one list. */
function blocksNodes(blocks: readonly Block[], chartText: ChartText): BlockContent[] {
  const nodes = blocks.flatMap((block) => blockNodes(block, chartText));
  return nodes.reduce<BlockContent[]>((joined, node) => {
    const last = joined.at(-1);
    if (last?.type !== 'list' || node.type !== 'list') return [...joined, node];
    return [...joined.slice(0, -1), { ...last, children: [...last.children, ...node.children] }];
  }, []);
}

function blockNodes(block: Block, chartText: ChartText): BlockContent[] {
  switch (block.kind) {
    case 'text':
      return [paragraph(plain(block.text))];
    case 'commentary':
      return parseMarkdown(block.markdown);
    case 'heading':
      return [heading(3, block.text)];
    case 'empty':
      return [paragraph(plain(`${block.text} ${block.hint}`))];
    case 'facts':
      return [
        table(
          ['', ''],
          [false, false],
          block.facts.map(({ label, value }) => [label, cellText(value)]),
        ),
      ];
    case 'table':
      return tableNodes(block);
    case 'item':
      return [bullets([itemNodes(block)])];
    case 'figure': {
      const words = chartText(block.chart);
      return words === null
        ? []
        : [paragraph(strong(`Chart: ${words.title}.`), plain(` ${block.caption ?? words.caption}`))];
    }
    case 'beside':
      return [...blocksNodes(block.main, chartText), ...blocksNodes(block.side, chartText)];
    case 'gallery':
      return galleryNodes(block, chartText);
    case 'image':
      return [paragraph(strong('Image:'), plain(` ${block.label}`))];
    case 'fold':
      return [heading(4, block.summary), ...blocksNodes(block.blocks, chartText)];
  }
}

/** The charts by name; their captions stand in their own sections, unless the author wrote one. */
function galleryNodes({ charts }: GalleryBlock, chartText: ChartText): BlockContent[] {
  const lines = charts.flatMap(({ chart, caption }) => {
    const words = chartText(chart);
    return words === null
      ? []
      : [[paragraph(strong(words.title), plain(caption === null ? '' : `: ${caption}`))]];
  });
  return lines.length === 0 ? [] : [bullets(lines)];
}

const cellText = ({ text, note }: Cell): string => (note === undefined ? text : `${text} (${note})`);

function tableNodes({ caption, columns: all, rows, folded, note }: TableBlock): BlockContent[] {
  const columns = all.filter(({ scale, isPicture }) => scale === undefined && isPicture !== true);
  const heads = columns.map(({ label, unit }) => (unit === undefined ? label : `${label} (${unit})`));
  const listed = [...rows, ...(folded?.rows ?? [])];
  // A page prints the shown rows and the folded ones by group. Here both are one table, so each group has all of its rows.
  const group = columns.find(({ groups }) => groups === true);
  const grouped =
    group === undefined ? listed : [...Map.groupBy(listed, (row) => row[group.key]?.text).values()].flat();
  const cells = grouped.map((row) =>
    columns.map(({ key }) => (row[key] === undefined ? '' : cellText(row[key]))),
  );
  return [
    paragraph(strong(caption)),
    ...(cells.length === 0
      ? []
      : [
          table(
            heads,
            columns.map(({ type }) => type === 'number'),
            cells,
          ),
        ]),
    ...(note === undefined || note === '' ? [] : [paragraph(plain(note))]),
  ];
}

function itemNodes({ title, mark, facts, paragraphs }: Extract<Block, { kind: 'item' }>): BlockContent[] {
  const lines = facts.map(({ label, value }) => paragraph(plain(`${label}: ${value}`)));
  const first = paragraph(...(mark === null ? [] : [strong(mark.text), plain(': ')]), plain(title));
  const below = lines.length === 0 ? [] : [bullets(lines.map((line) => [line]))];
  return [first, ...below, ...paragraphs.flatMap(parseMarkdown)];
}
