import { join, relative } from 'node:path';
import type { Annotation } from '../model/annotations.ts';
import type { Problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import type { WholeHistory } from '../model/history-trend.ts';
import type { AdjustmentEntry, LedgerEntry, RunContext, RunReport } from '../model/run-report.ts';
import { noCommentary } from '../model/commentary.ts';
import type { SinceReport } from '../model/since.ts';
import type { TrendSeries } from '../model/trend.ts';
import type { Section } from '../model/section.ts';
import { contextOf } from '../history/context.ts';
import { ledgerOf } from '../history/ledger.ts';
import { annotationProblems } from '../history/annotation-problems.ts';
import { proposalsOf } from '../history/proposals.ts';
import { sinceOf } from '../history/since-report.ts';
import { analysisOf, trendsOf } from '../history/trends.ts';
import { orderRuns } from '../history/order.ts';
import { layoutOf, type LayoutPart } from '../report/mdx/layout.ts';
import { chartOf } from '../charts/chart-registry.ts';
import { twinMarkdown } from '../report/markdown/twin.ts';
import { runJson, shortRunJson } from '../report/run-json.ts';
import { retiredRuns, shortLayout, shortSections } from '../report/retention.ts';
import { runReport } from '../report/build-report.ts';
import { sectionsOf } from '../report/sections/sections-of.ts';
import { baselineProblems } from './validate/baseline-problems.ts';
import { hashOf } from '../store/cache.ts';
import { pendingContexts, type PendingContext } from './contexts.ts';
import { giveWay } from '../store/yield-to-event-loop.ts';
import { startHelper } from './helper.ts';
import {
  loadProject,
  type Kept,
  type LoadedProject,
  type LoadOptions,
  type OnProgress,
} from './load-workspace.ts';
import type { Dirs } from '../store/dirs.ts';
import {
  addressOf,
  isPicture,
  lastCommits,
  publishedFiles,
  repositoryAddress,
  type PublishedFile,
} from './runs/run-files.ts';
import type { RunFiles } from '../report/sections/section-rule.ts';
import { projectWarnings } from './validate/project-warnings.ts';
import { linkedFiles, neighbours } from './page-key.ts';
import { readHistories } from './runs/read-histories.ts';
import { hasSearch } from './search-index.ts';
import { sameRunProblems } from './validate/same-runs.ts';
import { sorted, undatedProblem, commentaryProblems } from './validate/workspace-problems.ts';

/** A project as pages, commands and tests receive it. */
export interface Workspace {
  readonly dirs: Dirs;
  readonly project: Project;
  readonly annotations: readonly Annotation[];
  /** Oldest first; runs that nothing dates come last. */
  readonly reports: readonly RunReport[];
  /** Ids of runs that nothing dates: shown, but in no history. */
  readonly undated: ReadonlySet<string>;
  readonly problems: readonly Problem[];
  /** True for a run that is older than the project keeps full reports of. */
  readonly isRetired: (report: RunReport) => boolean;
  /** The sections of a report, made when asked for; a few for a retired one. */
  readonly sections: (report: RunReport) => readonly Section[];
  /** The order of sections and prose on a report's page. */
  readonly layout: (report: RunReport) => readonly LayoutPart[];
  /** `/runs/<id>.json`: the public data of a report, as text. */
  readonly twinJson: (report: RunReport) => string;
  /** `/runs/<id>.md`: the report as GitHub Markdown. */
  readonly twinMarkdown: (report: RunReport) => string;
  /** The same from the cache, where it is made ahead of the pages. */
  readonly keptMarkdown: (report: RunReport) => Kept<string>;
  /** Every metric's history over all runs. */
  readonly trends: readonly TrendSeries[];
  /** What every run recommended and what became of it. */
  readonly ledger: readonly LedgerEntry[];
  /** What every run proposed to adjust and what became of it. */
  readonly proposals: readonly AdjustmentEntry[];
  /** What data/history/ tells of many runs at once. */
  readonly histories: readonly WholeHistory[];
  /** Files of a run that are copied into the site. */
  readonly published: (report: RunReport) => readonly PublishedFile[];
  /** A hash of all that a report's twins are made from. */
  readonly twinKey: (report: RunReport) => string;
  /** A hash of all that trends are computed from, and what they are called after. */
  readonly trendsKey: string;
  /** A hash of what stands on every page: name and address of the project and of the site, and whether it has search. */
  readonly frameKey: () => string;
  /** A hash of all that a report's page is made from, but for what became known after it. */
  readonly pageKey: (report: RunReport) => string;
  /** What became known after a report; null for the newest run. */
  readonly since: (report: RunReport) => SinceReport | null;
  readonly cache: LoadedProject['cache'];
}

/**
 * Loads a project whole: the one place where everything comes together.
 *
 *   disk -> measures of each run -> order -> context from earlier runs -> reports -> sections
 */
export async function openWorkspace(
  dirs: Dirs,
  onProgress?: OnProgress,
  { isHelper = false, onWords }: Omit<LoadOptions, 'onProgress'> = {},
): Promise<Workspace> {
  // Asked first: the larger this process is, the longer it takes to start another.
  const askingGit = lastCommits(dirs);
  const loaded = await loadProject(dirs, { onProgress, onWords, isHelper });
  const { project, annotations, words, bodies, template } = loaded;
  const { dated, undated } = orderRuns(loaded.runs, (run) => run);
  const spoken = new Map([...words].map(([id, said]) => [id, said.words]));
  const pending = pendingContexts(dated, loaded, spoken);
  const pasts = new Map(pending.map(({ id, past }) => [id, past]));
  const contexts = await contextsOf(dirs, pending, loaded.cache, { onProgress, isHelper });
  const reports = [...dated, ...undated].map((run) =>
    runReport(
      run,
      spoken.get(run.id) ?? noCommentary,
      contexts.get(run.id) ?? contextOf(run, [], spoken, project, annotations),
      project,
    ),
  );
  const followed = { runs: dated, words: spoken, project, annotations };
  const ledger = ledgerOf(followed);
  const proposals = proposalsOf(followed);
  const trendsKey = hashOf(
    project,
    annotations,
    reports.map(({ id }) => loaded.keys.get(id)),
  );
  // A helper makes what stands in reports alone, and the trends of all runs take much memory.
  const trends = isHelper ? [] : await trendsOfAll(reports.slice(0, dated.length), trendsKey, loaded);
  const told = await readHistories(dirs.dataDir, {
    project,
    cache: loaded.cache,
    shown: (path) => relative(dirs.cwd, path) || '.',
  });
  const remarks = isHelper
    ? []
    : [
        ...(await projectWarnings(project, loaded.runs, dirs)),
        ...(await baselineProblems(loaded.runs, dirs)),
      ];
  const layouts = new Map([...bodies].map(([id, parsed]) => [id, layoutOf(parsed)]));
  const templateLayout = layoutOf(template.parsed);
  const commits = await askingGit;
  const retired = retiredRuns(dated, project);
  const isRetired = ({ id }: RunReport): boolean => retired.has(id);
  const published = (one: RunReport): PublishedFile[] =>
    isRetired(one) ? [] : publishedFiles(one, join(dirs.dataDir, one.id));
  const filesOf = (one: RunReport): RunFiles => {
    const copied = new Set(published(one).map(({ file }) => file));
    const inSite = (file: string): string | null => (copied.has(file) ? addressOf(one.slug, file) : null);
    return {
      addressOf: (file) =>
        inSite(file) ?? repositoryAddress(project, commits.get(`${one.id}/${file}`) ?? commits.get(file)),
      pictureOf: (file) => (isPicture(file) ? inSite(file) : null),
    };
  };
  const since = (one: RunReport): SinceReport | null => sinceOf(one, reports, { ledger, proposals }, trends);
  const frameKey = (): string => {
    // Asked for late: a build says where the site goes after it has loaded the project.
    const { PERFOLIO_BASE, PERFOLIO_SITE } = process.env;
    const { name, repository } = project;
    return hashOf(
      loaded.cache.version,
      name,
      repository,
      PERFOLIO_BASE,
      PERFOLIO_SITE,
      hasSearch({ reports }),
    );
  };
  const twinKey = (one: RunReport): string =>
    hashOf(
      loaded.cache.version,
      pasts.get(one.id) ?? loaded.keys.get(one.id),
      words.get(one.id) ?? template.text,
      isRetired(one),
    );
  const sections = (one: RunReport): Section[] => {
    const all = sectionsOf({ report: one, project, files: filesOf(one) });
    return isRetired(one) ? shortSections(all) : all;
  };
  const markdown = (one: RunReport): string =>
    twinMarkdown(one, sections(one), layout(one), (chart) => chartOf(chart).read(one));
  const layout = (one: RunReport): readonly LayoutPart[] =>
    isRetired(one) ? shortLayout : (layouts.get(one.id) ?? templateLayout);
  return {
    dirs,
    project,
    annotations,
    reports,
    undated: new Set(undated.map(({ id }) => id)),
    problems: sorted([
      ...loaded.problems,
      ...told.problems,
      ...undated
        .filter(({ problems }) => problems.every(({ severity }) => severity === 'warning'))
        .map((run) => undatedProblem(run, dirs)),
      ...sameRunProblems(loaded.runs, (id) => relative(dirs.cwd, join(dirs.dataDir, id))),
      ...remarks,
      ...annotationProblems(annotations, reports, relative(dirs.cwd, join(dirs.dataDir, 'annotations.json'))),
      ...[...words].flatMap(([id, said]) =>
        commentaryProblems(
          reports.find((one) => one.id === id),
          said,
          bodies.get(id)!,
        ),
      ),
    ]),
    isRetired,
    sections,
    layout,
    twinJson: (one) => `${JSON.stringify(isRetired(one) ? shortRunJson(one) : runJson(one), null, 1)}\n`,
    twinMarkdown: markdown,
    keptMarkdown: (one) => ({
      isKept: () => loaded.cache.has('twins', twinKey(one)),
      make: () => loaded.cache.through('twins', twinKey(one), () => Promise.resolve(markdown(one))),
    }),
    trends,
    ledger,
    proposals,
    histories: told.histories,
    published,
    twinKey,
    pageKey: (one) =>
      hashOf(
        twinKey(one),
        linkedFiles(one).map((file) => filesOf(one).addressOf(file)),
        neighbours(one, reports),
        frameKey(),
      ),
    trendsKey,
    frameKey,
    since,
    cache: loaded.cache,
  };
}

/** The contexts of all runs that have a place in history, and the hash that each is kept under. */
async function contextsOf(
  dirs: Dirs,
  pending: readonly PendingContext[],
  cache: LoadedProject['cache'],
  { onProgress = () => undefined, isHelper = false }: LoadOptions,
): Promise<ReadonlyMap<string, RunContext>> {
  const missing = pending.filter(({ isKept }) => !isKept()).length;
  const helper = startHelper(dirs, 'contexts', isHelper ? 0 : missing);
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
