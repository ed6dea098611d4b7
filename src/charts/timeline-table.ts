import type { Timeline, TimelinePoint } from '../model/run-curves.ts';
import type { RunReport } from '../model/run-report.ts';
import type { ChartTable } from './chart.ts';
import { scenarioName, secondsText } from './run-parts.ts';

/** A column of values over time. */
export interface TimelineColumn {
  readonly label: string;
  readonly of: (point: TimelinePoint) => string;
}

/** A page shows no more rows of a scenario than this; the run's JSON has them all. */
const mostRows = 6;

/** Evenly spaced rows, the first among them. */
export const thinned = <T>(rows: readonly T[], most = mostRows): readonly T[] => {
  const every = Math.ceil(rows.length / most);
  return every <= 1 ? rows : rows.filter((_, i) => i % every === 0);
};

/** The table of charts over time: a row per stretch, thinned where there are many. */
export function timelineTable(
  report: RunReport,
  timelines: readonly Timeline[],
  columns: readonly TimelineColumn[],
): ChartTable {
  const showScenario = report.measures.scenarios.length > 1;
  const isThinned = timelines.some(({ points }) => points.length > mostRows);
  return {
    note: isThinned
      ? 'A sample of the time slices, evenly spaced. The JSON of this run contains all of them.'
      : null,
    columns: [
      ...(showScenario ? [{ label: 'Scenario', type: 'text' as const }] : []),
      { label: 'From, s', type: 'number' },
      ...columns.map(({ label }) => ({ label, type: 'number' as const })),
    ],
    rows: timelines.flatMap(({ scenario, points }) =>
      thinned(points).map((point) => [
        ...(showScenario ? [scenarioName(report, scenario)] : []),
        secondsText(point.atSeconds),
        ...columns.map((column) => column.of(point)),
      ]),
    ),
  };
}
