import { at } from '../model/checked.ts';
import { formatValue, formatNumber, noValue } from '../model/text/format.ts';
import { largestBy } from '../model/largest-by.ts';
import type { MemoryCurve } from '../model/run-curves.ts';
import type { MemoryMeasures } from '../model/run-measures.ts';
import type { RunReport } from '../model/run-report.ts';
import type { Chart, Panel, Reading } from './chart.ts';
import { lineRows } from './chart-lines.ts';
import { endLabels, axesOverTime, line, panelSpec, timeAxis, timeSignals, valueAxis } from './parts.ts';
import { rangePanel, rangeSpec } from './ranges.ts';
import * as of from './run-parts.ts';
import { linearScale, timeScale } from './scales.ts';
import { largest, smallest } from '../model/long-lists.ts';
import { thinned } from './timeline-table.ts';

const y = valueAxis('linear');

/** Memory of each operation over time where it was sampled, else before, peak and after. */
export const memoryPattern: Chart = {
  id: 'memory-pattern',
  read: (report) => overTime(report) ?? stages(report),
  spec: (template, size) =>
    template === 'ranges'
      ? rangeSpec(size)
      : panelSpec(
          size,
          [
            line('line', 'var(--line-95)', 1.75, y, { title: 'Memory, MB' }),
            {
              data: { name: 'stages' },
              mark: { type: 'point', filled: true, fill: 'var(--line-50)', size: 34, opacity: 1 },
              encoding: { x: timeAxis, y },
            },
            endLabels(y),
          ],
          timeSignals,
        ),
};

function overTime(report: RunReport): Reading | null {
  const curves = report.measures.memoryCurves
    .filter(({ points }) => points.length >= 3)
    .toSorted((a, b) => deltaOf(report, b) - deltaOf(report, a))
    .slice(0, of.mostPanels);
  if (curves.length === 0) return null;
  const caption = words(curves.flatMap(({ operation }) => rowOf(report, operation)));
  return {
    title: 'Memory over time',
    subtitle: 'in MB, axis from the lowest reading; dots: readings before and after',
    caption,
    alt: `A line of memory for each operation. ${caption}`,
    panels: curves.map((curve) => panel(curve)),
    table: {
      note: curves.some(({ points }) => points.length > 24)
        ? 'A sample of the readings, evenly spaced.'
        : null,
      columns: [
        { label: 'Operation', type: 'text' },
        { label: 'Seconds', type: 'number' },
        { label: 'Memory, MB', type: 'number' },
        { label: 'Phase', type: 'text' },
      ],
      rows: curves.flatMap(({ operation, points }) =>
        thinned(points).map(({ atSeconds, memoryMb, phase }) => [
          operation,
          of.secondsText(atSeconds),
          formatNumber(memoryMb),
          phase?.replace('_', ' ') ?? noValue,
        ]),
      ),
    },
  };
}

/** What an operation retained; operations that retain most come first. */
const deltaOf = (report: RunReport, { operation }: MemoryCurve): number =>
  rowOf(report, operation)[0]?.deltaMb ?? -Infinity;

const rowOf = (report: RunReport, operation: string): MemoryMeasures[] =>
  report.measures.memory.filter((row) => row.operation === operation);

function panel({ operation, points }: MemoryCurve): Panel {
  const scale = linearScale(points.map(({ memoryMb }) => memoryMb));
  const from = smallest(points.map(({ atSeconds }) => atSeconds));
  const x = timeScale(largest(points.map(({ atSeconds }) => atSeconds)) - from, 6);
  const rows = points.map(({ atSeconds, memoryMb, phase }) => ({ t: atSeconds - from, v: memoryMb, phase }));
  const last = at(rows, -1);
  return {
    heading: operation,
    template: 'curve',
    data: {
      line: lineRows(rows),
      stages: rows.filter(({ phase }) => phase !== null && phase !== 'running'),
      ends: [{ t: last.t, v: last.v, label: `${formatNumber(last.v)} MB` }],
    },
    signals: axesOverTime(x, scale),
  };
}

/** Of what was kept, what a forced collection then freed: only the rest is a leak. */
const freedText = ({ gcRecoveredMb }: MemoryMeasures): string =>
  gcRecoveredMb === null || gcRecoveredMb <= 0
    ? ''
    : `, of which a forced collection freed ${formatValue(gcRecoveredMb, 'MB')}`;

/** Names the operation that grows most, and the one that peaks highest. */
function words(rows: readonly MemoryMeasures[]): string {
  const grown = largestBy(rows, ({ deltaMb }) => deltaMb);
  const peak = largestBy(rows, ({ peakMb }) => peakMb);
  const parts = [
    grown !== undefined &&
      ((grown.deltaMb ?? 0) > 0
        ? `${grown.operation} grows most: ${formatValue(grown.deltaMb, 'MB')} more after than before${freedText(grown)}.`
        : 'Memory does not grow during any operation.'),
    peak !== undefined && `${peak.operation} peaks highest, at ${formatValue(peak.peakMb, 'MB')}.`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'Memory readings over time.' : parts.join(' ');
}

function stages(report: RunReport): Reading | null {
  const rows = report.measures.memory.filter(
    ({ baseMb, peakMb, finalMb }) => (baseMb ?? peakMb ?? finalMb) !== null,
  );
  if (rows.length === 0) return null;
  const caption = words(rows);
  const text = (value: number | null): string => (value === null ? noValue : formatNumber(value));
  return {
    title: 'Memory usage',
    subtitle: 'before (dot) to peak, in MB',
    caption,
    alt: `A row for each operation, from memory before to its peak. ${caption}`,
    panels: [
      rangePanel(
        rows.map(({ operation, baseMb, peakMb, finalMb }) => ({
          name: operation,
          dot: baseMb,
          end: peakMb ?? finalMb,
          label: [text(baseMb), text(peakMb ?? finalMb)].join(' – '),
        })),
      ),
    ],
    table: {
      note: null,
      columns: [
        { label: 'Operation', type: 'text' },
        { label: 'Before, MB', type: 'number' },
        { label: 'Peak, MB', type: 'number' },
        { label: 'After, MB', type: 'number' },
        { label: 'Recovered, MB', type: 'number' },
      ],
      rows: rows.map((row) => [
        row.operation,
        text(row.baseMb),
        text(row.peakMb),
        text(row.finalMb),
        text(row.gcRecoveredMb),
      ]),
    },
  };
}
