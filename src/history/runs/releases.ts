import { at } from '../../model/checked.ts';
import type { Annotation } from '../../model/documents/annotations.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunReport } from '../../model/run-report.ts';
import { slug } from '../../model/text/slug.ts';
import { shownReleaseTest, withoutV } from '../compare/release-test.ts';
import { whyIgnored } from './main-line.ts';
import { isEvidence } from './pairs.ts';

/** A release that was measured on the main line. */
export interface Release {
  /** As its runs state the version. */
  readonly name: string;
  /** Its part of an address. */
  readonly slug: string;
  /** Oldest first. */
  readonly runs: readonly RunReport[];
}

/** The last run of a release stands for it. */
export const lastRunOf = ({ runs }: Release): RunReport => at(runs, -1);

/** The releases of dated reports, which are in order; in the order of each one's first run. */
export function releasesOf(
  reports: readonly RunReport[],
  project: Project,
  annotations: readonly Annotation[],
): Release[] {
  const isRelease = shownReleaseTest(project);
  if (isRelease === null) return [];
  const counted = reports.filter(
    ({ measures }) =>
      isRelease(measures) && !isEvidence(measures) && whyIgnored(measures, project, annotations) === null,
  );
  const versionOf = ({ measures }: RunReport): string => measures.manifest.version ?? '';
  return [...Map.groupBy(counted, (one) => withoutV(versionOf(one))).values()].map((runs) => {
    const name = versionOf(at(runs, 0));
    return { name, slug: /^[a-z0-9][a-z0-9._-]*$/.test(name) ? name : slug(name), runs };
  });
}
