import { at, entryOf } from '../model/checked.ts';
import { formatValue, formatNumber, formatShare, noValue } from '../model/text/format.ts';
import type { ScalingFit, StepMeasures } from '../model/run-measures.ts';
import type { RunReport } from '../model/run-report.ts';
import type { Chart, Panel } from './chart.ts';
import { called, endLabels, panelSpec, valueAxis } from './parts.ts';
import * as of from './run-parts.ts';
import { zeroScale } from './scales.ts';
import { largest } from '../model/long-lists.ts';

const y = valueAxis('linear');
const x = {
  field: 'u',
  type: 'quantitative',
  title: null,
  scale: { domain: { expr: 'xDomain' }, nice: false },
  axis: {
    values: { expr: 'xTicks' },
    labelExpr: "datum.value + (datum.value == xTicks[length(xTicks) - 1] ? ' users' : '')",
  },
} as const;
const dots = (name: string, paint: object): object => ({
  data: { name },
  mark: { type: 'point', size: 70, opacity: 1, strokeWidth: 2, ...paint },
  encoding: { x, y },
});

/** How throughput follows the number of users, step by step, beside what growing in proportion would be. */
export const usersVsThroughput: Chart = {
  id: 'users-vs-throughput',
  read(report, focus) {
    const stepsOf = Map.groupBy(report.measures.steps, ({ scenario }) => scenario);
    const ids = of.chosenScenarios(report, (id) => (stepsOf.get(id)?.length ?? 0) >= 2, focus);
    if (ids.length === 0) return null;
    const chosen = ids.map((id) => entryOf(stepsOf, id).toSorted((a, b) => a.users - b.users));
    const fits = ids.map(
      (id) => report.measures.scaling.find(({ scenario }) => scenario === id)?.fit ?? null,
    );
    const caption = chosen
      .map((steps, i) => sentence(report, steps, ids.length) + modelWords(at(fits, i)))
      .join(' ');
    const text = (value: number | null): string => (value === null ? noValue : formatNumber(value));
    return {
      title: 'Throughput by users',
      subtitle: `requests per second at each load step; filled: targets met, hollow: not met, grey: inconclusive or not judged; dashed: proportional to the first step${fits.some((fit) => fit !== null) ? '; shaded: a model with its 95% band' : ''}`,
      caption,
      alt: `Dots of throughput at each number of users. ${caption}`,
      panels: chosen.map((steps, i) =>
        panel(of.panelHeading(report, at(ids, i), ids.length), steps, at(fits, i)),
      ),
      table: {
        note: null,
        columns: [
          { label: 'Scenario', type: 'text' },
          { label: 'Users', type: 'number' },
          { label: 'Requests/s', type: 'number' },
          { label: 'p95, ms', type: 'number' },
          { label: 'Failed, %', type: 'number' },
          { label: 'Targets', type: 'text' },
        ],
        rows: chosen
          .flat()
          .map((step) => [
            of.scenarioName(report, step.scenario),
            formatNumber(step.users),
            formatNumber(step.requestsPerSecond),
            text(step.p95),
            text(step.errorRate === null ? null : step.errorRate * 100),
            step.isInconclusive === true
              ? 'inconclusive'
              : step.meetsTargets === null
                ? 'not judged'
                : step.meetsTargets
                  ? 'met'
                  : 'not met',
          ]),
      },
    };
  },
  spec: (_, size) =>
    panelSpec(
      size,
      [
        {
          data: { name: 'band' },
          mark: { type: 'area', fill: 'var(--band-99)', fillOpacity: 1 },
          encoding: { x, y, y2: { field: 'v2' } },
        },
        {
          data: { name: 'model' },
          mark: { type: 'line', stroke: 'var(--line-99)', strokeWidth: 1.25 },
          encoding: { x, y },
        },
        {
          data: { name: 'ideal' },
          mark: { type: 'line', stroke: 'var(--ink-3)', strokeWidth: 1.25, strokeDash: [4, 4] },
          encoding: { x, y },
        },
        {
          data: { name: 'steps' },
          mark: { type: 'line', stroke: 'var(--line-95)', strokeWidth: 1.75, ...called('Requests/s') },
          encoding: { x, y },
        },
        dots('met', { filled: true, fill: 'var(--line-50)', stroke: 'var(--line-50)' }),
        dots('open', { filled: true, fill: 'var(--ink-3)', stroke: 'var(--ink-3)' }),
        dots('missed', { filled: true, fill: 'var(--paper)', stroke: 'var(--worse)' }),
        endLabels(y, x),
      ] as never,
      { xDomain: [0, 1], xTicks: [0, 1], yDomain: [0, 1], yTicks: [0] },
    ),
};

