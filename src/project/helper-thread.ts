import { parentPort, workerData } from 'node:worker_threads';
import { orderRuns } from '../history/runs/order.ts';
import { present } from '../model/checked.ts';
import { noCommentary } from '../model/documents/commentary.ts';
import { pendingContexts } from './contexts.ts';
import { reportParts } from './report-parts.ts';
import type { HelperData, HelperTask } from './helper.ts';
import { loadProject, measuringAll, readProjectFiles, type Kept } from './load-workspace.ts';
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
    return workspace.reports.map((report) => reportParts(report, workspace));
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
