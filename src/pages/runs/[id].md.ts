import type { APIRoute } from 'astro';
import { reportedRuns } from '../../history/runs/pairs.ts';
import { addressesOf } from '../../site/moved-pages.ts';
import type { RunReport } from '../../model/run-report.ts';
import { incremental, site } from 'virtual:perfolio';

/** Each report as GitHub Markdown. */
export async function getStaticPaths() {
  const { reports } = await site();
  const reuse = await incremental();
  return reportedRuns(reports).flatMap((report) =>
    addressesOf(report, reports).map((id) =>
      reuse.file({ params: { id }, props: { report } }, { reports: [report] }),
    ),
  );
}

export const GET: APIRoute<{ report: RunReport }> = async ({ props }) =>
  new Response(await (await site()).cachedMarkdown(props.report).make(), {
    headers: { 'content-type': 'text/markdown; charset=utf-8' },
  });
