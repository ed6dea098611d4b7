import type { Project } from '../../model/documents/project.ts';
import type { KnownHomes } from '../../model/run-hosts.ts';
import type { Cache } from '../../store/cache.ts';

/** What reading runs needs from outside. */
export interface ReadContext {
  readonly project: Project;
  readonly cache: Cache;
  /** A path as the user knows it. */
  readonly shown: (path: string) => string;
  /** The hosts of earlier runs, for a run with a scenario of several. */
  readonly homes?: KnownHomes;
}
