import { at } from '../../model/checked.ts';
import { formatValue, formatNumber } from '../../model/text/format.ts';
import type { Finding } from '../../model/finding.ts';
import { newcombe } from '../../stats/proportion.ts';
import { coincidences } from './coincides.ts';
import { anyCourse, levelsOf, type UsersLevel } from './load-levels.ts';
import { evidence, makeFinding } from './make-finding.ts';
import { inScenario } from './place.ts';
import type { FindingInput, FindingRule } from './rule.ts';
import { largest, smallest } from '../../model/long-lists.ts';

/** Error rate from which a level counts as failing. */
const failingRate = 0.01;
/** And how many times the rate below it. */
const timesBelow = 5;
const fewestErrors = 10;
const fewestBelow = 100;

export const errorOnset: FindingRule = {
  id: 'error-onset',
  title: 'Errors begin at a load',
  kind: 'bottleneck',
  appliesWhen:
    'From one load level on, every level has an error rate of 1% or more and at least five times the rate below it. There are 10 errors or more, 100 requests or more below, and the 95% interval of the difference (Newcombe) is above 0.',
  meaning:
    'Beyond this load the system rejects requests or times out. Check the type of the first errors, and limits on connections, queues and timeouts.',
  find: (input) => input.measures.scenarios.flatMap(({ id }) => onset(input, id)),
};

const total = (levels: readonly UsersLevel[]): { count: number; errors: number; rate: number } => {
  const count = levels.reduce((sum, level) => sum + level.count, 0);
  const errors = levels.reduce((sum, level) => sum + level.errors, 0);
  return { count, errors, rate: count === 0 ? 0 : errors / count };
};

function onset(input: FindingInput, scenario: string): Finding[] {
  const levels = levelsOf(input, scenario);
  const onsetAt = levels.findIndex((_, i) => i > 0 && beginsAt(levels, i));
  if (onsetAt === -1) return [];
  const below = total(levels.slice(0, onsetAt));
  const above = total(levels.slice(onsetAt));
  const first = at(levels, onsetAt);
  const fine = at(levels, onsetAt - 1);
  const window = {
    scenario,
    startSeconds: smallest(levels.slice(onsetAt).map((level) => level.window.startSeconds)),
    endSeconds: largest(levels.slice(onsetAt).map((level) => level.window.endSeconds)),
  };
  const course = anyCourse(input, scenario);
  const types = input.measures.errors.find((row) => row.scenario === scenario)?.types ?? [];
  return [
    makeFinding(
      { rule: 'error-onset', kind: 'bottleneck' },
      {
        severity: 'high',
        title: `Errors begin at ${formatNumber(first.users)} users${inScenario(input.measures, scenario)}: ${formatValue(above.rate, 'share')} of the requests fail from there on, ${formatValue(below.rate, 'share')} below`,
        scenario,
        evidence: [
          evidence('Highest load without errors', fine.users, 'users'),
          evidence('Lowest load with errors', first.users, 'users'),
          evidence('Errors from there on', Math.round(above.errors), 'count'),
          ...types.slice(0, 1).map(({ type }) => evidence('Most frequent error', type)),
        ],
        window,
        coincides: course === null ? [] : coincidences(input, course, window, ['errors', 'users']),
        lookAt: `Find the limit between ${formatNumber(fine.users)} and ${formatNumber(first.users)} users: connections, a full queue, a timeout.`,
      },
    ),
  ];
}

function beginsAt(levels: readonly UsersLevel[], at: number): boolean {
  const below = total(levels.slice(0, at));
  const above = total(levels.slice(at));
  const least = Math.max(failingRate, timesBelow * below.rate);
  return (
    below.count >= fewestBelow &&
    above.errors >= fewestErrors &&
    levels.slice(at).every((level) => level.errors / level.count >= least) &&
    newcombe(above.errors, above.count, below.errors, below.count).lower > 0
  );
}
