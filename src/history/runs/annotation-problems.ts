import { meansEndpoint } from '../../model/text/url-name.ts';
import type { Annotation } from '../../model/documents/annotations.ts';
import { problem, showFound, type Problem } from '../../model/problem.ts';
import type { RunMeasures } from '../../model/run-measures.ts';

/** Where annotations are kept, for messages. */
const defaultFile = 'data/annotations.json';

const keys = ['metric', 'scenario', 'endpoint'] as const;

const hasName = (run: RunMeasures, key: (typeof keys)[number], name: string): boolean =>
  run.metricValues.some((one) => meansEndpoint(name, one[key]));

/** Accepting that a run lacks an endpoint names one that only other runs have. */
const isAboutAbsence = ({ action }: Annotation): boolean => action === 'accept' || action === 'explain';

/** Names that no run has: most often a spelling, sometimes a run that was renamed. */
export function annotationProblems(
  annotations: readonly Annotation[],
  reports: readonly { readonly measures: RunMeasures }[],
  file = defaultFile,
): Problem[] {
  const runs = new Map(reports.map(({ measures }) => [measures.id, measures]));
  return annotations.flatMap((annotation, i) => {
    const run = runs.get(annotation.run);
    if (run === undefined)
      return [
        problem('warning', file, `Unknown run ${showFound(annotation.run)}.`, {
          path: `[${i}].run`,
          found: showFound(annotation.run),
          hint: 'Correct the run, or remove the annotation.',
        }),
      ];
    return keys.flatMap((key) => {
      const wanted = annotation[key];
      const some = key === 'endpoint' && isAboutAbsence(annotation) ? [...runs.values()] : [run];
      if (wanted === undefined || some.some((one) => hasName(one, key, wanted))) return [];
      return problem('warning', file, `The run ${run.id} has no ${key} ${showFound(wanted)}.`, {
        path: `[${i}].${key}`,
        found: showFound(wanted),
        hint: `Correct the ${key}, or remove the annotation.`,
      });
    });
  });
}
