import { transportError, urlLabel } from './labels.ts';
import { allEndpoints, type Recorder } from './recorder.ts';

/** One request of a vegeta attack: the fields of it that are read. */
export interface VegetaHit {
  readonly startMs: number;
  readonly durationMs: number;
  /** HTTP status; 0 where there was no response. */
  readonly code: number;
  readonly error: string;
  readonly method: string;
  readonly url: string;
}

/** Adds a request to the series of its method and URL; older versions write neither. */
export function addHit(recorder: Recorder, hit: VegetaHit): void {
  const endpoint = hit.url === '' ? allEndpoints : `${hit.method} ${urlLabel(hit.url)}`.trim();
  recorder.requests(null, endpoint).add(hit.startMs, hit.durationMs, errorType(hit), NaN);
}

function errorType({ code, error }: VegetaHit): string | null {
  if (code >= 400) return String(code);
  return code === 0 ? transportError(error) : null;
}
