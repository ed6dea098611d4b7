import type { Noise } from '../model/documents/noise-document.ts';
import { alarmsText, noiseHeads, noiseRows } from '../report/words/noise-words.ts';
import { largest } from '../model/long-lists.ts';

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = noiseHeads.map((_, column) => largest(rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return rows.map((row) => `${line(row)}\n`).join('');
}

const legend = `Repeats, Sessions and Run effect are spreads (standard deviations) as a share of the value.
The other columns are the smallest change found in 80% of cases by so many runs or pairs. A dash: not known yet.`;

/** The noise of a project as a table for a terminal. */
export function noiseText({ metrics, aa }: Noise): string {
  if (metrics.length === 0) return 'No run on the main line has metrics to compare yet.\n';
  return `${aligned([noiseHeads, ...noiseRows(metrics)])}\n${legend}\n\n${alarmsText(aa)}\n`;
}
