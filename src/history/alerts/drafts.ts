import type { Alert } from '../../model/documents/alert.ts';

/** An alert before the commits of its runs are looked up. */
export interface AlertDraft extends Omit<Alert, 'commits'> {
  /** The newest build that it is about, where no run has that build. */
  readonly newestBuild?: string;
}

/** A build that should have a run. */
export interface ExpectedBuild {
  /** The name of the tag, else the commit. */
  readonly name: string;
  readonly atMs: number;
}

/** The builds since the last measured one, as git knows them. */
export interface UnmeasuredBuilds {
  /** The run of the newest build that was measured; null if git knows none. */
  readonly lastRun: string | null;
  /** Oldest first. */
  readonly builds: readonly ExpectedBuild[];
  /** Why git could not say; null if it could. */
  readonly unknown: string | null;
}
