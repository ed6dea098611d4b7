import type { FileAccount } from './file-account.ts';
import { IngestError } from '../files/ingest-error.ts';

/**
 * Holds a set of files of single samples to it that one of them at least has a usable row; otherwise throws an
 * IngestError. A file without one beside others that have some is told by a warning: the others count.
 */
export function requireRows(accounts: readonly FileAccount[], hint: string): void {
  const empty = accounts.filter((account) => account.accepted === 0);
  for (const account of empty) {
    const error = emptyFile(account, hint);
    if (empty.length === accounts.length) throw error;
    account.warn(error.code, error.message);
  }
}

function emptyFile(account: FileAccount, hint: string): IngestError {
  const first = account.firstRefused[0];
  return first === undefined
    ? new IngestError(
        'no-rows',
        'The file contains no sample.',
        'Check that the test ran and wrote its samples here.',
      )
    : new IngestError(
        'no-usable-row',
        `No row can be used. Line ${first.line}: ${first.reason}.`,
        hint,
        first.line,
      );
}
