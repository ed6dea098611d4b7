import type { APIRoute } from 'astro';
import { absoluteAddress } from '../components/absolute-address.ts';
import { listRuns } from '../project/list-runs.ts';
import { site as openSite } from 'virtual:perfolio';

/** All runs with their verdicts and addresses, for programs. */
export const GET: APIRoute = async ({ site }) =>
  new Response(`${JSON.stringify(listRuns(await openSite(), absoluteAddress(site)), null, 1)}\n`, {
    headers: { 'content-type': 'application/json' },
  });
