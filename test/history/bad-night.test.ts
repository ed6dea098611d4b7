import { expect, it } from 'vitest';
import { basisText } from '../../src/model/text/basis.ts';
import { contextOf } from '../../src/history/context.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { MetricChange } from '../../src/model/run-report.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { dice, makeRun, noisy } from './make-run.ts';

const run = (day: number, p95: number, commit = `c${day}`): RunMeasures =>
  makeRun({ day, manifest: { commit }, endpoints: { pay: { p50: 100, p95, count: 2_000 } } });

/** Thirteen nights around 200 ms, in which the sixth took as many times as long. */
function nights(times: number): RunMeasures[] {
  const next = dice(7);
  return Array.from({ length: 13 }, (_, day) => run(day, noisy(200, next) * (day === 6 ? times : 1)));
}

const p95Of = (heads: readonly RunMeasures[], history: readonly RunMeasures[]): MetricChange => {
  const head = heads.at(-1)!;
  const { changes } = contextOf(head, [...history, ...heads.slice(0, -1)], new Map(), defaultProject, []);
  return changes.find(({ endpoint, metric }) => endpoint === 'pay' && metric === 'response.p95')!;
};

it('calls a change after one bad night, which is named and set aside', () => {
  const { verdict, certainty, basis } = p95Of([run(20, 266)], nights(2));
  expect({ verdict, certainty }).toEqual({ verdict: 'worse', certainty: 'suspected' });
  expect(basis.evidence).toMatch(/history of 13 runs, without \S+ \(\+\d+%\), far from all others/);
});

it('only suspects what one bad night was, too, until a second run shows it', () => {
  const { basis } = p95Of([run(20, 266)], nights(2));
  expect(basis.reasons).toEqual([
    {
      id: 'earlier-run-as-far-off',
      text: 'an earlier run was as far off by itself: another run is needed to confirm it',
    },
  ]);
  const heads = [run(20, 266, 'new'), run(21, 268, 'new')];
  expect(p95Of(heads, nights(2)).certainty).toBe('confirmed');
});

it('confirms what is worse than any night before', () => {
  expect(p95Of([run(20, 520)], nights(2)).certainty).toBe('confirmed');
  expect(p95Of([run(20, 150)], nights(2))).toMatchObject({ verdict: 'better', certainty: 'confirmed' });
});

it('says nothing of a night that is like the others, and names no night where none is odd', () => {
  expect(p95Of([run(20, 203)], nights(2)).verdict).not.toBe('worse');
  expect(basisText(p95Of([run(20, 266)], nights(1)).basis)).not.toContain('without');
});

/** Twelve nights around 200 ms, a baseline after them, and a run. */
const after = (base: number, head: number): MetricChange =>
  p95Of(
    [run(20, head)],
    [200, 206, 195, 203, 198, 207, 196, 204, 199, 202, 194, 205, base].map((value, day) => run(day, value)),
  );

const whyOf = ({ basis }: MetricChange): string[] => (basis.reasons ?? []).map(({ text }) => text);

it('calls no run worse that is like a baseline which is far from all others itself, and says so', () => {
  // 5.8% above its baseline, and 25% above all runs before that one.
  expect(after(240, 254).verdict).not.toBe('worse');
  const like = after(225, 240);
  expect(like.verdict).toBe('cannot-tell');
  expect(whyOf(like)).toEqual(['this run is like its baseline, which is far from the runs before it']);
  expect(after(204, 254).verdict).toBe('worse');
  expect(after(240, 330).verdict).toBe('worse');
});

it('calls no run better that is faster than one bad night alone, and says so', () => {
  const back = after(360, 198);
  expect(back).toMatchObject({ relative: -0.45, verdict: 'no-change-shown' });
  expect(whyOf(back)).toEqual(['the baseline is far from the runs before it, and this run is like those']);
  // 28% below its baseline, and 30% above the runs before that one.
  const between = after(360, 260);
  expect(between.verdict).toBe('no-change-shown');
  expect(whyOf(between)).toEqual(['the baseline is further from the runs before it than this run is']);
  expect(whyOf(after(204, 203))).toEqual([]);
});
