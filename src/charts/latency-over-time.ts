import { at, entryOf, present } from '../model/checked.ts';
import { formatDuration, formatValue, formatNumber, noValue } from '../model/format.ts';
import type { MetricId } from '../model/metrics.ts';
import type { RunReport } from '../model/run-report.ts';
import type { Timeline } from '../model/run-measures.ts';
import type { Chart, Panel } from './chart.ts';
import { bandRows, lineRows, placeLabels } from './chart-lines.ts';
import {
  band,
  bounds,
  endLabels,
  line,
  loadSteps,
  axesOverTime,
  panelSpec,
  timeSignals,
  valueAxis,
  windows,
} from './parts.ts';
import * as of from './run-parts.ts';
import { logScale, max, min, timeScale } from './scales.ts';
import { timelineTable } from './timeline-table.ts';
import { plotHeight } from './frames.ts';

const y = valueAxis('log');
const metrics: readonly MetricId[] = ['response.p50', 'response.p90', 'response.p95', 'response.p99'];

/** Median and upper percentiles of all requests of a scenario over time, on a logarithmic axis. */
export const latencyOverTime: Chart = {
  id: 'latency-over-time',
  read(report, focus) {
    const timelines = drawable(report);
    const ids = of.chosenScenarios(report, (id) => timelines.has(id), focus);
    if (ids.length === 0) return null;
    const chosen = ids.map((id) => entryOf(timelines, id));
    const caption = chosen.map((timeline) => sentence(report, timeline, ids.length)).join(' ');
    return {
      title: 'Latency over time',
      subtitle: 'all requests, response time in ms, log scale',
      caption,
      alt: `Lines of the median${chosen.some(hasP99) ? ', 95th and 99th percentile' : ' and 95th percentile'} response time over time. ${caption}`,
      panels: chosen.map((timeline) => panel(report, timeline, ids.length)),
      table: timelineTable(report, chosen, [
        { label: 'p50, ms', of: ({ p50 }) => numberText(p50) },
        { label: 'p95, ms', of: ({ p95 }) => numberText(p95) },
        { label: 'p99, ms', of: ({ p99 }) => numberText(p99) },
      ]),
    };
  },
  spec: (_, size) =>
    panelSpec(
      size,
      [
        ...windows(),
        ...loadSteps(),
        band('outer', 'var(--band-99)', y),
        band('inner', 'var(--band-95)', y),
        line('p99', 'var(--line-99)', 1, y),
        line('p95', 'var(--line-95)', 1.25, y),
        line('p50', 'var(--line-50)', 2.25, y),
        ...bounds(y),
        endLabels(y),
      ],
      timeSignals,
    ),
};

const numberText = (value: number | null): string => (value === null ? noValue : formatNumber(value));

const hasP99 = (timeline: Timeline): boolean => timeline.points.some(({ p99 }) => p99 !== null);

/** Timelines with enough points to be a line, by scenario. */
const drawable = (report: RunReport): Map<string, Timeline> =>
  new Map(
    report.measures.timelines
      .filter(({ points }) => points.filter(({ p50, p95 }) => p50 !== null || p95 !== null).length >= 3)
      .map((timeline) => [timeline.scenario, timeline]),
  );

function panel(report: RunReport, { scenario, points, widthSeconds }: Timeline, panels: number): Panel {
  const at = points.map((point) => ({ ...point, t: point.atSeconds + widthSeconds / 2 }));
  const targets = of.targetsOn(report, metrics, scenario);
  const values = at.flatMap(({ p50, p95, p99 }) => [p50, p95, p99]).filter((value) => value !== null);
  const limits = targets.map(({ bound }) => bound.value);
  const near = limits.filter((limit) => limit < max(values) * 20 && limit > min(values) / 20);
  const scale = present(logScale([...values, ...near]), 'a drawable timeline has values');
  const positive = (value: number | null): number | null =>
    value === null ? null : Math.max(value, scale.domain[0]);
  const x = timeScale(max(points.map(({ atSeconds }) => atSeconds)) + widthSeconds, 6);
  const series = (['p50', 'p95', 'p99'] as const).map((name) => ({
    name,
    rows: lineRows(at.map((point) => ({ t: point.t, v: positive(point[name]) }))),
  }));
  const ends = series.flatMap(({ name, rows }) => {
    const last = rows.at(-1);
    return last === undefined ? [] : [{ t: last.t, v: last.v, label: `${name} ${formatNumber(last.v)}` }];
  });
  const shownBounds = targets
    .filter(({ bound }) => bound.value >= scale.domain[0] && bound.value <= scale.domain[1])
    .map((target) => ({
      v: target.bound.value,
      label: of.boundText(target, of.percentileName(target.metric)),
    }));
  const places = placeLabels(ends, shownBounds, { domain: scale.domain, scale: 'log', height: plotHeight });
  return {
    heading: of.panelHeading(report, scenario, panels),
    template: 'lines',
    data: {
      windows: of.findingWindows(report, scenario),
      steps: of.loadSteps(report, scenario, x.domain[1]),
      outer: bandRows(at.map(({ t, p95, p99 }) => ({ t, low: positive(p95), high: positive(p99) }))),
      inner: bandRows(at.map(({ t, p50, p95 }) => ({ t, low: positive(p50), high: positive(p95) }))),
      ...Object.fromEntries(series.map(({ name, rows }) => [name, rows])),
      bounds: shownBounds.map((bound, i) => ({ ...bound, at: places.limits[i] })),
      ends: ends.map((end, i) => ({ ...end, v: present(places.ends[i], 'each end has a place') })),
    },
    signals: axesOverTime(x, scale),
  };
}

/** "Browse: the median stayed between 12 and 15 ms; the 95th percentile peaked at 310 ms after 2 min 5 s." */
function sentence(report: RunReport, { scenario, points }: Timeline, scenarios: number): string {
  const medians = points.flatMap(({ p50 }) => (p50 === null ? [] : [p50]));
  const peak = points.reduce(
    (top, point) => ((point.p95 ?? -1) > (top.p95 ?? -1) ? point : top),
    at(points, 0),
  );
  const parts = [
    medians.length > 0 &&
      `the median was between ${formatNumber(min(medians))} and ${formatValue(max(medians), 'ms')}`,
    peak.p95 !== null &&
      `the 95th percentile was highest at ${formatValue(peak.p95, 'ms')}, ${formatDuration(peak.atSeconds)} in`,
  ].filter((part) => part !== false);
  const text = `${parts.join('; ')}.`;
  const lead = scenarios > 1 ? `${of.scenarioName(report, scenario)}: ` : '';
  return (
    (lead === '' ? text.charAt(0).toUpperCase() + text.slice(1) : lead + text) +
    of.windowWords(of.findingWindows(report, scenario))
  );
}
