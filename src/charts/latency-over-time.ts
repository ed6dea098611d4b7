import { at, entryOf, present } from '../model/checked.ts';
import { formatDuration, formatValue, formatNumber, noValue } from '../model/text/format.ts';
import type { MetricId } from '../model/metrics/metrics.ts';
import type { RunReport } from '../model/run-report.ts';
import type { Timeline, TimelinePoint } from '../model/run-curves.ts';
import type { Chart, Panel } from './chart.ts';
import { lineRows, placeLabels } from './chart-lines.ts';
import { heatLayers, heatRows } from './heat-map.ts';
import { loadBand, loadBandRoom, loadRows } from './load-band.ts';
import {
  bounds,
  endLabels,
  line,
  axesOverTime,
  panelSpec,
  timeSignals,
  valueAxis,
  windows,
} from './parts.ts';
import * as of from './run-parts.ts';
import { logScale, timeScale } from './scales.ts';
import { largest, smallest } from '../model/long-lists.ts';
import { timelineTable } from './timeline-table.ts';
import { heightWithin, type ChartSize } from './vega/frames.ts';

const y = valueAxis('log');
/** Labels stand beside the plot, not over the cells of the last slice. */
const atTheEnd = { value: 'width' } as const;
const metrics: readonly MetricId[] = ['response.p50', 'response.p90', 'response.p95', 'response.p99'];

/** How response times of a scenario are spread over time, with percentiles over them, on a logarithmic axis. */
export const latencyOverTime: Chart = {
  id: 'latency-over-time',
  read(report, focus, size = 'standard') {
    const timelines = drawableLatency(report);
    const ids = of.chosenScenarios(report, (id) => timelines.has(id), focus);
    if (ids.length === 0) return null;
    const chosen = ids.map((id) => entryOf(timelines, id));
    const caption = chosen.map((timeline) => sentence(report, timeline, ids.length)).join(' ');
    return {
      title: 'Latency over time',
      subtitle: 'all requests, in ms on a log scale; stronger colour: more requests',
      caption,
      alt: `Lines of the median${chosen.some(hasP99) ? ', 95th and 99th percentile' : ' and 95th percentile'} response time over time. ${caption}`,
      panels: chosen.map((timeline) => panel(report, timeline, ids.length, size)),
      table: timelineTable(report, chosen, [
        { label: 'p50, ms', of: ({ p50 }) => numberText(p50) },
        { label: 'p95, ms', of: ({ p95 }) => numberText(p95) },
        { label: 'p99, ms', of: ({ p99 }) => numberText(p99) },
      ]),
    };
  },
  spec: (template, size) =>
    panelSpec(
      size,
      [
        ...windows(),
        ...loadBand(),
        ...heatLayers(y),
        line('p99', 'var(--paper)', 3.5, y),
        line('p95', 'var(--paper)', 4, y),
        line('p50', 'var(--paper)', 5, y),
        line('p99', 'var(--ink)', 1.25, y, { dash: [2, 2.5], title: 'p99, ms' }),
        line('p95', 'var(--ink)', 1.5, y, { title: 'p95, ms' }),
        line('p50', 'var(--ink)', 2.25, y, { title: 'p50, ms' }),
        ...bounds(y),
        endLabels(y, atTheEnd),
      ],
      timeSignals,
      template === 'stepped' ? { top: loadBandRoom } : {},
    ),
};

const numberText = (value: number | null): string => (value === null ? noValue : formatNumber(value));

/** A percentile of a stretch needs so many requests: fewer say nothing of the rarest ones. */
const fewest = { p50: 1, p95: 20, p99: 100 } as const;

/** The percentiles of a point that its requests are enough for; reported ones are taken as they are. */
const supported = <P extends TimelinePoint>(point: P): P => {
  const has = (name: keyof typeof fewest): boolean =>
    point.count === undefined || point.count >= fewest[name];
  return {
    ...point,
    p50: has('p50') ? point.p50 : null,
    p95: has('p95') ? point.p95 : null,
    p99: has('p99') ? point.p99 : null,
  };
};

