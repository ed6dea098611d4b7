import { formatChange, formatNumber } from '../model/text/format.ts';
import { nounsOf } from '../model/run-kind.ts';
import type { DistributionShift, RunReport } from '../model/run-report.ts';
import { placeTextOf } from '../report/words/place-text.ts';
import { shiftSentence } from '../report/words/shift-text.ts';
import type { Chart, Panel } from './chart.ts';
import { labelledAxis, panelSpec, stretchTail, valueAxis } from './parts.ts';
import { linearScale } from './scales.ts';
import { largest, smallest } from '../model/long-lists.ts';

const y = valueAxis('linear');
const x = labelledAxis(
  'x',
  "datum.value < 0.2 ? 'p10' : datum.value < 0.5 ? 'p50' : datum.value < 1.1 ? 'p90' : datum.value < 1.5 ? 'p95' : 'p99'",
);

const ticks = [0.1, 0.5, 0.9, 0.95, 0.99].map(stretchTail);

/** Quantile by quantile, how much slower this run is than its baseline, with a band. */
export const distributionShift: Chart = {
  id: 'distribution-shift',
  read(report) {
    const shifts = report.context.shifts ?? [];
    if (shifts.length === 0) return null;
    const placeText = placeTextOf(report.measures);
    const caption = shifts.map((shift) => `${placeText(shift)}: ${shiftSentence(shift)}.`).join(' ');
    return {
      title: `Change of ${nounsOf(report.measures.kind).times.toLowerCase()} by percentile`,
      subtitle: 'percent against the baseline, with a 95% band; the line at 0 is no change',
      caption,
      alt: `One curve for each endpoint whose distribution changed its shape. ${caption}`,
      panels: shifts.map((shift) => panel(report, shift, shifts.length)),
      table: {
        note: null,
        columns: [
          { label: nounsOf(report.measures.kind).subjectHead, type: 'text' },
          { label: 'Percentile', type: 'number' },
          { label: 'Change', type: 'number' },
          { label: 'Band, %', type: 'number' },
        ],
        rows: shifts.flatMap((shift) =>
          shift.quantiles.map(({ share, relative, interval }) => [
            placeText(shift),
            formatNumber(100 * share),
            formatChange(relative),
            `${formatNumber(100 * interval.lower)} to ${formatNumber(100 * interval.upper)}`,
          ]),
        ),
      },
    };
  },
  spec: (_, size) =>
    panelSpec(
      size,
      [
        {
          data: { name: 'band' },
          mark: { type: 'area', fill: 'var(--band-99)', fillOpacity: 1 },
          encoding: { x, y, y2: { field: 'v2' } },
        },
        {
          data: { name: 'none' },
          mark: { type: 'line', stroke: 'var(--ink-3)', strokeWidth: 1 },
          encoding: { x, y },
        },
        {
          data: { name: 'shift' },
          mark: { type: 'line', stroke: 'var(--line-50)', strokeWidth: 2.25 },
          encoding: { x, y },
        },
      ],
      { xDomain: [0, 2], xTicks: [0], yDomain: [-1, 1], yTicks: [0] },
    ),
};

function panel(report: RunReport, shift: DistributionShift, panels: number): Panel {
  const rows = shift.quantiles.map(({ share, relative, interval }) => ({
    x: stretchTail(share),
    v: 100 * relative,
    lower: 100 * interval.lower,
    upper: 100 * interval.upper,
  }));
  const scale = linearScale([0, ...rows.flatMap(({ lower, upper }) => [lower, upper])]);
  const xs = rows.map((row) => row.x);
  const domain = [smallest(xs), largest(xs)];
  return {
    heading: panels === 1 ? null : placeTextOf(report.measures)(shift),
    template: 'shift',
    data: {
      band: rows.map((row) => ({ x: row.x, v: row.upper, v2: row.lower })),
      none: domain.map((end) => ({ x: end, v: 0 })),
      shift: rows.map((row) => ({ x: row.x, v: row.v })),
    },
    signals: {
      xDomain: domain,
      xTicks: ticks.filter((tick) => tick <= largest(xs) + 0.001),
      yDomain: scale.domain,
      yTicks: scale.ticks,
    },
  };
}
