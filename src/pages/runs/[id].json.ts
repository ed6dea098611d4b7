import type { APIRoute } from 'astro';
import type { RunReport } from '../../model/run-report.ts';
import { site } from '../../site/site.ts';

/** The report model of each run, for programs. */
export async function getStaticPaths() {
  const { reports, twinKey } = await site();
  return reports.map((report) => ({
    params: { id: report.slug },
    props: { report },
    cacheKey: twinKey(report),
  }));
}

export const GET: APIRoute<{ report: RunReport }> = async ({ props }) =>
  new Response((await site()).twinJson(props.report), { headers: { 'content-type': 'application/json' } });
