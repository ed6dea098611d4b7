import { formatValue, formatNumber, noValue } from '../model/text/format.ts';
import type { CpuCurve } from '../model/run-curves.ts';
import type { CpuMeasures } from '../model/run-measures.ts';
import type { RunReport } from '../model/run-report.ts';
import type { Chart, Panel, Reading } from './chart.ts';
import { rangePanel, rangeSpec } from './ranges.ts';
import * as of from './run-parts.ts';
import { largest } from '../model/long-lists.ts';
import { singleLinePanel, singleLineSpec } from './trends/single-line.ts';
import { thinned } from './timeline-table.ts';

/** Processor use over time where it was sampled, else average and peak of each scenario. */
export const cpu: Chart = {
  id: 'cpu',
  read: (report) => overTime(report) ?? averages(report),
  spec: (template, size) =>
    template === 'line'
      ? singleLineSpec(size, 'CPU, %', ['var(--line-95)', 'var(--band-99)'])
      : rangeSpec(size),
};

function overTime(report: RunReport): Reading | null {
  const curves = report.measures.cpuCurves.filter(({ points }) => points.length >= 3).slice(0, of.mostPanels);
  if (curves.length === 0) return null;
  const caption = curves.map((curve) => sentence(report, curve, curves.length)).join(' ');
  return {
    title: 'CPU usage over time',
    subtitle: subtitle(report.measures.cpu),
    caption,
    alt: `A line of processor use over time. ${caption}`,
    panels: curves.map(({ scenario, points }) =>
      singleLinePanel({
        heading: scenario === null ? null : of.panelHeading(report, scenario, curves.length),
        points: points.map(({ atSeconds, percent }) => ({ t: atSeconds, v: percent })),
        untilSeconds: largest(points.map(({ atSeconds }) => atSeconds)),
        endLabel: (value) => `${formatNumber(value)}%`,
        atLeast: 10,
        windows: scenario === null ? [] : of.findingWindows(report, scenario),
        steps:
          scenario === null
            ? []
            : of.loadSteps(report, scenario, largest(points.map(({ atSeconds }) => atSeconds))),
      }),
    ),
    table: {
      note: curves.some(({ points }) => points.length > 24)
        ? 'A sample of the readings, evenly spaced.'
        : null,
      columns: [
        { label: 'Scenario', type: 'text' },
        { label: 'Seconds', type: 'number' },
        { label: 'CPU, %', type: 'number' },
      ],
      rows: curves.flatMap(({ scenario, points }) =>
        thinned(points).map(({ atSeconds, percent }) => [
          of.scenarioName(report, scenario),
          of.secondsText(atSeconds),
          formatNumber(percent),
        ]),
      ),
    },
  };
}

const subtitle = (rows: readonly CpuMeasures[]): string =>
  rows.some(({ scale }) => scale === 'core') ? 'in %, 100% is one core' : 'in %, 100% is all cores';

function sentence(report: RunReport, { scenario, points }: CpuCurve, curves: number): string {
  const peak = points.reduce((a, b) => (b.percent > a.percent ? b : a));
  const row = report.measures.cpu.find((one) => one.scenario === scenario);
  const lead = curves > 1 ? `${of.scenarioName(report, scenario)}: ` : '';
  const average =
    row?.averagePercent == null ? '' : `${formatValue(row.averagePercent, 'percent')} on average, `;
  const text = `${average}at most ${formatValue(peak.percent, 'percent')}.`;
  return lead === '' ? text.charAt(0).toUpperCase() + text.slice(1) : lead + text;
}

function averages(report: RunReport): Reading | null {
  const rows = report.measures.cpu.filter((row) => row.averagePercent !== null || row.peakPercent !== null);
  if (rows.length === 0) return null;
  const mostOf = ({ peakPercent, averagePercent }: CpuMeasures): number => peakPercent ?? averagePercent ?? 0;
  const busiest = rows.reduce((a, b) => (mostOf(b) > mostOf(a) ? b : a));
  const caption = `${of.scenarioName(report, busiest.scenario)} uses most: ${[
    busiest.averagePercent !== null && `${formatValue(busiest.averagePercent, 'percent')} on average`,
    busiest.peakPercent !== null && `${formatValue(busiest.peakPercent, 'percent')} at its peak`,
  ]
    .filter((part) => part !== false)
    .join(', ')}.`;
  const panel: Panel = rangePanel(
    rows.map((row) => ({
      name: of.scenarioName(report, row.scenario),
      dot: row.averagePercent,
      end: row.peakPercent,
      label: [row.averagePercent, row.peakPercent]
        .map((value) => (value === null ? noValue : formatNumber(value)))
        .join(' – '),
    })),
  );
  return {
    title: 'CPU usage',
    subtitle: `average (dot) to peak, ${subtitle(report.measures.cpu)}`,
    caption,
    alt: `A row for each scenario, from average to peak. ${caption}`,
    panels: [panel],
    table: {
      note: null,
      columns: [
        { label: 'Scenario', type: 'text' },
        { label: 'Average, %', type: 'number' },
        { label: 'Peak, %', type: 'number' },
      ],
      rows: rows.map((row) => [
        of.scenarioName(report, row.scenario),
        row.averagePercent === null ? noValue : formatNumber(row.averagePercent),
        row.peakPercent === null ? noValue : formatNumber(row.peakPercent),
      ]),
    },
  };
}
