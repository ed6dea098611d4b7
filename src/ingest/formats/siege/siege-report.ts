import { parseCount, parseNonNegative } from '../../fields/number-fields.ts';
import type { Recorder } from '../../record/recorder.ts';
import { allEndpoints } from '../../record/run-names.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { secondsToMs } from '../../fields/units.ts';

/** The figures of one siege, as it names them; null where it printed none (`nan`). Times in seconds. */
export interface SiegeReport {
  readonly transactions: number | null;
  readonly failed: number | null;
  readonly elapsed: number | null;
  readonly responseTime: number | null;
  readonly rate: number | null;
  readonly longest: number | null;
  readonly shortest: number | null;
}

/** Adds a siege's figures. Its transactions are the hits that did not fail; those that did come on top. */
export function addSiege(report: SiegeReport, recorder: Recorder, account: FileAccount): void {
  const { transactions, failed, elapsed, responseTime, rate, longest, shortest } = report;
  if (failed !== null && failed > 0)
    account.warn('rate-of-hits', "siege's transaction rate leaves failed requests out.");
  recorder.durationSeconds = elapsed;
  recorder.reported({
    endpoint: allEndpoints,
    count: transactions === null || failed === null ? null : transactions + failed,
    errors: failed,
    latency:
      transactions === 0
        ? null
        : { mean: secondsToMs(responseTime), min: secondsToMs(shortest), max: secondsToMs(longest) },
    requestsPerSecond: rate,
  });
}

/** The report of siege's names with their values. */
export function siegeReport(get: (name: string) => string | undefined): SiegeReport {
  const number = (name: string): number | null => parseNonNegative(get(name) ?? '');
  const count = (name: string): number | null => parseCount(get(name) ?? '');
  return {
    transactions: count('transactions'),
    failed: count('failed_transactions'),
    elapsed: number('elapsed_time'),
    responseTime: number('response_time'),
    rate: number('transaction_rate'),
    longest: number('longest_transaction'),
    shortest: number('shortest_transaction'),
  };
}
