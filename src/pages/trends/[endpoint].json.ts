import type { APIRoute } from 'astro';
import { pageData, trendSite, trendsHash } from '../../components/trends/page-data.ts';
import type { TrendPage } from '../../components/trends/trend-pages.ts';
import { site } from '../../site/site.ts';

/** What the page of each endpoint is drawn from, for filters and pictures that a reader asks for. */
export async function getStaticPaths() {
  const workspace = await site();
  const key = trendsHash(workspace);
  return trendSite(workspace).pages.map((page) => ({
    params: { endpoint: page.slug },
    props: { page },
    cacheKey: key,
  }));
}

export const GET: APIRoute<{ page: TrendPage }> = async ({ props }) =>
  new Response(JSON.stringify(pageData(await site(), props.page)), {
    headers: { 'content-type': 'application/json' },
  });
