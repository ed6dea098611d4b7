import { join, relative } from 'node:path';
import { ChartDrawer } from '../charts/vega/chart-drawer.ts';
import { annotationProblems } from '../history/runs/annotation-problems.ts';
import { contextOf } from '../history/context.ts';
import { ledgerOf } from '../history/work/ledger.ts';
import { orderRuns } from '../history/runs/order.ts';
import { proposalsOf } from '../history/work/proposals.ts';
import { reportedRuns } from '../history/runs/pairs.ts';
import { sinceOf } from '../history/since-report.ts';
import { analysisOf, trendsOf } from '../history/trends/trends.ts';
import type { Annotation } from '../model/documents/annotations.ts';
import { entryOf } from '../model/checked.ts';
import { noCommentary, type Commentary } from '../model/documents/commentary.ts';
import type { WholeHistory } from '../model/documents/history-trend.ts';
import type { ContentPage } from '../model/page.ts';
import type { Problem } from '../model/problem.ts';
import { rulesOf, type Project } from '../model/documents/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { AdjustmentEntry, LedgerEntry, RunContext, RunReport } from '../model/run-report.ts';
import type { SinceReport } from '../model/since.ts';
import type { TrendSeries } from '../model/trend.ts';
import { runReport } from '../report/build-report.ts';
import { hashOf, type Kept } from '../store/cache.ts';
import type { Paths } from '../store/paths.ts';
import { giveWay } from '../store/yield-to-event-loop.ts';
import { pendingContexts, type PendingContext } from './contexts.ts';
import { startHelper } from './helper.ts';
import { loadProject, type LoadedProject } from './load-workspace.ts';
import type { LoadOptions, OnProgress } from './read/load-options.ts';
import { reportViews, type ReportViews } from './report-views.ts';
import { publicHistories } from './redact-loaded.ts';
import { readHistories } from './runs/read-histories.ts';
import { lastCommits } from './runs/run-files.ts';
import { acceptedRowsProblems } from './validate/accepted-rows.ts';
import { baselineProblems } from './validate/baseline-problems.ts';
import { commitLine } from './commit-line.ts';
import type { CommitLine } from '../history/compare/commit-range.ts';
import { ignoredFileProblems } from './validate/ignored-files.ts';
import { nearNameProblems } from './validate/near-name-problems.ts';
import { publicProblems } from './validate/public-problems.ts';
import { sparseProblems } from './validate/sparse-problems.ts';
import { projectWarnings } from './validate/project-warnings.ts';
import { sameRunProblems } from './validate/same-runs.ts';
import { commentaryProblems, sorted, undatedProblem } from './validate/workspace-problems.ts';

/** Hashes of all that results are computed from; equal ones mean equal results. */
export interface Fingerprints {
  /** A report as of its run: measures, history, commentary, code. */
  readonly ofReport: (report: RunReport) => string;
  /** All trends, with the names that they go by. */
  readonly ofTrends: string;
}

/** A project as pages, commands and tests receive it. */
export interface Workspace extends ReportViews {
  readonly paths: Paths;
  readonly project: Project;
  readonly annotations: readonly Annotation[];
  /** Oldest first; runs that nothing dates come last. */
  readonly reports: readonly RunReport[];
  /** Ids of runs that nothing dates: shown, but in no history. */
  readonly undated: ReadonlySet<string>;
  readonly problems: readonly Problem[];
  /** The Markdown twin by way of the cache, where it may be computed ahead of the pages. */
  readonly cachedMarkdown: (report: RunReport) => Kept<string>;
  /** Every metric's history over all runs. */
  readonly trends: readonly TrendSeries[];
  /** What every run recommended and what became of it. */
  readonly ledger: readonly LedgerEntry[];
  /** What every run proposed to adjust and what became of it. */
  readonly proposals: readonly AdjustmentEntry[];
  /** Pages of the project's own, from content/pages/. */
  readonly pages: readonly ContentPage[];
  /** Histories of many runs in one file, from data/history/. */
  readonly histories: readonly WholeHistory[];
  /** What became known after a report; null for the newest run. */
  readonly since: (report: RunReport) => SinceReport | null;
  readonly fingerprints: Fingerprints;
  readonly commitLine: CommitLine;
  readonly cache: LoadedProject['cache'];
  readonly charts: ChartDrawer;
}

