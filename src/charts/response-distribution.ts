import { nounsOf } from '../model/run-kind.ts';
import { readableScale, scaledBy, type UnitScale } from '../model/metrics/unit-scale.ts';
import { at, present } from '../model/checked.ts';
import { formatValue, formatNumber, noValue } from '../model/text/format.ts';
import { largestBy } from '../model/largest-by.ts';
import type { ResponseRow } from '../model/run-measures.ts';
import type { RunReport, TargetResult } from '../model/run-report.ts';
import type { Chart, ChartTable, Panel } from './chart.ts';
import { placeLabels, shorten, type EndLabel } from './chart-lines.ts';
import { bounds, calledBy, endLabels, panelSpec, stretchTail, valueAxis, type Layer } from './parts.ts';
import { endpointCurves, shareAxis, shareTicks, shownPercentile, type Curve } from './percentile-curves.ts';
import * as of from './run-parts.ts';
import { logScale } from './scales.ts';
import { largest, smallest } from '../model/long-lists.ts';
import { heightWithin, type ChartSize } from './vega/frames.ts';

const y = valueAxis('log');

const curve = (name: string, colour: string, width: number): Layer => ({
  data: { name },
  mark: { type: 'line', stroke: colour, strokeWidth: width, aria: true },
  encoding: { x: shareAxis, y, detail: { field: 'i', type: 'nominal' }, ...calledBy('name') },
});

/** Percentile curves of each endpoint, the slowest one in colour. */
export const responseDistribution: Chart = {
  id: 'response-distribution',
  read(report, focus, size = 'standard') {
    const isOfBenchmarks = report.measures.kind === 'benchmark';
    const curves = inUnit(endpointCurves(report), unitOf(report));
    const ids = of.chosenScenarios(report, (id) => curves.some(({ scenario }) => scenario === id), focus);
    if (ids.length === 0) return null;
    const caption = ids.map((id) => sentence(report, id, ids.length)).join(' ');
    const rows = report.measures.response.filter(
      ({ scenario, latencyMs }) => ids.includes(scenario) && latencyMs !== null,
    );
    return {
      title: isOfBenchmarks ? 'Distribution of times' : 'Response time distribution',
      subtitle: `${isOfBenchmarks ? 'Time per iteration' : 'Response time'} by percentile (${unitOf(report).unit}, log scale)`,
      caption,
      alt: `Percentile curves, one for each ${nounsOf(report.measures.kind).subject}. ${caption}`,
      panels: ids.map((id) =>
        panel(
          report,
          id,
          curves.filter(({ scenario }) => scenario === id),
          { panels: ids.length, size },
        ),
      ),
      table: table(report, rows),
    };
  },
  spec: (_, size) =>
    panelSpec(
      size,
      [
        curve('rest', 'var(--line-rest)', 1.25),
        curve('slowest', 'var(--line-50)', 2.25),
        ...bounds(y),
        endLabels(y, shareAxis, 'ends', 'var(--ink-2)'),
        endLabels(y, shareAxis, 'slowestEnd', 'var(--ink)'),
      ],
      { xDomain: [0, 1], xTicks: [0], yDomain: [1, 10], yTicks: [1] },
      { right: size === 'wide' ? 150 : 112 },
    ),
};

/** The unit in which the times of a report are readable, as in its table of them. */
const unitOf = ({ measures }: RunReport): UnitScale =>
  readableScale(
    'ms',
    measures.response.flatMap(({ latencyMs }) => latencyMs?.mean ?? latencyMs?.p50 ?? []),
  );

const inUnit = (curves: readonly Curve[], scale: UnitScale): readonly Curve[] =>
  scale.factor === 1
    ? curves
    : curves.map((one) => ({
        ...one,
        points: one.points.map(({ share, ms }) => ({ share, ms: scaledBy(ms, scale) })),
      }));

/** Endpoints rank by their p95, benchmarks by their median, as in tables and headings. */
const rankedBy = ({ measures }: RunReport): 'p50' | 'p95' => (measures.kind === 'benchmark' ? 'p50' : 'p95');

/** What ranks a curve: its point nearest to the percentile from below. */
function rank({ points }: Curve, by: 'p50' | 'p95'): number {
  const share = by === 'p50' ? 0.501 : 0.951;
  return points.findLast((point) => point.share <= share)?.ms ?? at(points, 0).ms;
}

/** More curves than this are not drawn, more names than this not written. */
const mostCurves = 40;
const mostNames = 7;

