import type { APIRoute } from 'astro';
import { badgeResponse } from '../../../../components/badge/badge-response.ts';
import type { Badge } from '../../../../components/badge/badge-svg.ts';
import { siteBadges } from '../../../../components/badge/site-badges.ts';
import { site } from 'virtual:perfolio';

/** Value and trend of the main metrics of each scenario. */
export async function getStaticPaths() {
  return siteBadges(await site()).metrics.flatMap(({ scenario, metric, value, trend }) => [
    { params: { kind: 'value', scenario, metric }, props: { badge: value } },
    { params: { kind: 'trend', scenario, metric }, props: { badge: trend } },
  ]);
}

export const GET: APIRoute<{ badge: Badge }> = ({ props }) => badgeResponse(props.badge);
