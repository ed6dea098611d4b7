import type { APIRoute } from 'astro';
import type { CompareIndex } from '../../components/compare/compare-index.ts';
import { reportedRuns } from '../../history/runs/pairs.ts';
import { defaultProject, type Project } from '../../model/documents/project.ts';
import { comparisonsOf } from '../../project/comparisons.ts';
import { site } from 'virtual:perfolio';

/**
 * What comparing depends on, and nothing else of project.json: the patterns of `publish` would give away what they
 * remove, and labels and assignees of alerts are private.
 */
const comparedRules = (project: Project): Project => ({
  ...project,
  publish: defaultProject.publish,
  alerts: defaultProject.alerts,
  gate: defaultProject.gate,
  look: defaultProject.look,
  removed: [],
});

/** What the page that compares any two runs needs to know: the runs, the project's rules, the pages that are ready. */
export const GET: APIRoute = async () => {
  const workspace = await site();
  const { project, reports } = workspace;
  const index: CompareIndex = {
    schemaVersion: 1,
    project: comparedRules(project),
    runs: reportedRuns(reports)
      .toReversed()
      .map(({ id, slug, title, verdict, measures }) => ({
        id,
        slug,
        title,
        verdict,
        startedAt: measures.startedAt,
        version: measures.manifest.version ?? null,
      })),
    ready: [...comparisonsOf(workspace).keys()],
  };
  return new Response(JSON.stringify(index), { headers: { 'content-type': 'application/json' } });
};
