import type { Annotation } from '../../model/documents/annotations.ts';
import { at, entryOf } from '../../model/checked.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { ReportedChangePoint, ReportedDrift } from '../../model/run-report.ts';
import type { Place } from '../runs/annotation-scope.ts';
import { comparedValues } from '../compare/compared-places.ts';
import { HistoryAnalyses, driftOfLevel, stepSize, stepVerdict } from './history-analysis.ts';
import {
  buildValues,
  comparableRuns,
  groupPoints,
  sinceAnnotated,
  type BuildGroup,
} from '../runs/scenario-history.ts';

/** What the history of a run says about the levels that it stands on. */
export interface Reaching {
  readonly changePoints: readonly ReportedChangePoint[];
  readonly drifts: readonly ReportedDrift[];
}

function reachingPlace(
  groups: readonly BuildGroup[],
  place: Place,
  project: Project,
  annotations: readonly Annotation[],
  analyses: HistoryAnalyses,
): { changePoint: ReportedChangePoint | null; drift: ReportedDrift | null } {
  const since = sinceAnnotated(groups, place, annotations);
  const { values, groups: having } = buildValues(since, place, annotations);
  const analysis = analyses.of(values, place, project);
  const drift = driftOfLevel(values.slice(analysis.levelStart), place, project);
  const step = analysis.changePoints.at(-1);
  const changePoint: ReportedChangePoint | null =
    step === undefined
      ? null
      : {
          ...place,
          run: at(at(having, step.index).runs, 0).id,
          lastBefore: at(at(having, step.index - 1).runs, -1).id,
          before: step.before,
          after: step.after,
          ...stepSize(step, place),
          certainty: step.certainty,
          verdict: stepVerdict(step, place),
        };
  return { changePoint, drift: drift === null ? null : { ...place, ...drift } };
}

/**
 * The step that led to each level that a run stands on, and the drifts of these levels, from its own run and comparable
 * earlier ones on the main line. Accepted steps and those before a reset are left out. Newest steps first.
 */
export function reachingOf(
  run: RunMeasures,
  earlier: readonly RunMeasures[],
  project: Project,
  annotations: readonly Annotation[],
  analyses = new HistoryAnalyses(),
): Reaching {
  const byScenario = new Map<string | null, BuildGroup[]>();
  const groupsOf = (scenario: string | null): BuildGroup[] => {
    const groups =
      byScenario.get(scenario) ??
      groupPoints([...comparableRuns(run, earlier, scenario, project, annotations), run]);
    byScenario.set(scenario, groups);
    return groups;
  };
  const reaching = comparedValues(run, project).map(({ metric, terms, scenario, endpoint }) =>
    reachingPlace(groupsOf(scenario), { metric, terms, scenario, endpoint }, project, annotations, analyses),
  );
  const changePoints = reaching.flatMap(({ changePoint }) => changePoint ?? []);
  const order = [...earlier, run];
  const at = new Map(
    changePoints.map(({ run: start }) => [start, order.findLastIndex(({ id }) => id === start)]),
  );
  return {
    changePoints: changePoints.sort((a, b) => entryOf(at, b.run) - entryOf(at, a.run)),
    drifts: reaching.flatMap(({ drift }) => drift ?? []),
  };
}
