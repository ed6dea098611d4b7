import { entryOf } from '../model/checked.ts';
import type { DiffRun } from '../model/documents/diff.ts';
import type { RunReport } from '../model/run-report.ts';
import type { Compared } from '../history/compare/compare-metrics.ts';
import { commitRange } from '../history/compare/commit-range.ts';
import type { CommitRange } from '../model/documents/commit-range-schema.ts';
import { changesOf, diffOfChanges, withCommits } from '../diff/diff-pair.ts';
import { chosenPair } from '../diff/diff-runs.ts';
import { reportedRuns } from '../history/runs/pairs.ts';
import { runComparability } from '../history/compare/comparability.ts';
import { kindOfAll } from '../model/run-kind.ts';
import { followedSeries } from '../history/compare/compared-places.ts';
import { memoised } from '../model/memoised.ts';
import { hashOf } from '../store/cache.ts';
import type { Workspace } from './workspace.ts';

/** So many of the newest runs have a page against their baseline, and so many change points one of their two sides. */
export const mostBaselines = 100;
export const mostChanges = 100;

/** Two runs whose comparison has a page of its own. */
export interface ReadyComparison {
  readonly base: RunReport;
  readonly head: RunReport;
  /** As it stands in the address: `<base>...<head>`. */
  readonly slug: string;
  /** True where the base is the head's baseline. */
  readonly isBaseline: boolean;
  /** How many metrics changed their level from the one run to the other. */
  readonly changePoints: number;
}

/** The part of an address that names a comparison. */
export const comparisonSlug = (base: RunReport, head: RunReport): string => `${base.slug}...${head.slug}`;

type Pairs = Map<string, ReadyComparison>;

/** Each run against its baseline, the newest runs only. */
function baselinePairs(reports: readonly RunReport[], byId: ReadonlyMap<string, RunReport>): Pairs {
  const pairs = reports
    .slice(-mostBaselines)
    .toReversed()
    .flatMap((head): ReadyComparison[] => {
      const base = byId.get(head.context.baseline?.id ?? '');
      if (base === undefined) return [];
      return [{ base, head, slug: comparisonSlug(base, head), isBaseline: true, changePoints: 0 }];
    });
  return new Map(pairs.map((pair) => [pair.slug, pair]));
}

/** The last run of the old level and the first of the new one, for the metrics that reports follow; newest first. */
function changePairs({ trends, project, reports }: Workspace, byId: ReadonlyMap<string, RunReport>): Pairs {
  const pairs: Pairs = new Map();
  for (const { changePoints } of followedSeries(trends, project, kindOfAll(reports)))
    for (const { run, lastBefore } of changePoints) {
      const [base, head] = [byId.get(lastBefore), byId.get(run)];
      if (base === undefined || head === undefined) continue;
      const slug = comparisonSlug(base, head);
      const changes = (pairs.get(slug)?.changePoints ?? 0) + 1;
      pairs.set(slug, { base, head, slug, isBaseline: false, changePoints: changes });
    }
  const moment = ({ head }: ReadyComparison): string => head.measures.startedAt ?? '';
  const newest = [...pairs.values()].toSorted((a, b) => moment(b).localeCompare(moment(a)));
  return new Map(newest.slice(0, mostChanges).map((pair) => [pair.slug, pair]));
}

function findComparisons(workspace: Workspace): ReadonlyMap<string, ReadyComparison> {
  const reported = reportedRuns(workspace.reports);
  const byId = new Map(reported.map((report) => [report.id, report]));
  const changes = changePairs(workspace, byId);
  const baselines = baselinePairs(reported, byId);
  const joined = [...baselines.values()].map((pair) => ({
    ...pair,
    changePoints: changes.get(pair.slug)?.changePoints ?? 0,
  }));
  const others = [...changes.values()].filter(({ slug }) => !baselines.has(slug));
  const order = new Map(workspace.reports.map((report, i) => [report, i]));
  const all = [...joined, ...others].toSorted((a, b) => entryOf(order, b.head) - entryOf(order, a.head));
  return new Map(all.map((pair) => [pair.slug, pair]));
}

/** The comparisons that have pages, by slug; the newest head first. Few, however many runs there are. */
export const comparisonsOf = memoised(findComparisons);

/** The comparison of any two runs, ready or not. */
export function comparisonOf(base: RunReport, head: RunReport, workspace: Workspace): ReadyComparison {
  const slug = comparisonSlug(base, head);
  const isBaseline = head.context.baseline?.id === base.id;
  return comparisonsOf(workspace).get(slug) ?? { base, head, slug, isBaseline, changePoints: 0 };
}

/** The comparisons of the last run before a change of level with the first after it, by that first run. */
export const changesWith = (workspace: Workspace, run: string): ReadyComparison[] =>
  [...comparisonsOf(workspace).values()].filter(
    ({ head, changePoints }) => changePoints > 0 && head.id === run,
  );

/** What a run's report says against its baseline: nothing is computed anew. */
function baselineDiff({ base, head }: ReadyComparison, { project }: Workspace): DiffRun {
  const { comparable } = runComparability(base.measures, head.measures, project);
  const { baseline, changes, common = null } = head.context;
  return diffOfChanges(
    { base, head, comparable, reasons: baseline === null ? [] : [baseline.why], formerWords: null },
    { changes, common },
  );
}

/** Any two runs as they were when the second was made; kept under the hash of both reports. */
async function chosenDiff(pair: ReadyComparison, workspace: Workspace): Promise<DiffRun> {
  const { project, annotations, reports, cache, fingerprints } = workspace;
  const upTo = reports.slice(0, reports.indexOf(pair.head) + 1);
  const chosen = chosenPair(pair.base, pair.head, upTo, project);
  const compared = await cache.through(
    'comparisons',
    hashOf(project, annotations, fingerprints.ofReport(pair.base), fingerprints.ofReport(pair.head)),
    (): Promise<Compared> => Promise.resolve(changesOf(chosen, project, annotations)),
  );
  const count = pair.changePoints === 1 ? 'one metric' : `${pair.changePoints} metrics`;
  const why =
    pair.changePoints === 0 ? [] : [`the last run before and the first run of a new level in ${count}`];
  return diffOfChanges({ ...chosen, reasons: [...why, ...chosen.reasons] }, compared);
}

/** The diff of a ready comparison. */
export async function diffOf(pair: ReadyComparison, workspace: Workspace): Promise<DiffRun> {
  const diff = pair.isBaseline ? baselineDiff(pair, workspace) : await chosenDiff(pair, workspace);
  return withCommits(diff, pair, workspace.project, workspace.commitLine);
}

/** The commits of a ready comparison. */
export const commitsOf = ({ base, head }: ReadyComparison, { project, commitLine }: Workspace): CommitRange =>
  commitRange(base, head, project, commitLine);
