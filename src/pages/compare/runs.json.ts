import type { APIRoute } from 'astro';
import type { CompareIndex } from '../../components/compare/compare-index.ts';
import { comparisonsOf } from '../../project/comparisons.ts';
import { site } from 'virtual:perfolio';

/** What the page that compares any two runs needs to know: the runs, the project's rules, the pages that are ready. */
export const GET: APIRoute = async () => {
  const workspace = await site();
  const { project, reports } = workspace;
  const index: CompareIndex = {
    schemaVersion: 1,
    // The patterns of what is not published would give it away, and the assignees of alerts are private.
    project: { ...project, publish: { redact: [], hide: [] }, alerts: { ...project.alerts, assignees: [] } },
    runs: reports.toReversed().map(({ id, slug, title, verdict, measures }) => ({
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