/**
 * Loads a project whole: the one place where everything comes together.
 *
 *   disk -> measures of each run -> order -> context from earlier runs -> reports -> sections
 */
export async function openWorkspace(
  paths: Paths,
  onProgress?: OnProgress,
  { isHelper = false, hashes }: Omit<LoadOptions, 'onProgress'> = {},
): Promise<Workspace> {
  // Started first: the larger this process is, the longer it takes to start another.
  const readingCommits = lastCommits(paths);
  const loaded = await loadProject(paths, { onProgress, isHelper, hashes });
  const hasCommits = loaded.runs.some(({ manifest }) => manifest.commit !== undefined);
  const readingLine = commitLine(paths, hasCommits && !isHelper);
  const past = await reportsOf(loaded, paths, { onProgress, isHelper });
  const { reports, dated, commentaries } = past;
  const { project, annotations, cache } = loaded;
  const followed = { runs: dated, words: commentaries, project, annotations };
  const [ledger, proposals] = [ledgerOf(followed), proposalsOf(followed)];
  const ofTrends = hashOf(
    rulesOf(project),
    annotations,
    reports.map(({ id }) => loaded.keys.get(id)),
  );
  // A helper computes what stands in reports alone, and the trends of all runs take much memory.
  const trends = isHelper ? [] : await trendsOfAll(reports.slice(0, dated.length), ofTrends, loaded);
  const histories = publicHistories(
    await readHistories(paths.data, { project, cache, shown: shownFrom(paths) }),
    project.publish,
  );
  const commits = await readingCommits;
  const views = reportViews(loaded, dated, paths.data, commits);
  const ofReport = fingerprintOf(loaded, past, views);
  const problems = [
    ...loaded.problems,
    ...histories.problems,
    ...(isHelper ? [] : await problemsOf(loaded, past, paths, commits)),
  ];
  return {
    ...views,
    paths,
    project,
    annotations,
    reports,
    undated: new Set(past.undated.map(({ id }) => id)),
    problems: sorted(problems),
    cachedMarkdown: (one) => ({
      isKept: () => cache.has('twins', ofReport(one)),
      make: () => cache.through('twins', ofReport(one), () => Promise.resolve(views.twinMarkdown(one))),
    }),
    trends,
    ledger,
    proposals,
    pages: loaded.pages,
    histories: histories.histories,
    since: (one) => sinceOf(one, reportedRuns(reports), { ledger, proposals }, trends),
    fingerprints: { ofReport, ofTrends },
    commitLine: await readingLine,
    cache,
    charts: new ChartDrawer(cache),
  };
}

const shownFrom =
  (paths: Paths) =>
  (path: string): string =>
    relative(paths.shownFrom, path) || '.';

/** The reports of all runs, and what they were made from. */
interface Past {
  /** Those that have a place in history, oldest first. */
  readonly dated: readonly RunMeasures[];
  readonly undated: readonly RunMeasures[];
  readonly commentaries: ReadonlyMap<string, Commentary>;
  readonly reports: readonly RunReport[];
  /** By run, a hash of its measures and of all history before it. */
  readonly hashes: ReadonlyMap<string, string>;
}

