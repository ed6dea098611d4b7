/** The arguments of `new`. */
export interface DraftRequest {
  readonly id: string;
  /** Files and folders to copy; empty to use the files that are already in the run's folder. */
  readonly from: readonly string[];
  readonly useThisMachine: boolean;
  /** Accepts files with more than 0.1% rejected rows. */
  readonly acceptRejected: boolean;
}
