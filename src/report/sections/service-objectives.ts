import { counted } from '../../model/text/counted.ts';
import { fixed, formatNumber, noValue } from '../../model/text/format.ts';
import type { ObjectiveResult, RunReport } from '../../model/run-report.ts';
import type { Block, Cell } from '../../model/section.ts';
import { leftOutOf, leftOutRemedy, leftOutText } from '../targets/left-out.ts';
import { leftText, objectiveText } from '../targets/missed-objectives.ts';
import { text, verdictTone } from './cells.ts';

const spentText = (left: ObjectiveResult['left']): string =>
  left === null ? noValue : leftText({ lower: 1 - left.upper, upper: 1 - left.lower });

/** What an objective leaves out, and what to do about it. */
function leftOutNote(result: ObjectiveResult): string[] {
  const leftOut = leftOutOf(result.runs);
  const { label } = result.objective;
  return leftOut.length === 0
    ? []
    : [
        `${label ?? objectiveText(result.objective)} leaves out ${leftOut.map(leftOutText).join('; ')}. ${leftOutRemedy(result)}`,
      ];
}

/** "29 runs, 1 of them ignored in trends" */
function runsNote({ runs }: ObjectiveResult): string {
  const ignored = runs.filter((one) => one.ignored !== undefined).length;
  const all = counted(runs.length, 'run');
  return ignored === 0 ? all : `${all}, ${ignored} of them ignored in trends`;
}

function row(result: ObjectiveResult, id: string): Record<string, Cell> {
  const { objective, runs, allowed, left, verdict } = result;
  const own = runs.find(({ run }) => run === id);
  const requests = runs.reduce((sum, { count }) => sum + (count ?? 0), 0);
  const isPart = runs.some(({ leftOut }) => leftOut.length > 0);
  const place = [objective.endpoint, objective.scenario].filter((part) => part !== undefined).join(' in ');
  const wanted = objectiveText(objective);
  const notes = [...(objective.label === undefined ? [] : [wanted]), ...(place === '' ? [] : [place])];
  return {
    objective: text(objective.label ?? wanted, notes.length === 0 ? {} : { note: notes.join(', ') }),
    requests: text(requests === 0 ? null : fixed(requests, 0), { note: runsNote(result) }),
    allowed: text(allowed === null ? null : formatNumber(allowed)),
    own: text(spentText(own?.left ?? null)),
    left: text(leftText(left)),
    verdict: text(verdict, { tone: verdictTone(verdict), ...(isPart && { note: 'requests left out' }) }),
  };
}

const isBounded = ({ runs }: ObjectiveResult): boolean =>
  runs.some(({ bad }) => bad !== null && bad.least !== bad.most);

/** The objectives over time: error budget spent by this run and left; nothing without objectives. */
export function objectiveBlocks({ id, context: { objectives = [] } }: RunReport): Block[] {
  if (objectives.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'objectives',
      caption: 'Service level objectives, by the requests of this run and of those before it',
      columns: [
        { key: 'objective', label: 'Objective', type: 'text' },
        { key: 'requests', label: 'Requests', type: 'number' },
        { key: 'allowed', label: 'Allowed to be bad', type: 'number' },
        { key: 'own', label: 'Spent by this run', type: 'number' },
        { key: 'left', label: 'Budget left', type: 'number' },
        { key: 'verdict', label: 'Verdict', type: 'verdict' },
      ],
      rows: objectives.map((one) => row(one, id)),
      note: [
        'A run spends its bad requests, as a share of those that its own requests allow. The budget left counts all runs of the days before, each request alike, and also runs that annotations ignore.',
        ...(objectives.some(isBounded)
          ? [
              'Two values are bounds: of some requests, it is known to 0.5% only how long they took, or not at all.',
            ]
          : []),
        ...objectives.flatMap(leftOutNote),
      ].join(' '),
    },
    { kind: 'figure', chart: 'error-budget', caption: null },
  ];
}
