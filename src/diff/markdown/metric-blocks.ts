import type { BlockContent, PhrasingContent } from 'mdast';
import type { DiffMetric, DiffRun } from '../../model/documents/diff.ts';
import { intervalNote } from '../../model/text/interval-note.ts';
import { shortMetric } from '../../model/text/short-metric.ts';
import { markOf } from '../../model/text/verdict-wording.ts';
import { rowAdvice, rowEvidence } from '../../report/diff-metric.ts';
import { paragraph, plain } from '../../report/markdown/nodes.ts';
import { tableOf, type Cell } from './cell-table.ts';
import { name, words } from './foreign.ts';
import { isOfUnnamed } from './lead.ts';
import { judgementText, intervalText, sizeText, valuesText } from './metric-text.ts';

/** "`pay` p95, `checkout`": what changed, as the first lines of the comment call it, and the scenario if there are several. */
function nameOfMetric(metric: DiffMetric, isOfOne: boolean): Cell {
  const { endpoint, scenario } = metric;
  const what = shortMetric(metric);
  return [
    ...(endpoint === null || endpoint === '*' ? [plain(what)] : [name(endpoint), plain(` ${what}`)]),
    ...(isOfOne || scenario === null ? [] : [plain(', '), name(scenario)]),
  ];
}

/** "▲ regression, △ possible regression": what the marks of a table mean; null if one mark has several meanings. */
function legendText(metrics: readonly DiffMetric[]): string | null {
  const meanings = new Set(metrics.map((metric) => `${markOf(metric)} ${judgementText(metric)}`));
  return meanings.size > new Set(metrics.map(markOf)).size ? null : [...meanings].join(', ');
}

/** The verdict of a row beyond its mark: how to settle it. */
const adviceOf = (metric: DiffMetric): string | null =>
  rowAdvice(metric.settle, metric.largestUnconfirmed === true) ?? null;

/** "32 runs in 5 sessions", "6 runs against 6": the evidence in a narrow column. */
const evidenceOf = (metric: DiffMetric): string =>
  rowEvidence(metric)
    .replace(/^history of /, '')
    .replace(/, made in .*$/, '');

/** A column of some tables. */
interface Column {
  readonly head: string;
  readonly print: (metric: DiffMetric) => Cell;
}

/**
 * A table of metrics, narrow enough for a comment. A phone shows its first columns: the mark, the metric and the change.
 * The evidence is a column if it differs between rows, else one sentence below.
 */
export function metricBlocks(run: DiffRun, metrics: readonly DiffMetric[]): BlockContent[] {
  const isOfOne = isOfUnnamed(run);
  const bases = new Set(metrics.map(({ basis }) => basis));
  const legend = legendText(metrics);
  const columns: Column[] = [
    ...(legend === null ? [{ head: 'Verdict', print: judgementText }] : []),
    ...(metrics.some((metric) => adviceOf(metric) !== null)
      ? [{ head: 'What would settle it', print: (metric: DiffMetric) => adviceOf(metric) ?? '' }]
      : []),
    ...(bases.size > 1
      ? [{ head: 'Evidence', print: (metric: DiffMetric) => words(evidenceOf(metric)) }]
      : []),
  ];
  const table = tableOf(
    ['', 'Metric', 'Change', 'Base → head', '95% interval', ...columns.map(({ head }) => head)],
    [false, false, true, true, true, ...columns.map(() => false)],
    metrics.map((metric) => [
      markOf(metric),
      nameOfMetric(metric, isOfOne),
      sizeText(metric),
      valuesText(metric),
      intervalText(metric),
      ...columns.map(({ print }) => print(metric)),
    ]),
  );
  const note = intervalNote(metrics);
  const notes: PhrasingContent[][] = [
    ...(legend === null ? [] : [[plain(`${legend}.`)]]),
    ...(bases.size === 1 ? [[plain('Evidence: '), ...[...bases].map(words), plain('.')]] : []),
  ];
  return [
    table,
    ...(notes.length === 0
      ? []
      : [paragraph(...notes.flatMap((one, i) => (i === 0 ? one : [plain(' '), ...one])))]),
    ...(note === null ? [] : [paragraph(plain(note))]),
  ];
}
