import type { APIRoute } from 'astro';
import { pageData, pageHash, trendSite } from '../../components/trends/page-data.ts';
import type { TrendPage } from '../../components/trends/trend-pages.ts';
import { hashOf } from '../../workspace/cache.ts';
import { comparisonsOf } from '../../workspace/comparisons.ts';
import { site } from '../../workspace/site.ts';

/** What the page of each endpoint is drawn from, for filters and pictures that a reader asks for. */
export async function getStaticPaths() {
  const workspace = await site();
  const { pages } = trendSite(workspace);
  const around = [
    workspace.cache.version,
    workspace.project,
    pages.map(({ slug, label }) => [slug, label]),
    ...comparisonsOf(workspace).keys(),
  ];
  return pages.map((page) => ({
    params: { endpoint: page.slug },
    props: { page },
    cacheKey: hashOf(pageHash(page), around),
  }));
}

export const GET: APIRoute<{ page: TrendPage }> = async ({ props }) =>
  new Response(JSON.stringify(pageData(await site(), props.page)), {
    headers: { 'content-type': 'application/json' },
  });
