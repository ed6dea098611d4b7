import type { APIRoute } from 'astro';
import { absoluteAddress } from '../components/absolute-address.ts';
import { atomFeed } from '../components/feed/atom.ts';
import { feedEntries } from '../components/feed/feed-entries.ts';
import { siteAlerts } from '../project/project-alerts.ts';
import { namedTrends } from '../site/trend-pages.ts';
import { site as openSite } from 'virtual:perfolio';

/** New runs, alerts and confirmed changes as Atom. Addresses are absolute where `--site` says under which the site is found. */
export const GET: APIRoute = async ({ site }) => {
  const workspace = await openSite();
  const { project, reports, trends } = workspace;
  const { alerts } = await siteAlerts(workspace);
  const url = absoluteAddress(site);
  const named = namedTrends(trends, reports);
  const feed = atomFeed({
    title: project.name,
    subtitle: project.description ?? null,
    namespace: project.repository ?? project.name,
    selfUrl: url('feed.xml'),
    pageUrl: url(''),
    entries: feedEntries({ reports, trends: named, project, alerts }, url),
  });
  return new Response(feed, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } });
};
