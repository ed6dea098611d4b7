/** The address that a site will have. */
export interface SiteAddress {
  /** Scheme and host, for absolute addresses; without it a page names none. */
  readonly site?: string;
  /** The path below which it is served, such as `/repository/`. */
  readonly base?: string;
  /** True if a start page over several projects is one folder above the site. */
  readonly hasStart?: boolean;
}
