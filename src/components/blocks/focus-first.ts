import type { RenderedChart } from '../../charts/chart.ts';
import { scenarioName } from '../../charts/run-parts.ts';
import type { RunReport } from '../../model/run-report.ts';
import { reportHead } from '../../report/report-head.ts';

/** A chart of several scenarios, first the one that the head of the report speaks of. */
export function focusFirst(chart: RenderedChart, report: RunReport): RenderedChart {
  const { focus } = reportHead(report);
  if (focus === null) return chart;
  const name = scenarioName(report, focus);
  const first = chart.panels.filter(({ heading }) => heading === name);
  return { ...chart, panels: [...first, ...chart.panels.filter((panel) => !first.includes(panel))] };
}
