/** The hosts of a run, and the names that its endpoints had with them. */
export interface RunHosts {
  /** Schemes and hosts in the names of endpoints, sorted. */
  readonly origins: readonly string[];
  /** The hosts whose endpoints go by their paths, sorted: the only one of a scenario, or one known from earlier runs. */
  readonly homes: readonly string[];
  /** Hosts of scenarios that have several, none of which is known from earlier runs, sorted. */
  readonly undecided: readonly string[];
  /** Endpoints that lost their host: the name now, and the name in the raw files. */
  readonly former: readonly (readonly [endpoint: string, name: string])[];
}
