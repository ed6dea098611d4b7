import { badgeSvg, type Badge } from './badge-svg.ts';

/** A badge as a file of the site. */
export const badgeResponse = (badge: Badge): Response =>
  new Response(badgeSvg(badge), { headers: { 'content-type': 'image/svg+xml; charset=utf-8' } });
