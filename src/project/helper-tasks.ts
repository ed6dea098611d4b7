import { parentPort, workerData } from 'node:worker_threads';
import { orderRuns } from '../history/runs/order.ts';
import { present } from '../model/checked.ts';
import { noCommentary } from '../model/documents/commentary.ts';
import { drawComparison } from './comparison-charts.ts';
import { comparisonsOf } from './comparisons.ts';
import { pendingContexts } from './contexts.ts';
import { makeReportParts } from './report-parts.ts';
import type { HelperData, HelperTask } from './helper.ts';
import { loadProject, readProjectFiles } from './load-workspace.ts';
import { measuringAll } from './runs/measure-runs.ts';
import type { Kept } from '../store/cache.ts';
import { openWorkspace } from './workspace.ts';

const { paths, task, stop } = workerData as HelperData;

/** Everything that a task makes, in the order in which the build comes to it. */
const tasks: Record<HelperTask, () => Promise<readonly Kept<unknown>[]>> = {
  measures: async () => (await measuringAll(await readProjectFiles(paths), paths)).measuring,
  contexts: async () => {
    const loaded = await loadProject(paths, { isHelper: true });
    const words = new Map([...loaded.words].map(([id, said]) => [id, said.words ?? noCommentary]));
    return pendingContexts(orderRuns(loaded.runs, (run) => run).dated, loaded, words);
  },
  reports: async () => {
    const workspace = await openWorkspace(paths, undefined, { isHelper: true });
    // The build makes all Markdown before it draws, so what is missing is decided now.
    const missing = workspace.reports.filter((report) => !workspace.cachedMarkdown(report).isKept());
    const ofReports = missing.map((report) => () => makeReportParts(report, workspace));
    const ofPairs = [...comparisonsOf(workspace).values()].map(
      (pair) => () => drawComparison(pair, workspace),
    );
    // The build comes to the newest comparison first, so the oldest is the last of these.
    return [...ofReports, ...ofPairs].map((make) => ({ isKept: () => false, make }));
  },
};

let made = 0;
for (const { isKept, make } of (await tasks[task]()).toReversed()) {
  if (Atomics.load(stop, 0) !== 0) break;
  if (isKept()) continue;
  await make();
  made++;
}
present(parentPort, 'this module runs as a worker').postMessage(made);
