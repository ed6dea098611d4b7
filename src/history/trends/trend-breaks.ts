import { at } from '../../model/checked.ts';
import type { Annotation } from '../../model/documents/annotations.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { TrendBreak, TrendPoint } from '../../model/trend.ts';
import { differencesBetween } from '../compare/comparability.ts';
import { isAbout, type Place } from '../runs/annotation-scope.ts';
import type { RunValue } from './run-values.ts';

/** Where consecutive points that count are of different environments. */
function environmentBreaks(
  points: readonly TrendPoint[],
  values: readonly RunValue[],
  project: Project,
): TrendBreak[] {
  const breaks: TrendBreak[] = [];
  let previous = -1;
  for (const [index, { isIgnored, environment }] of points.entries()) {
    if (isIgnored) continue;
    if (previous >= 0 && at(points, previous).environment !== environment) {
      const { of: from } = at(values, previous);
      const { of: to, metricValue } = at(values, index);
      const differences = differencesBetween(from.measures, to.measures, metricValue.scenario, project);
      breaks.push({ index, kind: 'environment', label: differences.join('; '), link: null });
    }
    previous = index;
  }
  return breaks;
}

/** Where people said that history starts anew: the first point at or after the run that they named. */
function resetBreaks(
  values: readonly RunValue[],
  place: Place,
  runs: readonly RunMeasures[],
  annotations: readonly Annotation[],
): TrendBreak[] {
  return annotations
    .filter((one) => one.action === 'reset' && isAbout(one, place))
    .flatMap((one) => {
      const at = runs.findLastIndex(({ id }) => id === one.run);
      const index = values.findIndex(({ of }) => at >= 0 && of.order >= at);
      return index < 1 ? [] : { index, kind: 'reset' as const, label: one.reason, link: one.link ?? null };
    });
}

/** Where nothing is compared across: another environment, or a new start that people stated. */
export const breaksOf = (
  points: readonly TrendPoint[],
  values: readonly RunValue[],
  place: Place,
  {
    runs,
    project,
    annotations,
  }: {
    readonly runs: readonly RunMeasures[];
    readonly project: Project;
    readonly annotations: readonly Annotation[];
  },
): TrendBreak[] =>
  [...environmentBreaks(points, values, project), ...resetBreaks(values, place, runs, annotations)].sort(
    (a, b) => a.index - b.index,
  );
