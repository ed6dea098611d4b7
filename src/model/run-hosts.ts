/** The hosts of one scenario of a run. */
export interface ScenarioHosts {
  /** Null for what belongs to no scenario. */
  readonly scenario: string | null;
  /** The host whose endpoints go by their paths: the only one, or one known from earlier runs; null if there is none. */
  readonly home: string | null;
  /** All its hosts if there are several and none of them is known from earlier runs, sorted; else empty. */
  readonly undecided: readonly string[];
}

/** The hosts of a run, and the names that its endpoints had with them. */
export interface RunHosts {
  /** Schemes and hosts in the names of endpoints, sorted. */
  readonly origins: readonly string[];
  /** Scenarios whose endpoints have hosts. */
  readonly scenarios: readonly ScenarioHosts[];
  /** Endpoints that lost their host: the name now, and the name in the raw files. */
  readonly former: readonly (readonly [endpoint: string, name: string])[];
}

/** By scenario, the hosts that its endpoints went by their paths on in earlier runs, the latest last. */
export type KnownHomes = readonly (readonly [scenario: string | null, hosts: readonly string[]])[];
