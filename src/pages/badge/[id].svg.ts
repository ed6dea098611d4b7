import type { APIRoute } from 'astro';
import { badgeResponse } from '../../components/badge/badge-response.ts';
import type { Badge } from '../../components/badge/badge-svg.ts';
import { siteBadges } from '../../components/badge/site-badges.ts';
import { site } from 'virtual:perfolio';

/** A badge for each target and `status` for the whole, of the newest run on the main line. */
export async function getStaticPaths() {
  return [...siteBadges(await site()).targets].map(([id, badge]) => ({ params: { id }, props: { badge } }));
}

export const GET: APIRoute<{ badge: Badge }> = ({ props }) => badgeResponse(props.badge);
