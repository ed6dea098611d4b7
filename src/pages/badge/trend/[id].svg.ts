import type { APIRoute } from 'astro';
import { badgeResponse } from '../../../components/badge/badge-response.ts';
import type { Badge } from '../../../components/badge/badge-svg.ts';
import { siteBadges } from '../../../components/badge/site-badges.ts';
import { site } from 'virtual:perfolio';

/** The trend of each target. */
export async function getStaticPaths() {
  return [...siteBadges(await site()).targetTrends].map(([id, badge]) => ({
    params: { id },
    props: { badge },
  }));
}

export const GET: APIRoute<{ badge: Badge }> = ({ props }) => badgeResponse(props.badge);
