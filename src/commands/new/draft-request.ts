import type { Manifest } from '../../model/documents/manifest.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RawSource } from './raw-sources.ts';

/** The arguments of `new`, and of the commands that make runs in the same way. */
export interface DraftRequest {
  readonly id: string;
  /** Files and folders to copy; empty to use the files that are already in the run's folder. */
  readonly from: readonly string[];
  /** A folder that all files go into; by default, the folders of `from` are the scenarios. */
  readonly scenario?: string;
  readonly useThisMachine: boolean;
  /** Also records this Node version as the runtime of the tested system. Default: false. */
  readonly useThisNode?: boolean;
  /** Accepts files with more than 0.1% rejected rows. */
  readonly acceptRejected: boolean;
  /** The project, if the command has read it. */
  readonly project?: Project;
  /** The facts of a run that was made elsewhere and earlier. Default: those of this repository. */
  readonly past?: PastRun;
}

/** A run that was made elsewhere and earlier. */
export interface PastRun {
  /** Its files. `from` then only names where they come from. */
  readonly sources: readonly RawSource[];
  readonly stated: Pick<Manifest, 'version' | 'commit' | 'branch' | 'tester'>;
  /** When it began, unless its samples are dated. */
  readonly startedAt: string | null;
  /** Reads the run without writing anything. */
  readonly isDryRun: boolean;
}