async function reportsOf(loaded: LoadedProject, paths: Paths, options: LoadOptions): Promise<Past> {
  const { project, annotations, words } = loaded;
  const { dated, undated } = orderRuns(loaded.runs, (run) => run);
  const commentaries = new Map([...words].map(([id, said]) => [id, said.words]));
  const pending = pendingContexts(dated, loaded, commentaries);
  const contexts = await contextsOf(paths, pending, loaded.cache, options);
  const reports = [...dated, ...undated].map((run) =>
    runReport(
      run,
      commentaries.get(run.id) ?? noCommentary,
      contexts.get(run.id) ?? contextOf(run, [], commentaries, project, annotations),
      project,
    ),
  );
  const hashes = new Map(pending.map(({ id, past }) => [id, past]));
  return { dated, undated, commentaries, reports, hashes };
}

const fingerprintOf =
  ({ cache, keys, words, template }: LoadedProject, { hashes }: Past, { isRetired }: ReportViews) =>
  (one: RunReport): string =>
    hashOf(
      cache.version,
      hashes.get(one.id) ?? keys.get(one.id),
      words.get(one.id) ?? template.text,
      isRetired(one),
    );

/** Problems that only the whole project shows. */
async function problemsOf(
  { project, annotations, runs, words, bodies, pages }: LoadedProject,
  { undated, reports }: Past,
  paths: Paths,
  commits: Awaited<ReturnType<typeof lastCommits>>,
): Promise<Problem[]> {
  const annotationsFile = relative(paths.shownFrom, join(paths.data, 'annotations.json'));
  const reportOf = new Map(reports.map((one) => [one.id, one]));
  return [
    ...undated
      .filter(({ problems }) => problems.every(({ severity }) => severity === 'warning'))
      .map((run) => undatedProblem(run, paths)),
    ...sameRunProblems(runs, { placeOf: (id) => relative(paths.shownFrom, join(paths.data, id)), commits }),
    ...(await ignoredFileProblems(paths.data, shownFrom(paths))),
    ...(await sparseProblems(paths.data, shownFrom(paths)(paths.data))),
    ...acceptedRowsProblems(runs, relative(paths.shownFrom, paths.data)),
    ...nearNameProblems(reports, (id) => relative(paths.shownFrom, join(paths.data, id))),
    ...(await projectWarnings(project, runs, paths)),
    ...publicProblems(
      paths,
      pages.map(({ name }) => name.toLowerCase()),
    ),
    ...(await baselineProblems(runs, paths)),
    ...annotationProblems(annotations, reports, annotationsFile),
    ...[...words].flatMap(([id, said]) =>
      commentaryProblems(reportOf.get(id), said, entryOf(bodies, id, 'every commentary has a body')),
    ),
  ];
}

/** The contexts of all runs that have a place in history, and the hash that each is kept under. */
async function contextsOf(
  paths: Paths,
  pending: readonly PendingContext[],
  cache: LoadedProject['cache'],
  { onProgress = () => undefined, isHelper = false }: LoadOptions,
): Promise<ReadonlyMap<string, RunContext>> {
  const missing = pending.filter(({ isKept }) => !isKept()).length;
  const helper = startHelper(paths, 'contexts', isHelper ? 0 : missing);
  // Kept ones are read faster than anyone could follow.
  const tell = missing < pending.length / 10 ? () => undefined : onProgress;
  const contexts = new Map<string, RunContext>();
  for (const [i, { id, make }] of pending.entries()) {
    contexts.set(id, await make());
    tell(i + 1, pending.length, id, 'comparing run');
    await giveWay();
  }
  cache.countMade(await helper.stop());
  return contexts;
}

/**
 * All trends. What is found out of them is kept as a whole, since every run may change every one; their points are put
 * together sooner than they are read.
 */
async function trendsOfAll(
  reports: readonly RunReport[],
  key: string,
  { project, annotations, cache }: LoadedProject,
): Promise<readonly TrendSeries[]> {
  let made: readonly TrendSeries[] | null = null;
  const known = await cache.through('trends', key, () => {
    made = trendsOf(reports, project, annotations);
    return Promise.resolve(made.map(analysisOf));
  });
  return made ?? trendsOf(reports, project, annotations, known);
}
