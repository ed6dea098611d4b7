import { readFileSync } from 'node:fs';

/** Reads a file of expected values; `name` without its ending. */
export function referenceFixture(name: string): unknown {
  const path = new URL(`../fixtures/reference/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Correct digits: the log relative error of NIST's comparisons, 16 when equal. */
export function correctDigits(actual: number, expected: number): number {
  if (actual === expected) return 16;
  const error = expected === 0 ? Math.abs(actual) : Math.abs(actual - expected) / Math.abs(expected);
  return Math.min(16, -Math.log10(error));
}
