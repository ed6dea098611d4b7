import type { APIRoute } from 'astro';
import { absoluteAddress } from '../components/absolute-address.ts';
import { listRuns } from '../project/list-runs.ts';
import { llmsText } from '../report/markdown/llms-text.ts';
import { site as openSite } from 'virtual:perfolio';

/** What programs that read text find here. */
export const GET: APIRoute = async ({ site }) => {
  const workspace = await openSite();
  const url = absoluteAddress(site);
  const text = llmsText(listRuns(workspace, url), workspace.project.description ?? null, url);
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
