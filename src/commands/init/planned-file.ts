/** Where a project is, as its CI files name it. */
export interface CiPlace {
  /** The folder with package.json, relative to the top of the repository, with forward slashes; '.' for the top. */
  readonly packageFolder: string;
  readonly mainBranch: string;
  /** What follows `uses:` for Perfolio's own action; null as long as its repository is unknown. */
  readonly action: string | null;
}

/** A file to write, relative to the top of the repository. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
}
