import { memoised } from '../model/memoised.ts';
import { comparisonsOf, type ReadyComparison } from '../project/comparisons.ts';
import { openWorkspace, type Workspace } from '../project/workspace.ts';
import type { Paths } from '../store/paths.ts';
import type { SiteAddress } from './site-address.ts';
import { Incremental, type PageFiles } from './incremental/incremental.ts';

/** How a site is made, but for its paths and its address. */
export interface SiteOptions {
  /** Where the workspace comes from; loaded from the paths unless a build has it already. */
  readonly open?: () => Promise<Workspace>;
  /** The files of a build; a server that renders pages on demand has none. */
  readonly files?: PageFiles;
  /** Called for each report page that is rendered, not reused, with the number of all report pages. */
  readonly onRendered?: (run: string, of: number) => void;
  /** Comparisons that get a page besides those that every site has. */
  readonly comparisons?: readonly ReadyComparison[];
}

/** One site: what its pages print, shared by the integration and, through a virtual module, by the pages. */
export class Site {
  readonly paths: Paths;
  readonly address: SiteAddress;
  /** Reports a report page that is rendered, not reused. */
  readonly rendered: (run: string, of: number) => void;
  readonly #comparisons: readonly ReadyComparison[];
  readonly #open: () => Promise<Workspace>;
  readonly #incrementalOf: (workspace: Workspace) => Incremental;
  #workspace: Promise<Workspace> | null = null;
  #isValid = false;
  #loads = 0;

  constructor(paths: Paths, address: SiteAddress = {}, options: SiteOptions = {}) {
    this.paths = paths;
    this.address = address;
    this.rendered = options.onRendered ?? (() => undefined);
    this.#comparisons = options.comparisons ?? [];
    this.#open = options.open ?? (() => openWorkspace(paths));
    this.#incrementalOf = memoised(
      (workspace: Workspace) => new Incremental(workspace, { paths, address }, options.files ?? null),
    );
  }

  /** What the pages show, loaded when it is first needed. */
  workspace(): Promise<Workspace> {
    return (this.#workspace ??= this.#load());
  }

  /** The comparisons that have pages. */
  async comparisons(): Promise<readonly ReadyComparison[]> {
    const ready = comparisonsOf(await this.workspace());
    return [...ready.values(), ...this.#comparisons.filter(({ slug }) => !ready.has(slug))];
  }

  /** Which pages can be reused from the last build. */
  async incremental(): Promise<Incremental> {
    return this.#incrementalOf(await this.workspace());
  }

  /**
   * Loads the workspace again: data or commentary changed under a running server. Pages keep showing the last valid
   * state of a project with errors. Gives what was loaded.
   */
  async reload(): Promise<Workspace> {
    const load = ++this.#loads;
    const loaded = await this.#open();
    const isLast = load === this.#loads;
    if (isLast && (hasNoErrors(loaded) || !this.#isValid)) this.#show(loaded);
    return loaded;
  }

  async #load(): Promise<Workspace> {
    const loaded = await this.#open();
    this.#isValid = hasNoErrors(loaded);
    return loaded;
  }

  #show(loaded: Workspace): void {
    this.#workspace = Promise.resolve(loaded);
    this.#isValid = hasNoErrors(loaded);
  }
}

const hasNoErrors = ({ problems }: Workspace): boolean =>
  problems.every(({ severity }) => severity !== 'error');
