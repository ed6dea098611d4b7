import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { meansEndpoint } from '../../model/text/url-name.ts';
import type { Place } from '../runs/annotation-scope.ts';

/**
 * True for a metric of a control: a scenario that run.json of the head marks, or a scenario or endpoint that
 * project.json names.
 */
export function isControl(
  { scenario, endpoint }: Pick<Place, 'scenario' | 'endpoint'>,
  head: Pick<RunMeasures, 'manifest'>,
  project: Project,
): boolean {
  const isMarked = head.manifest.scenarios?.some(({ id, control }) => id === scenario && control === true);
  const isNamed = project.controls.some(
    (control) =>
      (control.scenario === undefined || control.scenario === scenario) &&
      (control.endpoint === undefined || meansEndpoint(control.endpoint, endpoint)),
  );
  return isMarked === true || isNamed;
}
