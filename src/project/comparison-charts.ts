import type { RenderedChart } from '../charts/chart.ts';
import { pairCharts } from '../charts/pairs/pair-registry.ts';
import type { DiffRun } from '../model/documents/diff.ts';
import { diffOf, type ReadyComparison } from './comparisons.ts';
import type { Workspace } from './workspace.ts';

/** The charts of two runs over one another, without those that have nothing to draw. */
export async function comparisonCharts(
  { base, head }: ReadyComparison,
  { metrics }: DiffRun,
  { charts }: Workspace,
): Promise<RenderedChart[]> {
  const drawn = await Promise.all(
    pairCharts.map((chart) => charts.renderPair(chart, { base, head, changes: metrics })),
  );
  return drawn.filter((chart) => chart !== null);
}

/** Draws the charts of a comparison ahead of its page, which finds them in the cache. */
export async function drawComparison(pair: ReadyComparison, workspace: Workspace): Promise<void> {
  await comparisonCharts(pair, await diffOf(pair, workspace), workspace);
}
