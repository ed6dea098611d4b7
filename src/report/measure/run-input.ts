import type { Digest } from '../../model/documents/digest.ts';
import type { Manifest } from '../../model/documents/manifest.ts';
import type { RunHosts } from '../../model/run-hosts.ts';
import type { Problem } from '../../model/problem.ts';
import type { Project } from '../../model/documents/project.ts';

/** A run as it was read: names already those of the run, every endpoint in a scenario. */
export interface RunInput {
  readonly id: string;
  readonly manifest: Manifest;
  readonly project: Project;
  readonly digests: readonly Digest[];
  /** Hosts in the names of endpoints; absent for runs that are not read from raw files. */
  readonly hosts?: RunHosts;
  /** What was wrong with its files, found while they were read. */
  readonly problems: readonly Problem[];
  /** Path of the run's folder or file, for problems found here. */
  readonly place: string;
}
