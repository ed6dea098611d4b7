import { transportError } from '../../fields/labels.ts';
import { allEndpoints } from '../../record/run-names.ts';
import type { Recorder } from '../../record/recorder.ts';

/** One request of a vegeta attack: the fields of it that are read. */
export interface VegetaHit {
  readonly startMs: number;
  readonly durationMs: number;
  /** HTTP status; 0 where there was no response. */
  readonly code: number;
  readonly error: string;
  readonly endpoint: string;
}

/** The endpoint of a method and a URL's label; older versions write neither. */
export const hitEndpoint = (method: string, label: string): string =>
  label === '' ? allEndpoints : `${method} ${label}`.trim();

/** Adds a request to the series of its endpoint. */
export function addHit(recorder: Recorder, hit: VegetaHit): void {
  recorder.requests(null, hit.endpoint).add(hit.startMs, hit.durationMs, errorType(hit), NaN);
}

function errorType({ code, error }: VegetaHit): string | null {
  if (code >= 400) return String(code);
  return code === 0 ? transportError(error) : null;
}
