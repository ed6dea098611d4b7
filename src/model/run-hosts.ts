/** The hosts of a run, and the names that its endpoints had with them. */
export interface RunHosts {
  /** Schemes and hosts in the names of endpoints, sorted. */
  readonly origins: readonly string[];
  /** The host whose endpoints go by their paths; null if there are several, and none is known from earlier runs. */
  readonly home: string | null;
  /** Endpoints that lost their host: the name now, and the name in the raw files. */
  readonly former: readonly (readonly [endpoint: string, name: string])[];
}
