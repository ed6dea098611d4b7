import type { FileHashes } from '../../store/file-hashes.ts';

/** The long parts of the work, in words that a run's name completes. */
export type Stage = 'reading run' | 'comparing run' | 'rendering the page of';

/** Told while a workspace loads and its pages are made: how many are done, and which run was the last. */
export type OnProgress = (done: number, total: number, run: string, stage: Stage) => void;

/** How a project is loaded. */
export interface LoadOptions {
  readonly onProgress?: OnProgress | undefined;
  /** True for the second thread that takes its share where there is much to compute: it has no helper of its own. */
  readonly isHelper?: boolean;
  /** Hashes of files that are known already. */
  readonly hashes?: FileHashes | undefined;
}
