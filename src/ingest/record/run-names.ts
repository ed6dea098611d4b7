import type { Digest, EndpointDigest, Measure, ReportedPoint } from '../../model/documents/digest.ts';
import type { ReportedRow } from './reported-row.ts';

/** What samples past the endpoint limit are grouped under. */
export const otherEndpoints = '(other endpoints)';

/** Endpoint name of samples that are not distinguished, and of pooled ones. */
export const allEndpoints = '*';

/** How names in a file become those of the run. */
export interface Naming {
  /** The scenario of what a file files under this one; null where it names none. */
  readonly scenario: (fromFile: string | null) => string | null;
  readonly endpoint: (label: string) => string;
  /** What the rows of a file that names no endpoint are; null if unknown. */
  readonly whole?: string | null;
}

/** The names that the file itself has. */
export const asInFile: Naming = { scenario: (fromFile) => fromFile, endpoint: (label) => label };

/** The endpoint of a label; with its method only if no name of the project says which endpoint it is. */
export function endpointOf(
  label: string,
  method: string | null,
  names: Naming,
): { readonly endpoint: string; readonly method: string | null } {
  if (label === allEndpoints) return { endpoint: names.whole ?? allEndpoints, method: null };
  const withMethod = `${method ?? ''} ${label}`;
  const stated = method === null ? withMethod : names.endpoint(withMethod);
  if (stated !== withMethod) return { endpoint: stated, method: null };
  const endpoint = names.endpoint(label);
  return { endpoint, method: endpoint === label ? method : null };
}

/** A measure under the run's names, if it is one of an endpoint. */
export function namedMeasure(measure: Measure, names: Naming): Measure {
  const { endpoint, scenario = null } = measure;
  if (endpoint === undefined) return measure;
  return { ...measure, endpoint: names.endpoint(endpoint), scenario: names.scenario(scenario) };
}

/** Points of a course, each under the id of its endpoint. */
export const namedPoints = (points: readonly ReportedPoint[], names: Naming): ReportedPoint[] =>
  points.map((point) =>
    point.endpoint === allEndpoints ? point : { ...point, endpoint: names.endpoint(point.endpoint) },
  );

/** A row that a tool printed. */
export const namedRow = (row: ReportedRow, names: Naming): ReportedRow => ({
  ...row,
  scenario: names.scenario(row.scenario ?? null),
  endpoint: row.endpoint === allEndpoints ? (names.whole ?? allEndpoints) : names.endpoint(row.endpoint),
});

/** All that a digest names. */
export function namedDigest(digest: Digest, names: Naming): Digest {
  const named = (rows: readonly EndpointDigest[]): EndpointDigest[] =>
    rows.map((row) => ({
      ...row,
      scenario: names.scenario(row.scenario),
      endpoint: row.endpoint === allEndpoints ? allEndpoints : names.endpoint(row.endpoint),
    }));
  return {
    ...digest,
    endpoints: named(digest.endpoints),
    pooled: named(digest.pooled),
    transactions: named(digest.transactions),
    timeline: namedPoints(digest.timeline, names),
    measures: digest.measures.map((measure) => namedMeasure(measure, names)),
  };
}
