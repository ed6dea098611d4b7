/**
 * How often histories of one level are cut into several, and what that does to the comparison that follows.
 * `node test/bench/level-cuts.ts` prints, for each kind of noise and number of sessions, the share of histories that are
 * cut, and the share with p < 0.01 for one more session, with and without the cut.
 */
import { textTable } from '../../src/commands/terminal/text-table.ts';
import { levelStarts } from '../../src/stats/level-start.ts';
import { mean, squaredDeviations } from '../../src/stats/moments.ts';
import { testDifference } from '../../src/stats/difference-test.ts';
import { fitSessions } from '../../src/stats/session-fit.ts';
import { testSessions } from '../../src/stats/session-test.ts';
import { normalStream, uniformStream } from './random.ts';

const histories = 4_000;
const deviation = 0.04;
const [normal, uniform] = [normalStream(5), uniformStream(9)];

function wandering(count: number, correlation: number): number[] {
  let state = normal();
  return Array.from({ length: count }, () => {
    state = correlation * state + Math.sqrt(1 - correlation ** 2) * normal();
    return deviation * state;
  });
}

const kinds: Record<string, (count: number) => number[]> = {
  independent: (count) => wandering(count, 0),
  'AR(1) 0.5': (count) => wandering(count, 0.5),
  '15% of sessions 10 to 30% slower': (count) =>
    Array.from({ length: count }, () => (uniform() < 0.15 ? 0.1 + 0.2 * uniform() : 0.03 * normal())),
};

function row(kind: string, count: number): string[] {
  const found = { cut: 0, with: 0, without: 0 };
  for (let i = 0; i < histories; i++) {
    const values = kinds[kind]!(count + 1);
    const [base, head] = [values.slice(0, count), values[count]!];
    if (levelStarts(base).length > 0) found.cut++;
    const fit = fitSessions({ base: base.map((value) => [value]), head: [[head]] });
    if (testSessions(fit, fit.sessions, fit.repeats).p < 0.01) found.with++;
    const variance = (squaredDeviations(base) / (count - 1)) * (1 + 1 / count);
    if (testDifference(head - mean(base), variance, count - 1).p < 0.01) found.without++;
  }
  const share = (one: number): string => `${((100 * one) / histories).toFixed(2)}%`;
  return [kind, String(count), share(found.cut), share(found.with), share(found.without)];
}

const rows = Object.keys(kinds).flatMap((kind) => [6, 8, 10, 20, 50].map((count) => row(kind, count)));
const heads = ['noise', 'sessions', 'cut', 'p < 0.01', 'without cuts'];
process.stdout.write(textTable(heads, rows));
