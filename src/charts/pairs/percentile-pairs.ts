import { at, present } from '../../model/checked.ts';
import { readableScale, scaledBy, type UnitScale } from '../../model/metrics/unit-scale.ts';
import { nounsOf } from '../../model/run-kind.ts';
import type { ResponseRow } from '../../model/run-measures.ts';
import type { RunReport } from '../../model/run-report.ts';
import { fixed, formatNumber, formatStep, noValue } from '../../model/text/format.ts';
import { placeTextOf } from '../../report/words/place-text.ts';
import type { ChartTable, Panel } from '../chart.ts';
import { placeLabels } from '../chart-lines.ts';
import { stretchTail } from '../parts.ts';
import {
  endpointCurves,
  pooledCurve,
  shareTicks,
  shownPercentile,
  type Curve,
} from '../percentile-curves.ts';
import { logScale, type Scale } from '../scales.ts';
import { largest } from '../../model/long-lists.ts';
import { cellEnd, densityOf, type DensityCell } from './density.ts';
import type { ComparedRuns, PairChart } from './pair-chart.ts';
import { byRank, certaintyIn, legend, runNames, sizeIn } from './pair-parts.ts';
import { curveHeight, percentilePairsSpec } from './percentile-pairs-spec.ts';

/** More small multiples than this hide each other. */
const mostPanels = 6;

/** Curves of fewer points are printed percentiles. */
const fewestPoints = 8;

type Change = ComparedRuns['changes'][number];

/** One endpoint, or all requests of a scenario, in both runs. */
interface Place {
  readonly base: Curve;
  readonly head: Curve;
}

/** Percentile curves of both runs over one another, below them how the response times are spread. */
export const percentilePairs: PairChart = {
  id: 'percentile-pairs',
  read(runs) {
    const { base, head } = runs;
    const places = chosenPlaces(runs);
    if (places.length === 0) return null;
    const nouns = nounsOf(head.measures.kind);
    const scale = readableScale(
      'ms',
      places.flatMap((place) => [place.base, place.head].flatMap(({ points }) => middleOf(points))),
    );
    const hasDensity = places.some(
      (place) => densityOf(place.base).length > 0 && densityOf(place.head).length > 0,
    );
    const placeText = placeTextOf(base.measures, head.measures);
    const caption = places
      .slice(0, 3)
      .map(
        ({ head: { scenario, endpoint } }) =>
          `${capitalised(placeText({ scenario, endpoint }))}: ${stepText(runs, scenario, endpoint)}.`,
      )
      .join(' ');
    return {
      title: `${nouns.times} by percentile`,
      subtitle: `${scale.unit}, log scale${hasFailures(runs, places) ? `, failed ${nouns.call}s included` : ''}; ${legend(base, head)}${hasDensity ? `. Below: share of ${nouns.call}s by time, head upwards, base downwards` : ''}`,
      caption,
      alt: `Percentile curves of both runs, one picture for each ${nouns.subject} that changed most. ${caption}`,
      panels: places.map((place) => ({
        ...panel(place, scale, runNames(base, head)),
        heading: capitalised(placeText(place.head)),
        note: noteOf(runs, place.head),
      })),
      table: table(runs, places, scale),
    };
  },
  sizeOf: (template) => (template === 'curves' ? 'standard' : 'tall'),
  spec: percentilePairsSpec,
};

/** "All requests in Buying"; ids of endpoints stay as they are. */
const capitalised = (text: string): string => text.replace(/^all /, 'All ');

const middleOf = (points: Curve['points']): number[] => {
  const middle = points.find(({ share }) => share >= 0.5);
  return middle === undefined ? [] : [middle.ms];
};

const keyOf = ({ scenario, endpoint }: Pick<Curve, 'scenario' | 'endpoint'>): string =>
  JSON.stringify([scenario, endpoint]);

