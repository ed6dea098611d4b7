import type { ObjectiveResult } from '../model/run-report.ts';
import { formatShare, noValue } from '../model/text/format.ts';
import { leftText, objectiveText } from '../report/targets/missed-objectives.ts';
import type { Chart, Panel } from './chart.ts';
import { endLabels, labelledAxis, panelSpec, valueAxis } from './parts.ts';
import { linearScale } from './scales.ts';

const mostPanels = 4;
const dayMs = 86_400_000;

interface Point {
  readonly x: number;
  readonly v: number;
}

/** The middle of both bounds, in per cent, by days before the run. */
function pointsOf({ course }: ObjectiveResult): Point[] {
  const end = Date.parse(course.at(-1)?.startedAt ?? '');
  return course.flatMap(({ startedAt, left }) =>
    startedAt === null || left === null
      ? []
      : [{ x: (Date.parse(startedAt) - end) / dayMs, v: 50 * (left.lower + left.upper) }],
  );
}

const isDrawn = (one: ObjectiveResult): boolean => pointsOf(one).length > 1;

function panelOf(result: ObjectiveResult, isAlone: boolean): Panel {
  const { objective } = result;
  const line = pointsOf(result);
  const last = line.at(-1);
  const y = linearScale([0, 100, ...line.map(({ v }) => v)]);
  const { ticks } = linearScale([-objective.days, 0]);
  return {
    heading: isAlone ? null : (objective.label ?? objectiveText(objective)),
    template: 'budget',
    data: {
      zero: [{ v: 0 }],
      line,
      ends: last === undefined ? [] : [{ ...last, label: formatShare(last.v / 100) }],
    },
    signals: {
      xDomain: [-objective.days, 0],
      xTicks: ticks.filter((tick) => tick >= -objective.days),
      yDomain: y.domain,
      yTicks: y.ticks,
    },
  };
}

/** "99% of requests within 300 ms over 30 days: 40% of the error budget left after 12 runs." */
const sentence = ({ objective, left, runs }: ObjectiveResult): string =>
  `${objective.label ?? objectiveText(objective)}: ${leftText(left)} of the error budget left after ${runs.length} runs.`;

/** What is left of the error budget of each objective, run by run. */
export const errorBudgetChart: Chart = {
  id: 'error-budget',
  read({ context: { objectives = [] } }) {
    const drawn = objectives.filter(isDrawn).slice(0, mostPanels);
    if (drawn.length === 0) return null;
    const caption = drawn.map(sentence).join(' ');
    return {
      title: 'Error budget left',
      subtitle: '% of the budget of the runs so far, by days before this run; below 0 it is overspent',
      caption,
      alt: `A line from run to run. ${caption}`,
      panels: drawn.map((one) => panelOf(one, drawn.length === 1)),
      table: {
        note: null,
        columns: [
          { label: 'Objective', type: 'text' },
          { label: 'Run', type: 'text' },
          { label: 'Requests', type: 'number' },
          { label: 'Bad', type: 'number' },
          { label: 'Budget left', type: 'number' },
        ],
        rows: drawn.flatMap(({ objective, runs, course }) =>
          runs.map(({ run, count, bad }, i) => [
            objective.label ?? objectiveText(objective),
            run,
            count === null ? noValue : String(count),
            bad === null
              ? noValue
              : bad.least === bad.most
                ? String(bad.least)
                : `${bad.least} to ${bad.most}`,
            leftText(course[i]?.left ?? null),
          ]),
        ),
      },
    };
  },
  spec: (_, size) => {
    const y = valueAxis('linear');
    const x = labelledAxis('x', "format(datum.value, ',~g')");
    return panelSpec(
      size,
      [
        {
          data: { name: 'zero' },
          mark: { type: 'rule', strokeWidth: 1.25, strokeDash: [5, 3], color: 'var(--target)' },
          encoding: { y },
        },
        {
          data: { name: 'line' },
          mark: { type: 'line', strokeWidth: 1.75, color: 'var(--line-50)' },
          encoding: { x, y },
        },
        {
          data: { name: 'line' },
          mark: { type: 'point', filled: true, size: 40, opacity: 1, color: 'var(--line-50)' },
          encoding: { x, y },
        },
        endLabels(y, x),
      ],
      { xDomain: [-30, 0], xTicks: [-30, 0], yDomain: [0, 100], yTicks: [0] },
    );
  },
};
