import { buildsOf, type ReportBuild } from '../../history/report-builds.ts';
import { buildName } from '../../history/runs/build.ts';
import type { DiffRun, DiffVerdict } from '../../model/documents/diff.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunReport } from '../../model/run-report.ts';
import { counted } from '../../model/text/counted.ts';
import type { ReadyComparison } from '../../project/comparisons.ts';

/** A comparison that has a page, with its result. */
export interface ReadyDiff {
  readonly pair: ReadyComparison;
  readonly run: DiffRun;
}

/** The comparisons of a build with the builds before it. */
export interface BuildComparison {
  readonly name: string;
  /** The build that the shown comparison starts from. */
  readonly from: string;
  /** The worst of its comparisons, the latest of equal ones. */
  readonly shown: ReadyDiff;
  /** All of them, oldest first. */
  readonly all: readonly ReadyDiff[];
  /** "baseline, 3 change points". */
  readonly why: string;
}

/** The list of comparisons: of builds, and of runs of one build. */
export interface ComparisonList {
  /** Newest first. */
  readonly builds: readonly BuildComparison[];
  readonly repeats: readonly ReadyDiff[];
}

/** From worst to best: the verdict of many is never the kindest of them. */
const order: readonly DiffVerdict[] = ['worse', 'mixed', 'cannot-tell', 'no-change-shown', 'same', 'better'];

/** Comparisons (newest head first) by the build of their head. */
export function comparisonList(
  comparisons: readonly ReadyDiff[],
  reports: readonly RunReport[],
  project: Project,
): ComparisonList {
  const builds = buildsOf(reports, project).toReversed();
  const buildOf = new Map(builds.flatMap((build) => build.runs.map((run) => [run.id, build] as const)));
  const isRepeat = ({ pair: { base, head } }: ReadyDiff): boolean =>
    buildOf.get(base.id) === buildOf.get(head.id);
  return {
    builds: builds.flatMap((build) => {
      const own = comparisons.filter((one) => !isRepeat(one) && buildOf.get(one.pair.head.id) === build);
      const shown = worst(own);
      if (shown === undefined) return [];
      const from = buildOf.get(shown.pair.base.id);
      return [
        {
          name: nameOf(build),
          from: from === undefined ? shown.pair.base.id : nameOf(from),
          shown,
          all: own.toReversed(),
          why: whyText(own),
        },
      ];
    }),
    repeats: comparisons.filter(isRepeat),
  };
}

const worst = (comparisons: readonly ReadyDiff[]): ReadyDiff | undefined =>
  comparisons.toSorted((a, b) => order.indexOf(a.run.verdict) - order.indexOf(b.run.verdict))[0];

/** What readers call a build; where it is only one run without a version, its id. */
function nameOf({ runs }: ReportBuild): string {
  const { commit, version } = runs[0].measures.manifest;
  return buildName({ run: runs[0].id, commit: commit ?? null, version: version ?? null });
}

function whyText(comparisons: readonly ReadyDiff[]): string {
  const changePoints = comparisons.reduce((sum, { pair }) => sum + pair.changePoints, 0);
  return [
    comparisons.some(({ pair }) => pair.isBaseline) ? 'baseline' : '',
    changePoints === 0 ? '' : counted(changePoints, 'change point'),
  ]
    .filter((part) => part !== '')
    .join(', ');
}
