import { reportedRuns } from '../history/runs/pairs.ts';
import { memoised } from '../model/memoised.ts';
import type { Project } from '../model/documents/project.ts';
import type { RunReport } from '../model/run-report.ts';
import { slug } from '../model/text/slug.ts';
import { plainText } from '../model/glob-text.ts';
import type { TrendPage } from './trend-pages.ts';

/** An address that a page had, or has no more. */
export interface MovedPage {
  /** The address, without slashes around it: `trends/get-cart-1a2b3c`. */
  readonly from: string;
  /** The address now; null if the page was removed. */
  readonly to: string | null;
  /** What it is now called, or why it was removed. */
  readonly text: string;
}

/** What addresses come from. */
export interface Addresses {
  readonly project: Pick<Project, 'endpoints' | 'removed'>;
  readonly reports: readonly Pick<RunReport, 'id' | 'slug' | 'title' | 'measures'>[];
  readonly trends: readonly Pick<TrendPage, 'slug' | 'label'>[];
}

/** Of the names that one endpoint had, so many keep their address. A host may have another port in each run. */
const mostNames = 5;

/** Addresses of runs and endpoints that have another name now, and of runs that were removed. */
export function movedPages(addresses: Addresses): MovedPage[] {
  const taken = new Set([
    ...addresses.reports.map((report) => `runs/${report.slug}`),
    ...addresses.trends.map((page) => `trends/${page.slug}`),
  ]);
  const moved = new Map<string, MovedPage>();
  for (const page of [...movedRuns(addresses), ...removedRuns(addresses), ...movedTrends(addresses)])
    if (!taken.has(page.from) && !moved.has(page.from)) moved.set(page.from, page);
  return [...moved.values()];
}

const movedRuns = ({ reports }: Addresses): MovedPage[] =>
  reportedRuns(reports).flatMap((report) =>
    (report.measures.manifest.formerIds ?? []).map((id) => ({
      from: `runs/${slug(id)}`,
      to: `runs/${report.slug}/`,
      text: report.title,
    })),
  );

const removedRuns = ({ project }: Addresses): MovedPage[] =>
  project.removed.map(({ run, reason }) => ({
    from: `runs/${slug(run)}`,
    to: null,
    text: reason ?? `The run ${run} was removed.`,
  }));

const slugsOf = memoised(
  (reports: readonly Pick<RunReport, 'slug'>[]): ReadonlySet<string> =>
    new Set(reports.map(({ slug: name }) => name)),
);

/** The names of a run's twins, `<name>.json` and `<name>.md`: that of its id first, then those of its former ids. */
export function addressesOf(
  { slug: own, measures }: Pick<RunReport, 'slug' | 'measures'>,
  reports: readonly Pick<RunReport, 'slug'>[],
): string[] {
  const former = (measures.manifest.formerIds ?? []).map(slug).filter((name) => !slugsOf(reports).has(name));
  return [...new Set([own, ...former])];
}

function movedTrends({ project, reports, trends }: Addresses): MovedPage[] {
  const pages = new Map(trends.map((page) => [page.slug, page]));
  const stated = project.endpoints.flatMap(({ id, match = [] }) =>
    match.flatMap((glob): [string, string][] => {
      const name = plainText(glob);
      return name === null ? [] : [[id, name]];
    }),
  );
  const found = reports.flatMap(({ measures }) => measures.hosts?.former ?? []);
  const byEndpoint = Map.groupBy([...stated, ...found], ([endpoint]) => endpoint);
  return [...byEndpoint].flatMap(([endpoint, pairs]) => {
    const page = pages.get(slug(endpoint));
    if (page === undefined) return [];
    const names = [...new Set(pairs.map(([, name]) => name))].slice(0, mostNames);
    return names.map((name) => ({
      from: `trends/${slug(name)}`,
      to: `trends/${page.slug}/`,
      text: page.label,
    }));
  });
}
