import type { RenderedChart } from '../../../charts/chart.ts';
import { chosenScenarios, scenarioName } from '../../../charts/run-parts.ts';
import type { RunReport } from '../../../model/run-report.ts';
import { reportHead } from '../../../report/words/report-head.ts';

/**
 * A chart of several scenarios, first the one that the head of the report shows. Panels of anything else, such as
 * operations that have the name of a scenario, stay in their order.
 */
export function focusFirst(chart: RenderedChart, report: RunReport): RenderedChart {
  const headings = new Set(chart.panels.map(({ heading }) => heading));
  const names = new Set(report.measures.scenarios.map(({ id }) => scenarioName(report, id)));
  if (![...headings].every((heading) => heading !== null && names.has(heading))) return chart;
  const isShown = (id: string): boolean => headings.has(scenarioName(report, id));
  const [focus] = chosenScenarios(report, isShown, { scenario: reportHead(report).focus });
  if (focus === undefined) return chart;
  const name = scenarioName(report, focus);
  const first = chart.panels.filter(({ heading }) => heading === name);
  return { ...chart, panels: [...first, ...chart.panels.filter((panel) => !first.includes(panel))] };
}
