import { at } from '../../model/checked.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { CpuCurve, Timeline, TimelinePoint } from '../../model/run-curves.ts';
import { formatNumber, noValue } from '../../model/text/format.ts';
import { placeTextOf } from '../../report/words/place-text.ts';
import type { ChartTable, Panel } from '../chart.ts';
import { lineRows, placeLabels, type TimedValue } from '../chart-lines.ts';
import { axesOverTime, endLabels, panelSpec, timeSignals, valueAxis } from '../parts.ts';
import { secondsText } from '../run-parts.ts';
import { logScale, timeScale, zeroScale } from '../scales.ts';
import { lastSecond } from '../throughput-over-time.ts';
import { thinned } from '../timeline-table.ts';
import { plotHeight } from '../vega/frames.ts';
import type { ComparedRuns, PairChart } from './pair-chart.ts';
import { bothLines, byRank, certaintyIn, legend, runNames, sizeIn } from './pair-parts.ts';
import { largest } from '../../model/long-lists.ts';

/** Of more scenarios than this the pictures would fill the page. */
const mostScenarios = 2;

/** One value over time; CPU use is read at moments of its own. */
interface Course {
  readonly heading: string;
  readonly label: string;
  readonly scale: 'log' | 'linear';
  readonly of: ((point: TimelinePoint) => number | null) | 'cpu';
}

const courses: readonly Course[] = [
  {
    heading: 'Requests per second',
    label: 'Requests/s',
    scale: 'linear',
    of: ({ requestsPerSecond }) => requestsPerSecond,
  },
  {
    heading: 'Failed requests, %',
    label: 'Failed, %',
    scale: 'linear',
    of: ({ errorRate }) => (errorRate === null ? null : errorRate * 100),
  },
  { heading: '95th percentile, ms', label: 'p95, ms', scale: 'log', of: ({ p95 }) => p95 },
  { heading: 'CPU, %', label: 'CPU, %', scale: 'linear', of: 'cpu' },
];

/** A scenario of one run over time. */
interface Side extends Timeline {
  readonly cpu: CpuCurve['points'];
}

/** A scenario of both runs that has points of time in each. */
interface Both {
  readonly scenario: string;
  readonly base: Side;
  readonly head: Side;
}

/** Throughput, errors, the 95th percentile and CPU use of both runs since their start, on a common axis. */
export const overTimePairs: PairChart = {
  id: 'over-time-pairs',
  read(runs) {
    const { base, head } = runs;
    const drawn = scenariosOf(runs)
      .map((both) => ({ both, courses: courses.filter((course) => isDrawable(course, both)) }))
      .filter((one) => one.courses.length > 0)
      .slice(0, mostScenarios);
    if (drawn.length === 0) return null;
    const name = placeTextOf(base.measures, head.measures);
    const nameOf = (scenario: string): string => name({ scenario, endpoint: null });
    const caption = captionOf(
      drawn.map(({ both }) => both),
      nameOf,
    );
    return {
      title: 'Over time',
      subtitle: `since the first request of each run; ${legend(base, head)}`,
      caption,
      alt: `Lines of both runs over time. ${caption}`,
      panels: drawn.flatMap(({ both, courses: shown }) =>
        shown.map((course) => ({
          ...panel(course, both, runNames(base, head)),
          heading: course.heading,
          note: nameOf(both.scenario) || null,
        })),
      ),
      table: table(
        drawn.map(({ both }) => both),
        nameOf,
      ),
    };
  },
  sizeOf: () => 'standard',
  spec: (template, size) => {
    const y = valueAxis(template === 'log' ? 'log' : 'linear');
    return panelSpec(
      size,
      [
        ...bothLines(template === 'log' ? 'log' : 'linear'),
        endLabels(y, undefined, 'baseEnd', 'var(--ink-2)'),
        endLabels(y, undefined, 'headEnd', 'var(--ink)'),
      ],
      timeSignals,
    );
  },
};

/** Scenarios of both runs, the one that changed most first. */
function scenariosOf({ base, head, changes }: ComparedRuns): Both[] {
  const rank = ({ scenario }: Both): readonly number[] => {
    const isOwn = (change: ComparedRuns['changes'][number]): boolean => change.scenario === scenario;
    return [certaintyIn(changes, isOwn), sizeIn(changes, isOwn)];
  };
  const before = new Map(sidesOf(base).map((one) => [one.scenario, one]));
  return sidesOf(head)
    .flatMap((to): Both[] => {
      const from = before.get(to.scenario);
      return from === undefined ? [] : [{ scenario: to.scenario, base: from, head: to }];
    })
    .toSorted((a, b) => byRank(rank(a), rank(b)));
}

