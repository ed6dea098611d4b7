import { fixed } from '../model/text/format.ts';
import type { RunReport } from '../model/run-report.ts';
import type { Layer } from './parts.ts';
import { timeAxis } from './parts.ts';
import { largest } from '../model/long-lists.ts';

/** Room above the plot for the band and its labels, in pixels. */
export const loadBandRoom = 56;

/** Where the band stands above the plot, and how high it is at the highest load. */
const foot = -16;
const tallest = 18;

/** A load step: its time, the height of its bar in pixels, and where its label stands. */
interface LoadRow {
  readonly t: number;
  readonly t2: number;
  readonly middle: number;
  readonly y: number;
  readonly y2: number;
  readonly label: string;
}

/** The load steps of a scenario as bars above the plot; none for fewer than two. A label needs a share of the width. */
export function loadRows(report: RunReport, scenario: string, untilSeconds: number): LoadRow[] {
  const steps = report.measures.steps.filter((step) => step.scenario === scenario);
  if (steps.length < 2) return [];
  const most = largest(steps.map(({ users }) => users));
  return steps.map(({ users, startSeconds, durationSeconds }, i) => {
    const t2 = Math.min(untilSeconds, steps[i + 1]?.startSeconds ?? startSeconds + durationSeconds);
    const hasRoom = (t2 - startSeconds) / untilSeconds > 0.045;
    return {
      t: startSeconds,
      t2,
      middle: (startSeconds + t2) / 2,
      y: foot - Math.max(1, (users / most) * tallest),
      y2: foot,
      label: hasRoom ? `${fixed(users, 0)}${i === steps.length - 1 ? ' users' : ''}` : '',
    };
  });
}

const inPixels = (field: string): object => ({ field, type: 'quantitative', scale: null, axis: null });

/** The band of the load, and a hairline where it changes. */
export const loadBand = (name = 'load'): Layer[] => [
  {
    data: { name },
    mark: { type: 'rule', stroke: 'var(--rule)', strokeWidth: 1 },
    encoding: { x: timeAxis },
  },
  {
    data: { name },
    mark: { type: 'rect', fill: 'var(--rule)' },
    encoding: { x: timeAxis, x2: { field: 't2' }, y: inPixels('y'), y2: { field: 'y2' } },
  },
  {
    data: { name },
    mark: { type: 'text', baseline: 'bottom', dy: -2, fontSize: 12, fill: 'var(--ink-2)' },
    encoding: { x: { ...timeAxis, field: 'middle' }, y: inPixels('y'), text: { field: 'label' } },
  },
];