const hasP99 = (timeline: Timeline): boolean => timeline.points.some(({ p99 }) => p99 !== null);

/** Timelines with enough points to be a line, by scenario. */
export const drawableLatency = (report: RunReport): Map<string, Timeline> =>
  new Map(
    report.measures.timelines
      .filter(({ points }) => points.filter(({ p50, p95 }) => p50 !== null || p95 !== null).length >= 3)
      .map((timeline) => [timeline.scenario, { ...timeline, points: timeline.points.map(supported) }]),
  );

/** Where the time axis ends, in seconds from the first request. */
export const latencyEnd = ({ points, widthSeconds }: Timeline): number =>
  at(timeScale(largest(points.map(({ atSeconds }) => atSeconds)) + widthSeconds, 6).domain, 1);

function panel(report: RunReport, timeline: Timeline, panels: number, size: ChartSize): Panel {
  const { scenario, points, widthSeconds } = timeline;
  const middles = points.map((point) => ({ ...point, t: point.atSeconds + widthSeconds / 2 }));
  const targets = of.targetsOn(report, metrics, scenario);
  const { perDecade = 1, cells = [] } = timeline.density ?? {};
  const values = [
    ...middles.flatMap(({ p50, p95, p99 }) => [p50, p95, p99]).filter((value) => value !== null),
    ...[...new Set(cells.map(([, cell]) => cell))].map((cell) => 10 ** ((cell + 0.5) / perDecade)),
  ];
  const [least, most] = [smallest(values), largest(values)];
  const limits = targets.map(({ bound }) => bound.value);
  const near = limits.filter((limit) => limit < most * 20 && limit > least / 20);
  const scale = present(logScale([...values, ...near]), 'a drawable timeline has values');
  const positive = (value: number | null): number | null =>
    value === null ? null : Math.max(value, scale.domain[0]);
  const x = timeScale(latencyEnd(timeline), 6);
  const series = (['p50', 'p95', 'p99'] as const).map((name) => ({
    name,
    rows: lineRows(middles.map((point) => ({ t: point.t, v: positive(point[name]) }))),
  }));
  const end = largest(middles.map(({ t }) => t));
  const ends = series.flatMap(({ name, rows }) => {
    const last = rows.at(-1);
    if (last === undefined) return [];
    // A line that ends early says nothing of the end, where the others have their values.
    const isEarly = last.t < end;
    return [{ t: last.t, v: last.v, label: isEarly ? name : `${name} ${formatNumber(last.v)}` }];
  });
  const shownBounds = targets
    .filter(({ bound }) => bound.value >= scale.domain[0] && bound.value <= scale.domain[1])
    .map((target) => ({
      v: target.bound.value,
      label: of.boundText(target, of.percentileName(target.metric)),
    }));
  const load = loadRows(report, scenario, x.domain[1]);
  const height = heightWithin(size, load.length === 0 ? undefined : loadBandRoom);
  const places = placeLabels(ends, shownBounds, { domain: scale.domain, scale: 'log', height });
  return {
    heading: of.panelHeading(report, scenario, panels),
    template: load.length === 0 ? 'lines' : 'stepped',
    data: {
      windows: of.findingWindows(report, scenario),
      load,
      ...heatRows(timeline, scale.domain).data,
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
      `the median was between ${formatNumber(smallest(medians))} and ${formatValue(largest(medians), 'ms')}`,
    peak.p95 !== null &&
      `the 95th percentile peaked at ${formatValue(peak.p95, 'ms')} ${peak.atSeconds === 0 ? 'at the start' : `after ${formatDuration(peak.atSeconds)}`}`,
  ].filter((part) => part !== false);
  const text = `${parts.join('; ')}.`;
  const lead = scenarios > 1 ? `${of.scenarioName(report, scenario)}: ` : '';
  return (
    (lead === '' ? text.charAt(0).toUpperCase() + text.slice(1) : lead + text) +
    of.windowWords(of.findingWindows(report, scenario))
  );
}
