import type { APIRoute } from 'astro';
import { siteAlerts } from '../components/alerts/site-alerts.ts';
import { paths, site } from 'virtual:perfolio';

/** What regressed, vanished or is overdue on the main line, for programs. */
export const GET: APIRoute = async () =>
  new Response(`${JSON.stringify(await siteAlerts(await site(), paths.data), null, 1)}\n`, {
    headers: { 'content-type': 'application/json' },
  });
