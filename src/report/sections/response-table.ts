import { nounsOf } from '../../model/run-kind.ts';
import type { ResponseRow } from '../../model/run-measures.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { TableBlock } from '../../model/section.ts';
import { counted } from '../../model/text/counted.ts';
import { responseCells } from './response-cells.ts';
import { columns, layoutOf } from './response-layout.ts';
import { estimatorNote, pictureNote, spreadNote } from './response-notes.ts';

/** Rows shown at once; a longer table folds the faster ones away. */
const openRows = 25;

/** Slowest 95th percentile first; where there is none, slowest mean. */
export const slowness = ({ latencyMs }: ResponseRow): number => latencyMs?.p95 ?? latencyMs?.mean ?? -1;

/** Benchmarks: slowest median first, as in the heading; where there is none, slowest mean. */
const typicalTime = ({ latencyMs }: ResponseRow): number => latencyMs?.p50 ?? latencyMs?.mean ?? -1;

/** A table of response times: numbers, their change, and where they lie. */
export function responseTable(
  id: string,
  caption: string,
  all: readonly ResponseRow[],
  report: RunReport,
): TableBlock {
  const layout = layoutOf(report, all);
  const by = report.measures.kind === 'benchmark' ? typicalTime : slowness;
  const sorted = all.toSorted((a, b) => by(b) - by(a));
  const shown = (rows: readonly ResponseRow[]): TableBlock['rows'] =>
    inGroups(rows).map((row) => responseCells(row, layout));
  const folded = shown(sorted.slice(openRows));
  return {
    kind: 'table',
    id,
    caption,
    columns: columns(layout),
    rows: shown(sorted.slice(0, openRows)),
    isStacked: true,
    hasRowLinks: true,
    ...(folded.length === 0
      ? {}
      : {
          folded: {
            summary: `${counted(folded.length, nounsOf(report.measures.kind).subject)} more`,
            rows: folded,
          },
        }),
    note: [spreadNote(layout), estimatorNote(all)].filter((text) => text !== '').join(' '),
    pictureNote: pictureNote(layout),
  };
}

/** Endpoints of one scenario stand together, the scenario with the slowest of all first. */
function inGroups(sorted: readonly ResponseRow[]): ResponseRow[] {
  return [...Map.groupBy(sorted, ({ scenario }) => scenario).values()].flat();
}
