/**
 * How soon the provisional alert for the newest run comes, and how often it is false, on labelled histories.
 * `node test/bench/alert-delay.ts FOLDER`: JSON files {"values": [...], "annotations": {"person": [index, ...]}}.
 *
 * Every history is replayed run by run. False: an alert in a history that nobody marked, from the 30th run on.
 * Delay: runs from a point on which more than half the people agree (within 5 runs) to the first alert in the
 * direction of that change; 0 is the changed run itself; no alert within 12 runs counts as never.
 */
import { changePoints } from '../../src/stats/change-points.ts';
import { median } from '../../src/stats/robust.ts';
import { labelledHistories, type Labelled } from './support/labelled.ts';

const firstRun = 30;
const horizon = 12;

/** Where more than half the people put a mark within 5 runs: the median of their marks. */
function agreedPoints({ annotations, values }: Labelled): number[] {
  const people = Object.values(annotations);
  const agreed: number[] = [];
  for (const mark of people.flat().sort((a, b) => a - b)) {
    const near = people.flatMap((marks) => marks.filter((other) => Math.abs(other - mark) <= 5).slice(0, 1));
    const centre = Math.round(median(near));
    const isNew = agreed.every((other) => Math.abs(other - centre) > 5);
    if (near.length > people.length / 2 && isNew) agreed.push(centre);
  }
  return agreed.filter((point) => point >= firstRun && point + horizon < values.length);
}

const alertAt = (values: readonly number[], run: number): string =>
  changePoints(values.slice(0, run + 1)).newest.verdict;
const isAlert = (verdict: string): boolean => verdict === 'worse' || verdict === 'better';

function delayOf(values: readonly number[], point: number): number {
  const before = median(values.slice(point - 10, point));
  const after = median(values.slice(point, point + 10));
  const direction = after > before ? 'worse' : 'better';
  for (let delay = 0; delay < horizon; delay++)
    if (alertAt(values, point + delay) === direction) return delay;
  return Infinity;
}

const all = labelledHistories(process.argv[2]);
const calm = all.filter(({ annotations }) => Object.values(annotations).every((marks) => marks.length === 0));
let points = 0;
let alerts = 0;
for (const { values } of calm) {
  for (let run = firstRun; run < values.length; run++) {
    points++;
    if (isAlert(alertAt(values, run))) alerts++;
  }
}
const delays = all
  .flatMap((one) => agreedPoints(one).map((point) => delayOf(one.values, point)))
  .sort((a, b) => a - b);
const within = (limit: number): string =>
  `${((100 * delays.filter((delay) => delay <= limit).length) / delays.length).toFixed(0)}%`;

console.log(`histories: ${all.length}, without any mark: ${calm.length} (${points} points)`);
console.log(`false alerts per point: ${((100 * alerts) / points).toFixed(2)}%`);
console.log(`agreed changes: ${delays.length}; median delay: ${median(delays)} runs`);
console.log(
  `alert at the changed run: ${within(0)}; within 2: ${within(2)}; within ${horizon - 1}: ${within(horizon - 1)}`,
);