/** All requests of the scenario that changed most, where it has several endpoints, then the endpoints that changed most. */
function chosenPlaces({ base, head, changes }: ComparedRuns): Place[] {
  const before = new Map(endpointCurves(base).map((curve) => [keyOf(curve), curve]));
  const rank = ({ head: { scenario, endpoint, points } }: Place): readonly number[] => {
    const isOwn = (change: Change): boolean =>
      change.metric.startsWith('response.') && change.scenario === scenario && change.endpoint === endpoint;
    return [
      certaintyIn(changes, isOwn),
      // A few percentiles that a tool reported make a coarse curve.
      points.length >= fewestPoints ? 1 : 0,
      certaintyIn(changes, (change) => change.scenario === scenario),
      sizeIn(changes, isOwn),
    ];
  };
  const ranked = endpointCurves(head)
    .flatMap((curve): Place[] => {
      const from = before.get(keyOf(curve));
      return from === undefined ? [] : [{ base: from, head: curve }];
    })
    .toSorted((a, b) => byRank(rank(a), rank(b)));
  const scenario = ranked[0]?.head.scenario;
  const siblings = ranked.filter((place) => place.head.scenario === scenario);
  // Iterations of unlike benchmarks have no common distribution.
  const isPooled = scenario !== undefined && siblings.length > 1 && head.measures.kind === 'load';
  const all = isPooled ? pooledPlace(base, head, scenario) : null;
  return [...(all === null ? [] : [all]), ...ranked].slice(0, mostPanels);
}

const pooledRow = ({ measures }: RunReport, scenario: string): ResponseRow | undefined =>
  measures.pooled.find((row) => row.scenario === scenario);

function pooledPlace(base: RunReport, head: RunReport, scenario: string): Place | null {
  const [from, to] = [pooledCurve(base, scenario), pooledCurve(head, scenario)];
  return from === null || to === null || from.points.length < 2 || to.points.length < 2
    ? null
    : { base: from, head: to };
}

const rowOf = (
  report: RunReport,
  { scenario, endpoint }: Pick<Curve, 'scenario' | 'endpoint'>,
): ResponseRow | undefined =>
  endpoint === '*'
    ? pooledRow(report, scenario)
    : report.measures.response.find((row) => row.scenario === scenario && row.endpoint === endpoint);

/** "median 5.29 → 7.30 ms, 95th percentile 19 → 25 ms" */
function stepText({ base, head }: ComparedRuns, scenario: string, endpoint: string): string {
  const rows = [base, head].map((report) => rowOf(report, { scenario, endpoint }));
  return (['p50', 'p95'] as const)
    .flatMap((name) => {
      const [before = null, after = null] = rows.map((row) =>
        row === undefined ? null : shownPercentile(row, name),
      );
      const label = name === 'p50' ? 'median' : '95th percentile';
      return before === null && after === null
        ? []
        : `${label} ${formatStep(before, after, `response.${name}`)}`;
    })
    .join(', ');
}

/** True if a request failed of what is drawn: failures may be much faster or slower. */
const hasFailures = ({ base, head }: ComparedRuns, places: readonly Place[]): boolean =>
  places.some((place) => [base, head].some((report) => (rowOf(report, place.head)?.errors ?? 0) > 0));

/** "p50 5.29 → 7.30 ms, n 132 and 169" */
function noteOf({ base, head }: ComparedRuns, place: Pick<Curve, 'scenario' | 'endpoint'>): string {
  const [from, to] = [rowOf(base, place), rowOf(head, place)];
  const step = formatStep(from?.latencyMs?.p50 ?? null, to?.latencyMs?.p50 ?? null, 'response.p50');
  const counts = [from, to].map((row) => (row?.count == null ? noValue : fixed(row.count, 0)));
  return `p50 ${step}, n ${counts.join(' and ')}`;
}

interface CurveRow {
  readonly x: number;
  readonly v: number;
}

const curveRows = ({ points }: Curve, scale: UnitScale, domain: Scale['domain']): CurveRow[] =>
  points
    .filter(({ share }) => share < 1)
    .map(({ share, ms }) => ({ x: stretchTail(share), v: Math.max(scaledBy(ms, scale), domain[0]) }));

