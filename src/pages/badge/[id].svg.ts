import type { APIRoute } from 'astro';
import { badgeSvg, type Badge } from '../../components/badge/badge-svg.ts';
import { badges } from '../../components/badge/badges.ts';
import { site } from 'virtual:perfolio';

/** A badge for each target and `status` for the whole, of the newest run on the main line. */
export async function getStaticPaths() {
  const { project, annotations, reports, undated } = await site();
  const dated = reports.filter(({ id }) => !undated.has(id));
  return [...badges({ project, annotations, reports: dated })].map(([id, badge]) => ({
    params: { id },
    props: { badge },
  }));
}

export const GET: APIRoute<{ badge: Badge }> = ({ props }) =>
  new Response(badgeSvg(props.badge), { headers: { 'content-type': 'image/svg+xml; charset=utf-8' } });
