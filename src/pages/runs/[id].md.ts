import type { APIRoute } from 'astro';
import type { RunReport } from '../../model/run-report.ts';
import { site } from '../../site/site.ts';

/** Each report as GitHub Markdown. */
export async function getStaticPaths() {
  const { reports, twinKey } = await site();
  return reports.map((report) => ({
    params: { id: report.slug },
    props: { report },
    cacheKey: twinKey(report),
  }));
}

export const GET: APIRoute<{ report: RunReport }> = async ({ props }) =>
  new Response(await (await site()).keptMarkdown(props.report).make(), {
    headers: { 'content-type': 'text/markdown; charset=utf-8' },
  });
