import type { APIRoute } from 'astro';
import type { RunReport } from '../../model/run-report.ts';
import { incremental, site } from 'virtual:perfolio';

/** The report model of each run, for programs. */
export async function getStaticPaths() {
  const { reports } = await site();
  const reuse = await incremental();
  return reports.map((report) =>
    reuse.file({ params: { id: report.slug }, props: { report } }, { reports: [report] }),
  );
}

export const GET: APIRoute<{ report: RunReport }> = async ({ props }) =>
  new Response((await site()).twinJson(props.report), { headers: { 'content-type': 'application/json' } });
