import { reportedRuns } from '../history/runs/pairs.ts';
import { whyIgnored } from '../history/runs/main-line.ts';
import type { ListedRun, RunList } from '../model/documents/run-list.ts';
import type { RunReport } from '../model/run-report.ts';
import { changesInShort } from '../report/changes-in-short.ts';
import { headline } from '../report/words/headline.ts';
import { writtenBy } from '../store/own-version.ts';
import type { Workspace } from './workspace.ts';

type Listed = Pick<Workspace, 'reports' | 'undated' | 'project' | 'annotations'>;

function listedRun(
  report: RunReport,
  { project, annotations }: Listed,
  url: (path: string) => string,
): ListedRun {
  const { id, slug, title, verdict, measures, context } = report;
  const count = (wanted: 'worse' | 'better'): number =>
    [context.common ?? [], changesInShort(context).called]
      .flat()
      .filter((one) => one.verdict === wanted && one.certainty === 'confirmed').length;
  return {
    id,
    title,
    startedAt: measures.startedAt,
    version: measures.manifest.version ?? null,
    commit: measures.manifest.commit ?? null,
    onMainLine: whyIgnored(measures, project, annotations) === null,
    verdict,
    headline: headline(report),
    baseline: context.baseline?.id ?? null,
    confirmed: { worse: count('worse'), better: count('better') },
    page: url(`runs/${slug}/`),
    json: url(`runs/${slug}.json`),
    markdown: url(`runs/${slug}.md`),
  };
}

/** All runs of a project, latest first. `url` gives the address of a path of the site. */
export function listRuns(listed: Listed, url: (path: string) => string): RunList {
  const { undated, project } = listed;
  const reports = reportedRuns(listed.reports);
  const latestFirst = [
    ...reports.filter(({ id }) => !undated.has(id)).toReversed(),
    ...reports.filter(({ id }) => undated.has(id)),
  ];
  return {
    schemaVersion: 1,
    writtenBy: writtenBy(),
    project: project.name,
    runs: latestFirst.map((report) => listedRun(report, listed, url)),
  };
}
