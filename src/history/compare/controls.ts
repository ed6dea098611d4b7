import type { Manifest } from '../../model/documents/manifest.ts';
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

/** The scenarios that manifests mark as controls. */
export const markedControls = (manifests: readonly Manifest[]): Set<string> =>
  new Set(
    manifests.flatMap(({ scenarios = [] }) =>
      scenarios.filter(({ control }) => control === true).map(({ id }) => id),
    ),
  );

/**
 * A manifest without the marks of scenarios that the base does not call controls: two new runs could otherwise mark what
 * they made slower for each other.
 */
export function withControlsOf<M extends Manifest>(base: ReadonlySet<string>, manifest: M): M {
  if (ownControls(base, manifest).length === 0) return manifest;
  const scenarios = manifest.scenarios?.map((one) => (base.has(one.id) ? one : { ...one, control: false }));
  return { ...manifest, scenarios };
}

/** The scenarios that a manifest marks as controls and the base does not. */
export const ownControls = (base: ReadonlySet<string>, manifest: Manifest): string[] => [
  ...markedControls([manifest]).difference(base),
];
