import type { APIRoute } from 'astro';
import { reportedRuns } from '../../history/runs/pairs.ts';
import { addressesOf } from '../../site/moved-pages.ts';
import type { RunReport } from '../../model/run-report.ts';
import { incremental, site } from 'virtual:perfolio';

/** The report model of each run, for programs. */
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
  new Response((await site()).twinJson(props.report), { headers: { 'content-type': 'application/json' } });
