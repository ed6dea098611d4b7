import { join, relative } from 'node:path';
import type { Annotation } from '../model/annotations.ts';
import { problem, type Problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { WholeHistory } from '../model/history-trend.ts';
import type { AdjustmentEntry, LedgerEntry, RunContext, RunReport } from '../model/run-report.ts';
import { noWords, type Words } from '../model/words.ts';
import type { SinceReport } from '../model/since.ts';
import type { TrendSeries } from '../model/trend.ts';
import type { Section } from '../model/section.ts';
import { contextOf } from '../history/context.ts';
import { ledgerOf } from '../history/ledger.ts';
import { annotationProblems } from '../history/annotation-problems.ts';
import { proposalsOf } from '../history/proposals.ts';
import { sinceOf } from '../history/since.ts';
import { trendsOf } from '../history/trends.ts';
import { orderRuns } from '../history/order.ts';
import { checkAgainstRun, checkElements } from '../report/mdx/check-words.ts';
import { checkJudgedFindings } from '../report/mdx/judged-findings.ts';
import { layoutOf, type LayoutPart } from '../report/mdx/layout.ts';
import { parseMdx, type ParsedMdx } from '../report/mdx/parse-mdx.ts';
import { checkProseNumbers } from '../report/mdx/prose-numbers.ts';
import { chartOf } from '../charts/registry.ts';
import { twinMarkdown } from '../report/markdown/twin.ts';
import { runJson, shortRunJson } from '../report/run-json.ts';
import { retiredRuns, shortLayout, shortSections } from '../report/retention.ts';
import { runReport } from '../report/run-report.ts';
import { sectionsOf } from '../report/sections/sections-of.ts';
import { hashOf } from './cache.ts';
import { loadProject, type Dirs, type LoadedProject, type OnProgress } from './load-workspace.ts';
import {
  addressOf,
  isPicture,
  lastCommits,
  publishedFiles,
  repositoryAddress,
  type PublishedFile,
} from './run-files.ts';
import type { RunFiles } from '../report/sections/section-rule.ts';
import { readHistories } from './read-histories.ts';
import { readTemplate } from './read-template.ts';
import type { RunWords } from './read-words.ts';
import { didYouMean } from './validate.ts';

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
  /** A hash of all that a report's page is made from. */
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
export async function openWorkspace(dirs: Dirs, onProgress?: OnProgress): Promise<Workspace> {
  const loaded = await loadProject(dirs, onProgress);
  const { project, annotations, words } = loaded;
  const { dated, undated } = orderRuns(loaded.runs, (run) => run);
  const spoken = new Map([...words].map(([id, said]) => [id, said.words]));
  const { contexts, pasts } = await contextsOf(dated, loaded, spoken);
  const reports = [...dated, ...undated].map((run) =>
    runReport(
      run,
      spoken.get(run.id) ?? noWords,
      contexts.get(run.id) ?? contextOf(run, [], spoken, project, annotations),
      project,
    ),
  );
  const followed = { runs: dated, words: spoken, project, annotations };
  const ledger = ledgerOf(followed);
  const proposals = proposalsOf(followed);
  const trends = await trendsOfAll(reports.slice(0, dated.length), loaded);
  const told = await readHistories(dirs.dataDir, {
    project,
    cache: loaded.cache,
    shown: (path) => relative(dirs.cwd, path) || '.',
  });
  const template = await readTemplate(dirs);
  const bodies = new Map([...words].map(([id, said]) => [id, parseMdx(said.body, said.file, said.bodyLine)]));
  const layouts = new Map([...bodies].map(([id, parsed]) => [id, layoutOf(parsed)]));
  const templateLayout = layoutOf(template.parsed);
  const commits = await lastCommits(dirs);
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
      ...template.problems,
      ...annotationProblems(annotations, reports, relative(dirs.cwd, join(dirs.dataDir, 'annotations.json'))),
      ...[...words].flatMap(([id, said]) =>
        wordProblems(
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
    twinMarkdown: (one) => twinMarkdown(one, sections(one), layout(one), (chart) => chartOf(chart).read(one)),
    trends,
    ledger,
    proposals,
    histories: told.histories,
    published,
    twinKey,
    pageKey: (one) =>
      hashOf(
        twinKey(one),
        one.measures.sources.map(({ file }) => filesOf(one).addressOf(file)),
        since(one),
        neighbours(one, reports),
        process.env.PERFOLIO_BASE,
        process.env.PERFOLIO_SITE,
      ),
    since,
    cache: loaded.cache,
  };
}

/**
 * What earlier runs say of each run. It rests on them alone, so it is kept under a hash that each run hands on to the
 * next: adding a run computes one context.
 */
async function contextsOf(
  dated: readonly RunMeasures[],
  { project, annotations, keys, cache }: LoadedProject,
  words: ReadonlyMap<string, Words>,
): Promise<{ contexts: ReadonlyMap<string, RunContext>; pasts: ReadonlyMap<string, string> }> {
  const contexts = new Map<string, RunContext>();
  const pasts = new Map<string, string>();
  let past = hashOf(project, annotations);
  for (const [i, run] of dated.entries()) {
    const { recommendations = [], adjustments = [] } = words.get(run.id) ?? {};
    past = hashOf(past, keys.get(run.id), recommendations, adjustments);
    const compute = (): Promise<RunContext> =>
      Promise.resolve(contextOf(run, dated.slice(0, i), words, project, annotations));
    pasts.set(run.id, past);
    contexts.set(run.id, await cache.through('contexts', past, compute));
  }
  return { contexts, pasts };
}

/** All trends; kept as a whole, since every run may change every one of them. */
async function trendsOfAll(
  reports: readonly RunReport[],
  { project, annotations, keys, cache }: LoadedProject,
): Promise<readonly TrendSeries[]> {
  const key = hashOf(
    project,
    annotations,
    reports.map(({ id }) => keys.get(id)),
  );
  return cache.through('trends', key, () => Promise.resolve(trendsOf(reports, project, annotations)));
}

/** The runs that a page links to. */
function neighbours(one: RunReport, reports: readonly RunReport[]): (string | undefined)[] {
  const at = reports.indexOf(one);
  return [reports[at - 1]?.id, reports[at + 1]?.id];
}

/** By file and line, so that problems of one place stand together. */
const sorted = (problems: readonly Problem[]): Problem[] =>
  problems.toSorted((a, b) => (a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1));

function undatedProblem(run: RunMeasures, { cwd, dataDir }: Dirs): Problem {
  const message = 'Nothing says when this run was made: it is shown, but takes no part in trends.';
  return problem('warning', relative(cwd, join(dataDir, run.id)), message, {
    hint: 'Add "startedAt" to its run.json, or a date to its name.',
  });
}

function wordProblems(of: RunReport | undefined, said: RunWords, parsed: ParsedMdx): Problem[] {
  const own = [...parsed.problems, ...checkElements(parsed, said.file, didYouMean)];
  if (of === undefined) return own;
  return [
    ...own,
    ...checkAgainstRun(of, parsed, said.file, said.lineOf),
    ...checkProseNumbers(of, parsed, said),
    ...checkJudgedFindings(of, said, didYouMean),
  ];
}
