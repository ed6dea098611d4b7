import { expect, test } from 'vitest';
import { RateProgress } from '../../../src/commands/terminal/rate-progress.ts';

/** What is printed of reading 100 MB a second, and the clock's hand. */
function watched(isInteractive: boolean, total: number | null): string {
  let [now, printed] = [0, ''];
  const progress = new RateProgress({ err: (text) => void (printed += text), isInteractive }, () => now);
  progress.start('Reading', total);
  for (let second = 1; second <= 20; second++) {
    now = second * 1_000;
    progress.add(100e6);
  }
  progress.end();
  return printed;
}

test('shows bytes, rate and time left every ten seconds', () => {
  expect(watched(false, 10e9)).toBe(
    'Reading 1\u00a0GB of 10\u00a0GB (10%), 100\u00a0MB/s, 1\u00a0min 30\u00a0s left\n' +
      'Reading 2\u00a0GB of 10\u00a0GB (20%), 100\u00a0MB/s, 1\u00a0min 20\u00a0s left\n',
  );
});

test('shows no time left for a stream, whose size is unknown', () => {
  expect(watched(false, null).split('\n')[0]).toBe('Reading 1\u00a0GB, 100\u00a0MB/s');
});

test('overwrites its line in a terminal, and ends it', () => {
  const lines = watched(true, 2e9);
  expect(lines.match(/\r/g)).toHaveLength(20);
  expect(lines).toMatch(/\(100%\), 100\sMB\/s, 0\ss left *\n$/);
});