function panel(
  report: RunReport,
  scenario: string,
  all: readonly Curve[],
  { panels, size }: { panels: number; size: ChartSize },
): Panel {
  const by = rankedBy(report);
  const curves = all.toSorted((a, b) => rank(b, by) - rank(a, by)).slice(0, mostCurves);
  const points = curves.flatMap((one) => one.points.filter(({ share }) => share < 1));
  const values = points.map(({ ms }) => ms).filter((ms) => ms > 0);
  const { factor } = unitOf(report);
  const targets = report.targets
    .map((target) => ({ ...target, bound: { ...target.bound, value: target.bound.value * factor } }))
    .filter(
      (target) =>
        target.metric.startsWith('response.p') &&
        (target.scope.scenario === null || target.scope.scenario === scenario) &&
        target.bound.value < largest(values) * 10 &&
        target.bound.value > smallest(values) / 10,
    );
  const scale = present(
    logScale([...values, ...targets.map(({ bound }) => bound.value)]),
    'a drawn distribution has values',
  );
  const widest = Math.max(2, largest(points.map(({ share }) => stretchTail(share))));
  const rows = curves.map((curve, i) => {
    const name = `${labelOf(report, curve)}, ${unitOf(report).unit}`;
    return curve.points
      .filter(({ share }) => share < 1)
      .map(({ share, ms }) => ({ i, name, x: stretchTail(share), v: Math.max(ms, scale.domain[0]) }));
  });
  const named = curves.length > 1 ? rows.slice(0, mostNames) : [];
  const labels = shortLabels(named.map((_, i) => labelOf(report, at(curves, i))));
  const ends = named.map((own, i) => ({ x: at(own, -1).x, v: at(own, -1).v, label: at(labels, i) }));
  const limits = boundLabels(targets);
  const places = placeLabels(ends, limits, {
    domain: scale.domain,
    scale: 'log',
    height: heightWithin(size),
  });
  const placed = ends.map((end, i) => ({ ...end, v: at(places.ends, i) }));
  return {
    heading: of.panelHeading(report, scenario, panels),
    template: 'curves',
    data: {
      rest: rows.slice(1).flat(),
      slowest: rows[0] ?? [],
      bounds: limits.map((bound, i) => ({ ...bound, at: places.limits[i] })),
      ends: placed.slice(1),
      slowestEnd: placed.slice(0, 1),
    },
    signals: {
      xDomain: [0, widest],
      xTicks: shareTicks(widest),
      yDomain: scale.domain,
      yTicks: scale.ticks,
    },
  };
}

/** The first three bounds that differ. */
function boundLabels(targets: readonly TargetResult[]): EndLabel[] {
  const labels = targets.map((target) => ({
    v: target.bound.value,
    label: of.boundText(target, of.percentileName(target.metric)),
  }));
  return [...new Map(labels.map((one) => [one.label, one])).values()].slice(0, 3);
}

const longestLabel = 16;

/** Names cut to fit; where their beginnings are alike, each keeps its end. */
function shortLabels(names: readonly string[]): string[] {
  const cut = names.map((name) => shorten(name, longestLabel));
  return cut.map((short, i) =>
    cut.indexOf(short) === cut.lastIndexOf(short) ? short : `…${at(names, i).slice(1 - longestLabel)}`,
  );
}

const labelOf = (report: RunReport, { scenario, endpoint }: { scenario: string; endpoint: string }): string =>
  report.measures.response.find((row) => row.scenario === scenario && row.endpoint === endpoint)?.label ??
  endpoint;

const spoken = [
  ['p50', 'half'],
  ['p95', '95%'],
  ['p99', '99%'],
] as const;

function sentence(report: RunReport, scenario: string, scenarios: number): string {
  const by = rankedBy(report);
  const rows = report.measures.response.filter(
    (row) => row.scenario === scenario && row.latencyMs?.[by] != null,
  );
  const lead = scenarios > 1 ? `${of.scenarioName(report, scenario)}: ` : '';
  const slowest = largestBy(rows, ({ latencyMs }) => latencyMs?.[by] ?? null);
  if (slowest === undefined) return `${lead}${lead === '' ? 'P' : 'p'}ercentiles reported by the tool.`;
  const parts = spoken.flatMap(([name, words]) => {
    const ms = shownPercentile(slowest, name);
    return ms === null ? [] : `${words} within ${formatValue(ms, 'ms')}`;
  });
  if (parts.length === 0) return `${lead}${slowest.label} was measured too seldom for percentiles.`;
  const list = parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${at(parts, -1)}` : at(parts, 0);
  return rows.length === 1
    ? `${lead}${slowest.label}: ${list}.`
    : `${lead}${slowest.label} is slowest: ${list}.`;
}

function table(report: RunReport, rows: readonly ResponseRow[]): ChartTable {
  const showScenario = report.measures.scenarios.length > 1;
  const names = ['min', 'p50', 'p90', 'p95', 'p99', 'p999', 'max'] as const;
  const scale = unitOf(report);
  return {
    note: null,
    columns: [
      ...(showScenario ? [{ label: 'Scenario', type: 'text' as const }] : []),
      { label: report.measures.kind === 'load' ? 'Endpoint' : 'Benchmark', type: 'text' },
      ...names.map((name) => ({
        label: `${name === 'p999' ? 'p99.9' : name}, ${scale.unit}`,
        type: 'number' as const,
      })),
    ],
    rows: rows.map((row) => [
      ...(showScenario ? [of.scenarioName(report, row.scenario)] : []),
      row.label,
      ...names.map((name) => {
        const ms =
          name === 'min' || name === 'max' ? (row.latencyMs?.[name] ?? null) : shownPercentile(row, name);
        return ms === null ? noValue : formatNumber(scaledBy(ms, scale));
      }),
    ]),
  };
}
