import type { Annotation } from '../../model/documents/annotations.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { isAboutRun } from './annotation-scope.ts';

type Branched = Pick<RunMeasures, 'id' | 'manifest'>;

/** A run without branch, of the main branch, or accepted by an annotation about the whole run. */
export function isOnMainLine(run: Branched, project: Project, annotations: readonly Annotation[]): boolean {
  const { branch } = run.manifest;
  if (branch === undefined || branch === project.mainBranch) return true;
  return annotations.some((one) => one.action === 'accept' && one.run === run.id && isAboutRun(one));
}

/** The reason of the annotation that ignores a whole run; null without one. */
export const ignoredByAnnotation = (
  run: Pick<Branched, 'id'>,
  annotations: readonly Annotation[],
): string | null =>
  annotations.findLast((one) => one.action === 'ignore' && one.run === run.id && isAboutRun(one))?.reason ??
  null;

/** Why a run counts for no level, trend or baseline, in words; null where it does count. */
export function whyIgnored(
  run: Branched,
  project: Project,
  annotations: readonly Annotation[],
): string | null {
  const ignored = ignoredByAnnotation(run, annotations);
  if (ignored !== null) return ignored;
  return isOnMainLine(run, project, annotations) ? null : `on branch ${run.manifest.branch ?? ''}`;
}
