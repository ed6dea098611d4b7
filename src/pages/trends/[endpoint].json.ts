import type { APIRoute } from 'astro';
import { pageData, shownByTrends, trendSite } from '../../components/trends/page-data.ts';
import type { TrendPage } from '../../site/trend-pages.ts';
import { incremental, site } from 'virtual:perfolio';

/** What the page of each endpoint is drawn from, for filters and pictures that a reader asks for. */
export async function getStaticPaths() {
  const workspace = await site();
  const reuse = await incremental();
  const shown = shownByTrends(workspace);
  return trendSite(workspace).pages.map((page) =>
    reuse.file({ params: { endpoint: page.slug }, props: { page } }, shown),
  );
}

export const GET: APIRoute<{ page: TrendPage }> = async ({ props }) =>
  new Response(JSON.stringify(pageData(await site(), props.page)), {
    headers: { 'content-type': 'application/json' },
  });
