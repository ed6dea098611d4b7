/** Where a project's files are. */
export interface Dirs {
  readonly dataDir: string;
  readonly contentDir: string;
  /** The folder of this repository: code version and cache. */
  readonly root: string;
  /** Paths in messages are relative to it. */
  readonly cwd: string;
}
