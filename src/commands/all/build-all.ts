import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPage, type ListedProject } from '../../site/several/start-page.ts';
import { formatMoment } from '../../model/text/format.ts';
import { latestReport } from '../../project/latest-report.ts';
import { Refusal, WrongUsage } from '../../project/refusal.ts';
import { problemsText } from '../../project/validate/problems-text.ts';
import { openWorkspace, type Workspace } from '../../project/workspace.ts';
import { reportHead } from '../../report/words/report-head.ts';
import { baseOf } from '../../site/build-address.ts';
import { buildSite, type BuiltSite, type SiteEvents } from '../../site/build-site.ts';
import { marker, markSite, refuseForeign, wrongPlace } from '../../site/output-folder.ts';
import type { SiteAddress } from '../../site/site-address.ts';
import { modulesFolder } from '../../store/paths.ts';
import type { Io } from '../terminal/io.ts';
import type { AllProjects, PartProject } from './all-projects.ts';

/** How the site of several projects is built. */
export interface BuildAllRequest extends AllProjects {
  readonly address: SiteAddress;
  readonly isRelative: boolean;
  readonly events: SiteEvents;
  /** Called for each project that is in its place. */
  readonly onBuilt: (project: PartProject, built: BuiltSite) => void;
}

/**
 * Builds one site of several projects: each below a folder of its own, and a start page over all. All projects are checked
 * first: if one has an error, nothing is built.
 */
export async function buildAll({ projects, out, ...request }: BuildAllRequest, io: Io): Promise<void> {
  for (const { paths } of projects) {
    const wrong = wrongPlace({ ...paths, out }) ?? wrongPlace(paths);
    if (wrong !== null) throw new WrongUsage(wrong, 'Choose a separate folder with --out, such as dist.');
  }
  await refuseForeign(out);
  await checkAll(projects, io);
  mkdirSync(out, { recursive: true });
  const own = [...projects.map(({ folder }) => folder), 'index.html'];
  // A build that is stopped leaves a site that the next may replace.
  await markSite(out, own);
  const listed: ListedProject[] = [];
  for (const project of projects) {
    const built = await buildPart(project, request);
    request.onBuilt(project, built);
    listed.push(listedProject(project, built.workspace));
  }
  writeFileSync(join(out, 'index.html'), startPage(listed, startStyle()));
  const kept = new Set([...own, marker]);
  for (const name of readdirSync(out).filter((found) => !kept.has(found)))
    rmSync(join(out, name), { recursive: true });
  await markSite(out);
}

/** Prints the problems of all projects. Throws a Refusal if one has an error. */
async function checkAll(projects: readonly PartProject[], io: Io): Promise<void> {
  let hasErrors = false;
  for (const { paths } of projects) {
    await refuseForeign(paths.out);
    const { problems } = await openWorkspace(paths);
    if (problems.length > 0) io.err(problemsText(problems));
    hasErrors ||= problems.some(({ severity }) => severity === 'error');
  }
  if (hasErrors) throw new Refusal('Nothing was built.');
}

const buildPart = (
  { folder, paths }: PartProject,
  { address, isRelative, events }: Pick<BuildAllRequest, 'address' | 'isRelative' | 'events'>,
): Promise<BuiltSite> =>
  buildSite({
    open: () => openWorkspace(paths, events.onProgress),
    paths,
    address: { ...address, base: `${baseOf(address)}${folder}/`, hasStart: true },
    events,
    isRelative,
  });

function listedProject({ folder }: PartProject, workspace: Workspace): ListedProject {
  const { project, reports } = workspace;
  const latest = latestReport(workspace);
  const head = latest && reportHead(latest);
  return {
    folder,
    name: project.name,
    description: project.description ?? null,
    runs: reports.length,
    latest:
      latest === undefined || head === undefined
        ? null
        : {
            slug: latest.slug,
            title: latest.title,
            headline: head.headline,
            verdict: head.verdict,
            tone: head.tone,
            hasTargets: latest.targets.length + (latest.context.objectives?.length ?? 0) > 0,
            date: latest.measures.startedAt === null ? null : formatMoment(latest.measures.startedAt),
          },
  };
}

/** The parts of the site's style sheet that the start page needs. */
const startStyle = (): string =>
  `@layer tokens, base, layout, blocks;${['tokens', 'base', 'layout', 'head', 'tables']
    .map((name) => readFileSync(join(modulesFolder, 'styles', `${name}.css`), 'utf8'))
    .join('')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')}`;