/** The outline of a density as steps, as a share of the tallest cell; `sign` -1 hangs it below the line. */
function stepRows(
  cells: readonly DensityCell[],
  tallest: number,
  sign: 1 | -1,
  scale: UnitScale,
): CurveRow[] {
  const last = cells.at(-1);
  return [
    ...cells.map((cell) => ({ x: scaledBy(cell.from, scale), v: (sign * cell.share) / tallest })),
    ...(last === undefined ? [] : [{ x: scaledBy(cellEnd(last), scale), v: 0 }]),
  ];
}

function panel(
  { base, head }: Place,
  scale: UnitScale,
  names: { base: string; head: string },
): Omit<Panel, 'heading'> {
  const values = [...base.points, ...head.points].map(({ ms }) => scaledBy(ms, scale));
  const y = present(logScale(values), 'a drawn distribution has values');
  const rows = { base: curveRows(base, scale, y.domain), head: curveRows(head, scale, y.domain) };
  const widest = Math.max(2, largest([...rows.base, ...rows.head].map(({ x }) => x)));
  const cells = { base: densityOf(base), head: densityOf(head) };
  const isDrawn = cells.base.length > 0 && cells.head.length > 0;
  const tallest = largest([...cells.base, ...cells.head].map(({ share }) => share));
  const ends = (['head', 'base'] as const).map((side) => ({
    x: at(rows[side], -1).x,
    v: at(rows[side], -1).v,
    label: names[side],
  }));
  const placed = placeLabels(ends, [], { domain: y.domain, scale: 'log', height: curveHeight });
  const t = isDrawn
    ? logScale(
        [...cells.base, ...cells.head].flatMap((cell) => [
          scaledBy(cell.from, scale),
          scaledBy(cellEnd(cell), scale),
        ]),
        5,
      )
    : null;
  return {
    template: isDrawn ? 'with-density' : 'curves',
    data: {
      ...rows,
      ...(isDrawn && {
        densityBase: stepRows(cells.base, tallest, -1, scale),
        densityHead: stepRows(cells.head, tallest, 1, scale),
      }),
      headEnd: [{ ...at(ends, 0), v: at(placed.ends, 0) }],
      baseEnd: [{ ...at(ends, 1), v: at(placed.ends, 1) }],
    },
    signals: {
      xDomain: [0, widest],
      xTicks: shareTicks(widest),
      yDomain: y.domain,
      yTicks: y.ticks,
      ...(t !== null && { tDomain: t.domain, tTicks: t.ticks }),
    },
  };
}

const percentiles = ['p50', 'p90', 'p95', 'p99', 'p999'] as const;

function table(
  { base, head }: ComparedRuns,
  places: readonly Place[],
  { unit, ...scale }: UnitScale,
): ChartTable {
  const placeText = placeTextOf(base.measures, head.measures);
  const text = (ms: number | null): string =>
    ms === null ? noValue : formatNumber(scaledBy(ms, { ...scale, unit }));
  return {
    note: null,
    columns: [
      { label: nounsOf(head.measures.kind).subjectHead, type: 'text' },
      { label: 'Percentile', type: 'text' },
      { label: `Base, ${unit}`, type: 'number' },
      { label: `Head, ${unit}`, type: 'number' },
      { label: 'Head ÷ base', type: 'number' },
    ],
    rows: places.flatMap(({ head: place }) =>
      percentiles.flatMap((name) => {
        const [from = null, to = null] = [base, head].map((report) => {
          const row = rowOf(report, place);
          return row === undefined ? null : shownPercentile(row, name);
        });
        if (from === null && to === null) return [];
        const ratio = from === null || to === null || from <= 0 ? noValue : formatNumber(to / from);
        return [[capitalised(placeText(place)), name.replace('p999', 'p99.9'), text(from), text(to), ratio]];
      }),
    ),
  };
}