function panel(heading: string | null, steps: readonly StepMeasures[], fit: ScalingFit | null): Panel {
  const points = steps.map(({ users, requestsPerSecond, meetsTargets }) => ({
    u: users,
    v: requestsPerSecond,
    meetsTargets,
  }));
  const scaleY = zeroScale(points.map(({ v }) => v));
  const scaleX = zeroScale(points.map(({ u }) => u));
  const first = at(points, 0);
  const last = at(points, -1);
  const ratio = first.u === 0 ? 0 : first.v / first.u;
  const idealEnd = ratio === 0 ? last.u : Math.min(last.u, scaleY.domain[1] / ratio);
  return {
    heading,
    template: 'steps',
    data: {
      ...modelRows(fit, scaleY.domain[1]),
      ideal:
        ratio === 0
          ? []
          : [
              { u: 0, v: 0 },
              { u: idealEnd, v: idealEnd * ratio },
            ],
      steps: points,
      met: points.filter(({ meetsTargets }) => meetsTargets === true),
      open: points.filter(({ meetsTargets }) => meetsTargets === null),
      missed: points.filter(({ meetsTargets }) => meetsTargets === false),
      ends: [{ u: last.u, v: last.v, label: `${formatNumber(last.v)}/s` }],
    },
    signals: {
      xDomain: [0, Math.max(largest(points.map(({ u }) => u)), scaleX.ticks.at(-2) ?? 1)],
      xTicks: scaleX.ticks.filter((tick) => tick <= last.u),
      yDomain: scaleY.domain,
      yTicks: scaleY.ticks,
    },
  };
}

/** " A model through 8 steps peaks at 49.6 users." */
function modelWords(fit: ScalingFit | null): string {
  if (fit === null) return '';
  const { peak, steps } = fit;
  if (peak === null) return ` A model through ${steps} steps shows no peak.`;
  const { lower, upper } = peak.interval ?? {};
  const interval =
    lower == null || upper == null ? '' : ` (95% interval ${formatNumber(lower)} to ${formatNumber(upper)})`;
  return ` A model through ${steps} steps peaks at ${formatValue(peak.requestsPerSecond, '1/s')} with ${formatNumber(peak.users)} users${interval}.`;
}

/** The fitted curve and its band, cut where the scale ends; nothing where there is no model. */
function modelRows(fit: ScalingFit | null, highest: number): Pick<Panel['data'], 'band' | 'model'> {
  const curve = fit?.curve ?? [];
  return {
    band: curve.map(({ users, lower, upper }) => ({
      u: users,
      v: Math.min(highest, upper),
      v2: Math.min(highest, lower),
    })),
    model: curve
      .filter(({ requestsPerSecond }) => requestsPerSecond <= highest)
      .map(({ users, requestsPerSecond }) => ({ u: users, v: requestsPerSecond })),
  };
}

function sentence(report: RunReport, steps: readonly StepMeasures[], scenarios: number): string {
  const [first, last] = [at(steps, 0), at(steps, -1)];
  const lead = scenarios > 1 ? `${of.scenarioName(report, first.scenario)}: ` : '';
  const share =
    first.users === 0 || first.requestsPerSecond === 0
      ? null
      : last.requestsPerSecond / ((first.requestsPerSecond / first.users) * last.users);
  const sustained = steps.filter(({ meetsTargets }) => meetsTargets === true).at(-1);
  const missed = steps.find(({ meetsTargets }) => meetsTargets === false);
  const text = [
    `${formatValue(last.requestsPerSecond, '1/s')} at ${formatValue(last.users, 'users')}`,
    share === null ? '' : `, ${formatShare(share)} of proportional growth`,
    missed !== undefined
      ? `; targets are first missed at ${formatValue(missed.users, 'users')}`
      : sustained !== undefined
        ? steps.some(({ unjudged }) => unjudged !== undefined)
          ? '; not every step is judged'
          : '; no step misses a target'
        : '',
    '.',
  ].join('');
  return lead + text;
}
