/**
 * How often comparisons raise a false alarm on real histories that nobody marked: no normal noise, no simulation.
 * `node test/bench/replay-comparisons.ts FOLDER [reports] [seed]`: JSON files as for alert-delay.ts.
 *
 * A report is 20 random runs of random unmarked histories, each compared with the newest 10 runs of its level.
 */
import { changePoints } from '../../src/stats/change-points.ts';
import { judgeComparisons, type Candidate, type Judgement } from '../../src/stats/comparison-verdict.ts';
import { wilson } from '../../src/stats/proportion.ts';
import { evidenceOfValues } from '../history/evidence-of-values.ts';
import { uniformStream } from './random.ts';
import { labelledHistories } from './support/labelled.ts';

const reports = Number(process.argv[3] ?? 1_000);
const uniform = uniformStream(Number(process.argv[4] ?? 1));
const pick = (count: number): number => Math.floor(uniform() * count);
const lookBack = 60;

const calm = labelledHistories(process.argv[2])
  .filter(({ annotations }) => Object.values(annotations).every((marks) => marks.length === 0))
  .map(({ values }) => values);

function comparison(heads: number, minimumEffect: number): Candidate {
  const values = calm[pick(calm.length)]!;
  const run = lookBack + pick(values.length - lookBack - heads);
  const history = values.slice(run - lookBack, run);
  const base = history.slice(changePoints(history).levelStart).slice(-10);
  const evidence = evidenceOfValues({ base, head: values.slice(run, run + heads) });
  return { ...evidence, isThin: evidence.thin !== undefined, direction: 'lower', minimumEffect };
}

const percent = (count: number): string => {
  const { lower, upper } = wilson(count, reports);
  return `${((100 * count) / reports).toFixed(1)}% (${(100 * lower).toFixed(1)} to ${(100 * upper).toFixed(1)})`;
};

console.log(`${calm.length} histories, ${reports} reports\n`);
console.log('| runs of the head | minimum effect | reports with any false alarm | with a confirmed one |');
console.log('|---|---|---|---|');
for (const heads of [1, 3]) {
  for (const minimumEffect of [0.05, 0.1]) {
    let any = 0;
    let confirmed = 0;
    for (let r = 0; r < reports; r++) {
      const judged = judgeComparisons(Array.from({ length: 20 }, () => comparison(heads, minimumEffect)));
      const alarms = judged.filter(({ certainty }: Judgement) => certainty !== null);
      if (alarms.length > 0) any++;
      if (alarms.some(({ certainty }) => certainty === 'confirmed')) confirmed++;
    }
    console.log(`| ${heads} | ${100 * minimumEffect}% | ${percent(any)} | ${percent(confirmed)} |`);
  }
}
