import type { ChartDrawer } from '../charts/vega/chart-drawer.ts';
import type { Section } from '../model/section.ts';
import type { RunReport } from '../model/run-report.ts';
import { chartsOfBlocks } from '../report/charts-of-blocks.ts';
import { reportHead } from '../report/words/report-head.ts';
import type { Workspace } from './workspace.ts';

/** Draws what the page of a report shows: the drawings stay in the cache, where the page finds them. */
async function drawCharts(
  charts: ChartDrawer,
  report: RunReport,
  sections: readonly Section[],
): Promise<void> {
  const focus = { scenario: reportHead(report).focus };
  for (const size of ['wide', 'standard'] as const)
    if ((await charts.render('latency-over-time', report, { size, focus })) === null)
      await charts.render('response-distribution', report, { size, focus });
  for (const { chart } of sections.flatMap(({ blocks }) => chartsOfBlocks(blocks)))
    await charts.render(chart, report);
}

/** What is dear of a report's page and twin, made ahead of them: the Markdown, and the charts with it. */
export async function makeReportParts(report: RunReport, workspace: Workspace): Promise<void> {
  if (!workspace.isRetired(report)) await drawCharts(workspace.charts, report, workspace.sections(report));
  await workspace.cachedMarkdown(report).make();
}
