import { at } from '../../model/checked.ts';
import type { Annotation } from '../../model/documents/annotations.ts';
import type { Objective } from '../../model/documents/objective.ts';
import type { Project } from '../../model/documents/project.ts';
import type { ObjectiveResult, RunReport } from '../../model/run-report.ts';
import { isAboutRun } from '../runs/annotation-scope.ts';
import type { AlertDraft } from './drafts.ts';
import { arrivedRuns } from './missing-runs.ts';

interface Sources {
  readonly reports: readonly RunReport[];
  readonly project: Project;
  readonly annotations: readonly Annotation[];
}

/** Runs in a row whose error budget of an objective is overspent, as indices: the first, and the one that met it again. */
interface Stretch {
  readonly from: number;
  /** Null while the objective is missed. */
  readonly until: number | null;
}

const resultOf = (report: RunReport, objective: Objective): ObjectiveResult | undefined =>
  report.context.objectives?.find((one) => one.objective.id === objective.id);

/** Only a run that meets the objective ends a stretch: one that cannot be judged says nothing. */
function stretchesOf(runs: readonly RunReport[], objective: Objective): Stretch[] {
  const found: Stretch[] = [];
  let from: number | null = null;
  for (const [i, run] of runs.entries()) {
    const verdict = resultOf(run, objective)?.verdict;
    if (verdict === 'not met') from ??= i;
    if (verdict !== 'met' || from === null) continue;
    found.push({ from, until: i });
    from = null;
  }
  return from === null ? found : [...found, { from, until: null }];
}

function draftOf(
  runs: readonly RunReport[],
  objective: Objective,
  { from, until }: Stretch,
  annotations: readonly Annotation[],
): AlertDraft {
  const since = at(runs, from);
  const isAccepted = annotations.some(
    (one) => (one.action === 'accept' || one.action === 'explain') && one.run === since.id && isAboutRun(one),
  );
  const last = until === null ? at(runs, -1) : at(runs, until);
  const { id, label = null, share, withinMs, days } = objective;
  return {
    id: `objective-${id}-${since.id}`,
    kind: 'objective',
    state: isAccepted ? 'accepted' : until === null ? 'open' : 'recovered',
    since: since.id,
    base: runs[from - 1]?.id ?? null,
    metrics: [],
    objective: {
      id,
      label,
      share,
      ...(withinMs !== undefined && { withinMs }),
      days,
      left: resultOf(last, objective)?.left ?? null,
    },
    updated: (until === null ? since : last).measures.startedAt,
  };
}

/**
 * Objectives over time whose error budget is overspent, the latest first. An alert is open until a run meets the objective
 * again, or an annotation about the whole first run accepts or explains it. Ignored runs count, as they do in objectives.
 */
export function objectiveAlerts({ reports, project, annotations }: Sources): AlertDraft[] {
  const runs = arrivedRuns({ reports, project, annotations });
  return project.objectives.flatMap((objective) =>
    stretchesOf(runs, objective)
      .toReversed()
      .map((stretch) => draftOf(runs, objective, stretch, annotations)),
  );
}
