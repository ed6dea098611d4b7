/**
 * How often reports of simulated projects make a false call, and how often they find what was planted.
 * `node test/bench/verdicts.ts [REPORTS] [SEED] [NAME]`; the table in docs/statistics.md is its output.
 *
 * Each report is judged whole, as `diff` judges it: percentiles and errors of each endpoint, errors of all, throughput,
 * processor use and memory. What projects are like is in verdicts/settings.ts.
 */
import { defaultProject } from '../../src/model/documents/project.ts';
import type { MetricChange } from '../../src/model/run-report.ts';
import { compareMetrics, type Compared } from '../../src/history/compare/compare-metrics.ts';
import { comparedPlaces } from '../../src/history/compare/compared-places.ts';
import { HistoryAnalyses } from '../../src/history/trends/history-analysis.ts';
import { diceOf, planted, simulateProject, type Dice } from './verdicts/simulate.ts';
import { settings, type Setting } from './verdicts/settings.ts';

const reports = Number(process.argv[2] ?? 300);
const seed = Number(process.argv[3] ?? 1);
const wanted = process.argv[4] ?? '';

function compare(setting: Setting, dice: Dice): Compared[] {
  const { history, heads } = simulateProject(setting, dice);
  const base = history.at(-1);
  if (base === undefined) throw new Error('A history has runs.');
  return heads.map((head) =>
    compareMetrics(
      {
        base,
        head,
        history,
        besides: heads,
        project: defaultProject,
        annotations: [],
        analyses: new HistoryAnalyses(),
      },
      comparedPlaces(base, head, defaultProject),
    ),
  );
}

const isCalled = ({ verdict }: MetricChange): boolean => verdict === 'worse' || verdict === 'better';

const isPlantedPlace = ({ endpoint }: MetricChange, setting: Setting): boolean =>
  endpoint === `GET /${planted % setting.endpoints}`;

/** What the planted change moves, and what holds the planted endpoint with others. */
function isTrue(change: MetricChange, setting: Setting): boolean {
  if (!isPlantedPlace(change, setting) || change.verdict !== 'worse') return false;
  const isError = change.metric === 'errors.rate';
  return isError ? setting.failures > 0 || setting.errorsTimes > 1 : setting.slower > 0 || setting.tail > 0;
}

function isFalse(change: MetricChange, setting: Setting): boolean {
  const isPlanted = setting.slower + setting.tail + setting.failures > 0 || setting.errorsTimes > 1;
  if (!isPlanted) return true;
  return !isPlantedPlace(change, setting) && change.endpoint !== '*' && change.endpoint !== null;
}

interface Tally {
  false: number;
  falseConfirmed: number;
  mostFalse: number;
  found: number;
  foundConfirmed: number;
  common: number;
  commonConfirmed: number;
}

function run(setting: Setting): Tally {
  const dice = diceOf(seed);
  const tally: Tally = {
    false: 0,
    falseConfirmed: 0,
    mostFalse: 0,
    found: 0,
    foundConfirmed: 0,
    common: 0,
    commonConfirmed: 0,
  };
  for (let i = 0; i < reports; i++) {
    const compared = compare(setting, dice);
    const called = compared.flatMap(({ changes }) => changes.filter(isCalled));
    const right = called.filter((one) => isTrue(one, setting));
    const wrong = called.filter((one) => isFalse(one, setting));
    const isConfirmed = ({ certainty }: { certainty: unknown }): boolean => certainty === 'confirmed';
    tally.false += Number(wrong.length > 0);
    tally.falseConfirmed += Number(wrong.some(isConfirmed));
    tally.mostFalse = Math.max(tally.mostFalse, wrong.length);
    tally.found += Number(right.length > 0);
    tally.foundConfirmed += Number(right.some(isConfirmed));
    const commons = compared.flatMap(({ common }) => (common?.certainty == null ? [] : common));
    tally.common += Number(commons.length > 0);
    tally.commonConfirmed += Number(commons.some(isConfirmed));
  }
  return tally;
}

const share = (count: number): string => `${((100 * count) / reports).toFixed(1)}%`;
console.log(`${reports} reports each, seed ${seed}\n`);
console.log(
  '| project | false call | confirmed | most in one | found | confirmed | common change | confirmed |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const setting of settings.filter(({ name }) => name.includes(wanted))) {
  const tally = run(setting);
  const cells = [
    setting.name,
    share(tally.false),
    share(tally.falseConfirmed),
    String(tally.mostFalse),
    share(tally.found),
    share(tally.foundConfirmed),
    share(tally.common),
    share(tally.commonConfirmed),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
