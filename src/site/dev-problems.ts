import type { Problem } from '../model/problem.ts';
import { shortProblemsText } from '../project/validate/problems-text.ts';

/** Where a server says what it finds. */
export interface Log {
  readonly info: (text: string) => void;
  readonly warn: (text: string) => void;
  readonly error: (text: string) => void;
}

/**
 * Tells what is wrong with a project each time that it is called, unless it was told last: who saves a page of words
 * need not read of the same warnings again. Of calls that overlap only the last one counts.
 */
export function problemTeller(
  read: () => Promise<{ readonly problems: readonly Problem[] }>,
  log: Log,
): () => Promise<void> {
  let told = '';
  let calls = 0;
  return async () => {
    const call = ++calls;
    try {
      const text = shortProblemsText((await read()).problems);
      if (call !== calls || text === told) return;
      told = text;
      if (text === '') log.info('Everything is valid again.');
      else log.warn(`\n${text}`);
    } catch (error) {
      if (call === calls) log.error(String(error));
    }
  };
}
