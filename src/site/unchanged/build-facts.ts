import type { Workspace } from '../../project/workspace.ts';
import type { Extent } from '../incremental/sync-folder.ts';

/** What a build tells at its end. */
export interface BuildFacts {
  readonly runs: number;
  /** Reports of old runs in short form. */
  readonly short: number;
  readonly files: number;
  readonly bytes: number;
  /** Report pages that were rendered; all others were reused from the last build. */
  readonly rendered: number;
  /** Results that were computed; all others were cached. */
  readonly computed: number;
  readonly results: number;
}

/** The facts of a site that was just built. */
export function factsOf({
  workspace,
  files,
  bytes,
  rendered,
}: Extent & { readonly workspace: Workspace; readonly rendered: number }): BuildFacts {
  const { reports, cache, isRetired } = workspace;
  return {
    runs: reports.length,
    short: reports.filter(isRetired).length,
    files,
    bytes,
    rendered,
    computed: cache.misses,
    results: cache.hits + cache.misses,
  };
}