const sidesOf = ({ measures }: RunReport): Side[] =>
  measures.timelines.map((timeline) => ({
    ...timeline,
    cpu: measures.cpuCurves.find(({ scenario }) => scenario === timeline.scenario)?.points ?? [],
  }));

/** True if both runs have three values of it or more, and not all of them 0. */
function isDrawable(course: Course, { base, head }: Both): boolean {
  const known = [base, head].map((side) => valuesOver(side, course).flatMap(({ v }) => v ?? []));
  return (
    known.every((values) => values.length >= 3) && known.some((values) => values.some((value) => value > 0))
  );
}

function valuesOver({ points, widthSeconds, cpu }: Side, { of, scale }: Course): TimedValue[] {
  if (of === 'cpu') return cpu.map(({ atSeconds, percent }) => ({ t: atSeconds, v: percent }));
  return points.map((point) => {
    const v = of(point);
    // A logarithm takes no 0.
    return { t: point.atSeconds + widthSeconds / 2, v: scale === 'log' && v !== null && v <= 0 ? null : v };
  });
}

function panel(course: Course, both: Both, names: { base: string; head: string }): Omit<Panel, 'heading'> {
  const lines = {
    base: lineRows(valuesOver(both.base, course)),
    head: lineRows(valuesOver(both.head, course)),
  };
  const values = [...lines.base, ...lines.head].map(({ v }) => v);
  const y = (course.scale === 'log' ? logScale(values) : null) ?? zeroScale(values, 1);
  const until = Math.max(lastSecond(both.base), lastSecond(both.head));
  const x = timeScale(Math.max(until, largest([...lines.base, ...lines.head].map(({ t }) => t))), 6);
  const ends = (['head', 'base'] as const).flatMap((side) => {
    const last = lines[side].at(-1);
    return last === undefined ? [] : [{ side, t: last.t, v: last.v, label: names[side] }];
  });
  const placed = placeLabels(ends, [], { domain: y.domain, scale: course.scale, height: plotHeight });
  const endOf = (side: 'base' | 'head'): object[] =>
    ends.flatMap((end, i) =>
      end.side === side ? [{ t: end.t, v: at(placed.ends, i), label: end.label }] : [],
    );
  return {
    template: course.scale,
    data: { ...lines, headEnd: endOf('head'), baseEnd: endOf('base') },
    signals: axesOverTime(x, y),
  };
}

/** "Buying: 12 → 19 requests per second at the peak." */
function captionOf(drawn: readonly Both[], nameOf: (scenario: string) => string): string {
  const peak = ({ points }: Timeline): number =>
    points.reduce((most, { requestsPerSecond }) => Math.max(most, requestsPerSecond ?? 0), 0);
  return drawn
    .map(({ scenario, base, head }) => {
      const lead = nameOf(scenario);
      const text = `at its peak ${formatNumber(peak(base))} → ${formatNumber(peak(head))} requests per second.`;
      return lead === '' ? `A${text.slice(1)}` : `${lead}: ${text}`;
    })
    .join(' ');
}

/** A value of a run in the slice that begins at some time, of CPU use the first reading; null beyond its end. */
function valueAt({ points, widthSeconds, cpu }: Side, seconds: number, { of }: Course): number | null {
  const isWithin = (at: number): boolean => at >= seconds && at < seconds + widthSeconds;
  if (of === 'cpu') return cpu.find(({ atSeconds }) => isWithin(atSeconds))?.percent ?? null;
  const point = points.find(({ atSeconds }) => seconds >= atSeconds && seconds < atSeconds + widthSeconds);
  return point === undefined ? null : of(point);
}

function table(drawn: readonly Both[], nameOf: (scenario: string) => string): ChartTable {
  const text = (value: number | null): string => (value === null ? noValue : formatNumber(value));
  return {
    note: 'A sample of the time slices, evenly spaced. The JSON of each run contains all of them.',
    columns: [
      { label: 'Scenario', type: 'text' },
      { label: 'From, s', type: 'number' },
      ...courses.flatMap(({ label }) =>
        ['base', 'head'].map((side) => ({ label: `${label}, ${side}`, type: 'number' as const })),
      ),
    ],
    rows: drawn.flatMap(({ scenario, base, head }) => {
      const longer = lastSecond(base) > lastSecond(head) ? base : head;
      return thinned(longer.points).map(({ atSeconds }) => [
        nameOf(scenario),
        secondsText(atSeconds),
        ...courses.flatMap((course) => [base, head].map((side) => text(valueAt(side, atSeconds, course)))),
      ]);
    }),
  };
}
