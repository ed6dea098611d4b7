import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inspectText } from '../inspect-text.ts';

const lines = readFileSync(join(import.meta.dirname, '../../fixtures/raw/ab/requests.tsv'), 'utf8').split(
  '\n',
);

/** Milliseconds to read a table with a field full of quotes. */
async function timeOf(quotes: string, length: number): Promise<number> {
  const [head = '', first = '', ...rest] = lines;
  const text = [
    head,
    `${first.slice(0, 8)}${quotes.repeat(length / quotes.length)}${first.slice(8)}`,
    ...rest,
  ];
  const started = performance.now();
  await inspectText(text.join('\n'));
  return performance.now() - started;
}

// Before, 20,000 quotes took a minute, and twice as many four minutes.
it.each(['"', '"a":'])('reads many stray %s in time that grows with their number alone', async (quotes) => {
  await timeOf(quotes, 20_000);
  let best = Infinity;
  // A busy machine may slow down one of the two: the best of several pairs counts. 50 ms are what any file may take.
  for (let tries = 0; tries < 5 && best > 2.6; tries++) {
    const [once, twice] = [await timeOf(quotes, 40_000), await timeOf(quotes, 80_000)];
    best = Math.min(best, twice / Math.max(once, 50));
  }
  expect(best).toBeLessThan(2.6);
});

/** Milliseconds to read a text with blanks of a kind put in. */
async function timeWith(path: string, line: number, blank: string, length: number): Promise<number> {
  const text = readFileSync(join(import.meta.dirname, '../../fixtures/raw', path), 'utf8').split('\n');
  text.splice(line, 0, blank.repeat(length));
  const started = performance.now();
  await inspectText(text.join('\n'));
  return performance.now() - started;
}

// Before, 40,000 blank lines took 5 to 14 s in the report of ab, and 80,000 four times as long.
it.each([
  ['ab/report.txt', '\n'],
  ['wrk/report.txt', '\n'],
  ['k6/console.txt', ' '],
  ['drill/stats.txt', ' '],
  ['bombardier/report.txt', '\n'],
])('reads %s with many blanks (%j) in time that grows with their number alone', async (path, blank) => {
  let best = Infinity;
  for (let tries = 0; tries < 5 && best > 2.6; tries++) {
    const once = await timeWith(path, 3, blank, 40_000);
    best = Math.min(best, (await timeWith(path, 3, blank, 80_000)) / Math.max(once, 100));
  }
  expect(best).toBeLessThan(2.6);
});
