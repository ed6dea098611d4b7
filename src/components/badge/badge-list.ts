import type { Project } from '../../model/documents/project.ts';
import { statusBadge } from '../../model/documents/project.ts';
import type { Badge } from './badge-svg.ts';
import type { SiteBadges } from './site-badges.ts';

/** A badge with its address below the site's root, and the page that it should link to. */
export interface ListedBadge {
  readonly path: string;
  readonly badge: Badge;
  readonly page: string;
}

/** Badges under one heading. */
export interface BadgeGroup {
  readonly heading: string;
  readonly badges: readonly ListedBadge[];
}

/** All badges of a site, as its page lists them. */
export function badgeGroups(found: SiteBadges, { targets }: Pick<Project, 'targets'>): BadgeGroup[] {
  const listed = (path: string, badge: Badge | undefined, page: string): ListedBadge[] =>
    badge === undefined ? [] : [{ path: `badge/${path}.svg`, badge, page }];
  const groups = [
    { heading: 'Project', badges: listed(statusBadge, found.targets.get(statusBadge), '') },
    {
      heading: 'Targets',
      badges: targets.flatMap(({ id }) => [
        ...listed(id, found.targets.get(id), ''),
        ...listed(`trend/${id}`, found.targetTrends.get(id), 'trends/'),
      ]),
    },
    {
      heading: 'Scenarios',
      badges: found.metrics.flatMap(({ scenario, metric, value, trend }) => [
        ...listed(`value/${scenario}/${metric}`, value, 'trends/'),
        ...listed(`trend/${scenario}/${metric}`, trend, 'trends/'),
      ]),
    },
  ];
  return groups.filter(({ badges }) => badges.length > 0);
}

/** Markdown of a badge that links to a page. Texts of files are inert in it: no bracket or line can end the label. */
export function badgeMarkdown({ badge, path, page }: ListedBadge, url: (path: string) => string): string {
  const label = badge.label
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\\[\]()<>!*_`@#|~&]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `[![${label}](${url(path)})](${url(page)})`;
}
