import { Recorder } from '../../../../src/ingest/record/recorder.ts';
import type { Digest } from '../../../../src/model/documents/digest.ts';
import { uniformStream } from '../../../bench/random.ts';

/** A request as a table of samples holds it. */
export interface Sample {
  readonly endpoint: string;
  readonly startedMs: number;
  readonly durationMs: number | null;
  readonly error: string | null;
  readonly users: number;
}

/** Whole and fractional durations, zeros, failures, calls without duration; over 20 minutes. */
export function someSamples(): Sample[] {
  const uniform = uniformStream(3);
  return Array.from({ length: 6_000 }, (_, i) => {
    const kind = uniform();
    const long = 5 + 400 * uniform() ** 3;
    const error = uniform() < 0.05 ? (uniform() < 0.5 ? '500' : 'timeout') : null;
    return {
      endpoint: ['GET /', 'POST /a "b"', 'idle'][Math.floor(uniform() * 3)]!,
      startedMs: 1_700_000_000_000 + i * 200 + Math.floor(uniform() * 150),
      durationMs: error === 'timeout' ? null : kind < 0.02 ? 0 : kind < 0.5 ? Math.round(long) : long,
      error,
      users: 1 + Math.floor(i / 600),
    };
  });
}

const text = (value: string | null): string => (value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`);

/** The rows of an INSERT statement: scenario, endpoint, started_ms, duration_ms, ok, error, users. */
export const rowsOf = (samples: readonly Sample[]): string =>
  samples
    .map(
      ({ endpoint, startedMs, durationMs, error, users }) =>
        `(NULL, ${text(endpoint)}, ${startedMs}, ${durationMs ?? 'NULL'}, ${error === null}, ${text(error)}, ${users})`,
    )
    .join(', ');

/** What Perfolio makes of the same samples. */
export async function digestByRecorder(samples: readonly Sample[]): Promise<Digest> {
  const recorder = new Recorder();
  for (const { endpoint, startedMs, durationMs, error, users } of samples)
    recorder.requests(null, endpoint).add(startedMs, durationMs ?? NaN, error, users);
  return recorder.digest();
}
