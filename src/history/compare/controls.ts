import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { meansEndpoint } from '../../model/text/url-name.ts';
import type { Place } from '../runs/annotation-scope.ts';

type Manifested = Pick<RunMeasures, 'manifest'>;

/** What run.json says of a scenario; undefined if it does not state it. */
const stated = (
  { manifest }: Manifested,
  scenario: string | null,
): { control?: boolean | undefined } | undefined => manifest.scenarios?.find(({ id }) => id === scenario);

/**
 * True for a metric of a control: a scenario or endpoint that project.json names, or a scenario that run.json of both
 * runs marks. A mark counts from the second run on: a run cannot excuse its own change.
 */
export function isControl(
  { scenario, endpoint }: Pick<Place, 'scenario' | 'endpoint'>,
  { base, head }: { readonly base: Manifested; readonly head: Manifested },
  project: Project,
): boolean {
  const isMarked = [base, head].every((run) => stated(run, scenario)?.control === true);
  const isNamed = project.controls.some(
    (control) =>
      (control.scenario === undefined || control.scenario === scenario) &&
      (control.endpoint === undefined || meansEndpoint(control.endpoint, endpoint)),
  );
  return isMarked || isNamed;
}
