import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Endpoint } from './calls.ts';
import type { Outcome } from './client.ts';

/** One request as measured. */
export interface Sample extends Outcome {
  /** Epoch milliseconds at which it was sent, or, in an open model, was due. */
  readonly startedMs: number;
  readonly endpoint: Endpoint;
  readonly durationMs: number;
  readonly users: number;
}

/** Writes samples as a gzipped requests.csv, in order of their start. Nothing is rounded but to 10 microseconds. */
export function writeRequests(path: string, samples: readonly Sample[]): void {
  const rows = [...samples]
    .sort((a, b) => a.startedMs - b.startedMs)
    .map(({ startedMs, endpoint, durationMs, status, error, users }) =>
      [
        Math.round(startedMs),
        endpoint,
        durationMs.toFixed(2),
        status !== null && status < 400,
        status ?? '',
        error ?? '',
        users,
      ].join(','),
    );
  writeFileSync(
    path,
    gzipSync(`timestamp,endpoint,duration_ms,ok,status,error,users\n${rows.join('\n')}\n`, { level: 9 }),
  );
}
