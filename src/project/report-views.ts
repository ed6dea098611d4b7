import { join } from 'node:path';
import { chartOf } from '../charts/chart-registry.ts';
import type { Project } from '../model/documents/project.ts';
import { redactOf } from '../model/documents/redaction.ts';
import type { RunReport } from '../model/run-report.ts';
import type { Section } from '../model/section.ts';
import { twinMarkdown } from '../report/markdown/twin.ts';
import { layoutOf, type LayoutPart } from '../report/mdx/layout.ts';
import { keptSections, retiredRuns, shortLayout } from '../report/retention.ts';
import { runJson, shortRunJson } from '../report/run-json.ts';
import type { RunFiles } from '../report/sections/section-rule.ts';
import { sectionsOf } from '../report/sections/sections-of.ts';
import { writtenBy } from '../store/own-version.ts';
import type { LoadedProject } from './load-workspace.ts';
import {
  addressOf,
  isPicture,
  publishedFiles,
  repositoryAddress,
  type LastCommit,
  type PublishedFile,
} from './runs/run-files.ts';

/** What pages and twins print of a report; each is made when it is needed. */
export interface ReportViews {
  /** True for a run that is older than the project keeps full reports of. */
  readonly isRetired: (report: RunReport) => boolean;
  /** Files of a run that are copied into the site. */
  readonly published: (report: RunReport) => readonly PublishedFile[];
  /** Where a run's files are found: in the site, or in the repository at the commit. */
  readonly files: (report: RunReport) => RunFiles;
  /** The sections of a report; a few for a retired one. */
  readonly sections: (report: RunReport) => readonly Section[];
  /** The order of sections and prose on a report's page. */
  readonly layout: (report: RunReport) => readonly LayoutPart[];
  /** `/runs/<id>.json`: the public data of a report, as text. */
  readonly twinJson: (report: RunReport) => string;
  /** `/runs/<id>.md`: the report as GitHub Markdown. */
  readonly twinMarkdown: (report: RunReport) => string;
}

/** The views of a project's reports. `dated` are its runs that have a place in history, oldest first. */
export function reportViews(
  { project, bodies, template }: LoadedProject,
  dated: LoadedProject['runs'],
  data: string,
  commits: ReadonlyMap<string, LastCommit>,
): ReportViews {
  const retired = retiredRuns(dated, project);
  const layouts = new Map([...bodies].map(([id, parsed]) => [id, layoutOf(parsed)]));
  const templateLayout = layoutOf(template.parsed);
  const isRetired = ({ id }: RunReport): boolean => retired.has(id);
  const published = (one: RunReport): PublishedFile[] =>
    isRetired(one) || redactOf(project.publish) !== null ? [] : publishedFiles(one, join(data, one.id));
  const files = (one: RunReport): RunFiles => filesOf(one, published(one), project, commits);
  const sections = (one: RunReport): Section[] =>
    sectionsOf({ report: one, project, files: files(one) }, isRetired(one) ? keptSections : null);
  const layout = (one: RunReport): readonly LayoutPart[] =>
    isRetired(one) ? shortLayout : (layouts.get(one.id) ?? templateLayout);
  return {
    isRetired,
    published,
    files,
    sections,
    layout,
    twinJson: (one) => twinText(isRetired(one) ? shortRunJson(one) : runJson(one)),
    twinMarkdown: (one) => twinMarkdown(one, sections(one), layout(one), (chart) => chartOf(chart).read(one)),
  };
}

function filesOf(
  { id, slug }: RunReport,
  published: readonly PublishedFile[],
  project: Project,
  commits: ReadonlyMap<string, LastCommit>,
): RunFiles {
  const copied = new Set(published.map(({ file }) => file));
  const inSite = (file: string): string | null => (copied.has(file) ? addressOf(slug, file) : null);
  return {
    addressOf: (file) =>
      inSite(file) ?? repositoryAddress(project, commits.get(`${id}/${file}`) ?? commits.get(file)),
    pictureOf: (file) => (isPicture(file) ? inSite(file) : null),
  };
}

/** A public document of a run, with the version that wrote it. */
const twinText = ({ schemaVersion, ...document }: ReturnType<typeof runJson>): string =>
  `${JSON.stringify({ schemaVersion, writtenBy: writtenBy(), ...document })}\n`;
