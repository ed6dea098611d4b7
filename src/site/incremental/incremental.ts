import { fileURLToPath } from 'node:url';
import type { RunReport } from '../../model/run-report.ts';
import type { Workspace } from '../../project/workspace.ts';
import { hashOf } from '../../store/cache.ts';
import type { Paths } from '../../store/paths.ts';
import { hasReleases } from '../../project/site-releases.ts';
import { hasSearch } from '../search/search-index.ts';
import type { SiteAddress } from '../site-address.ts';
import { hasLogo } from '../logo.ts';
import { hasSocialPicture } from '../social-picture.ts';

/** Where a text goes that changes whenever a run is added. Text from data never becomes a comment. */
export const laterMark = '<!--later-->';

/** What a build learns of its files while pages are made. */
export class PageFiles {
  /** Texts that pages get once all are made, by the page's file below the site's folder. */
  readonly fillings = new Map<string, string>();
  /** Paths of files that belong to the site, whether this build wrote them or reused them. */
  readonly present = new Set<string>();

  /** Records the files of pages that the site builder wrote or reused. */
  addAssets(assets: ReadonlyMap<string, readonly URL[]>): void {
    for (const url of [...assets.values()].flat()) this.present.add(fileURLToPath(url));
  }
}

/** What a page or file of the site shows: it is made again if any of it changed. */
export interface Shown {
  /** Reports with all that is known as of them: sections, commentary, layout. */
  readonly reports?: readonly RunReport[];
  /** The report whose own page this is: also files that it links to, and the runs before and after it. */
  readonly pageOf?: RunReport;
  /** All trends. */
  readonly trends?: boolean;
  /** Anything else that JSON can hold. */
  readonly values?: readonly unknown[];
}

/** A page as the site builder takes it: under an equal key it is reused from the last build. */
type Keyed<Path> = Path & { readonly cacheKey: string };

/**
 * The one place that knows when a page of the last build can be reused. Pages say what they show; the key is a hash of
 * that, of the code, and for pages in the site's frame of what stands on every page.
 */
export class Incremental {
  readonly #workspace: Workspace;
  readonly #files: PageFiles | null;
  readonly #frame: string;

  constructor(
    workspace: Workspace,
    { paths, address }: { readonly paths: Paths; readonly address: SiteAddress },
    files: PageFiles | null,
  ) {
    this.#workspace = workspace;
    this.#files = files;
    const { name, repository, look } = workspace.project;
    this.#frame = hashOf(
      [name, repository, look, workspace.pages],
      [address.base, address.site, address.hasStart],
      [hasSearch(workspace), hasReleases(workspace), hasSocialPicture(paths), hasLogo(paths, look)],
    );
  }

  /** A page in the site's frame. */
  page<Path extends object>(path: Path, shown: Shown): Keyed<Path> {
    return { ...path, cacheKey: hashOf(this.#frame, this.#keyOf(shown)) };
  }

  /** A file without the frame: JSON, Markdown. */
  file<Path extends object>(path: Path, shown: Shown): Keyed<Path> {
    return { ...path, cacheKey: this.#keyOf(shown) };
  }

  /**
   * Takes the text of a page that changes with every run added, so that the page is reused without it and filled in by
   * each build. Gives what the page has to print in its place: the text itself where nothing fills it in.
   */
  later(file: string, html: string): string {
    if (this.#files === null) return html;
    this.#files.fillings.set(file, html);
    return laterMark;
  }

  #keyOf({ reports = [], pageOf, trends = false, values = [] }: Shown): string {
    const { cache, fingerprints } = this.#workspace;
    return hashOf(
      cache.version,
      reports.map((report) => fingerprints.ofReport(report)),
      pageOf === undefined ? null : this.#pageOf(pageOf),
      trends ? fingerprints.ofTrends : null,
      values,
    );
  }

  #pageOf(report: RunReport): unknown {
    const { reports, fingerprints, files } = this.#workspace;
    const at = reports.indexOf(report);
    const { addressOf } = files(report);
    return [
      fingerprints.ofReport(report),
      // Addresses of linked files change with the commits that hold them.
      linkedFiles(report).map(addressOf),
      [reports[at - 1]?.id, reports[at + 1]?.id],
    ];
  }
}

/** The files that a report's page links to. */
const linkedFiles = ({ measures, commentary }: RunReport): string[] =>
  [...measures.sources, ...(measures.manifest.attachments ?? []), ...commentary.attachments].map(
    ({ file }) => file,
  );
