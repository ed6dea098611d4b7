import type { APIRoute } from 'astro';
import { siteAlerts } from '../project/project-alerts.ts';
import { site } from 'virtual:perfolio';

/** What regressed, vanished or is overdue on the main line, for programs. */
export const GET: APIRoute = async () =>
  new Response(`${JSON.stringify(await siteAlerts(await site()), null, 1)}\n`, {
    headers: { 'content-type': 'application/json' },
  });
