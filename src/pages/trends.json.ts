import type { APIRoute } from 'astro';
import { overviewData } from '../components/trends/page-data.ts';
import { site } from 'virtual:perfolio';

/** What the first page of trends is drawn from, for filters and pictures that a reader asks for. */
export const GET: APIRoute = async () =>
  new Response(JSON.stringify(overviewData(await site())), {
    headers: { 'content-type': 'application/json' },
  });
