import type { MetricId, MetricRef } from '../../model/metrics/metrics.ts';
import type { CommonChange } from '../../model/run-report.ts';
import { fewestOthers } from '../../stats/run-effect.ts';
import type { Place } from '../runs/annotation-scope.ts';
import { commonChange } from '../compare/common-change.ts';
import type { ComparedSides, Comparison } from '../compare/compared-sides.ts';
import { isControl } from '../compare/controls.ts';
import { errorDraft, errorEvidence } from './error-evidence.ts';
import { areAllPositive, levelValues, type LevelValues } from '../trends/level-values.ts';
import { draftOf, followsRunEffect, priorsFrom, type Draft } from './metric-draft.ts';
import { evidenceOf, type Evidence } from './metric-evidence.ts';
import { placeNumber, valueAt } from '../runs/metric-index.ts';
import { effectsOfRuns, type EffectByRun, type MetricEffects } from './run-effects.ts';

/** A place to compare, with its scenario's runs. */
export interface MetricToCompare {
  readonly place: Place;
  readonly sides: ComparedSides;
}

/** A place with its values. */
interface Row extends MetricToCompare {
  readonly values: LevelValues;
}

/** Evidence by the number of its place, and what all endpoints share. */
export interface Gathered {
  readonly evidence: ReadonlyMap<number, Evidence>;
  readonly common: CommonChange | null;
}

/** The metrics that can show what a run did to all endpoints, the steadiest first. */
const carriers: readonly MetricId[] = [
  'response.p50',
  'response.mean',
  'response.p90',
  'response.p95',
  'response.p99',
];

const hasLogarithms = ({ values }: Row): boolean =>
  values.base.runs.length > 0 && values.head.runs.length > 0 && areAllPositive(values);

/** What the runs did to one metric, seen from each of its rows. */
interface EffectsOfMetric {
  readonly terms: MetricRef['terms'];
  readonly byRow: ReadonlyMap<Row, EffectByRun>;
  /** What they did to all rows; null where nothing can be separated. */
  readonly all: MetricEffects | null;
  readonly controls: MetricEffects | null;
}

/**
 * The effects on one metric: from the other endpoints where there are four or more, else from the controls. Controls
 * take no part in what the others show: they tell the machine from the code.
 */
function effectsOn(rows: readonly Row[], { base, head, project }: Comparison): EffectsOfMetric {
  const usable = rows.filter(hasLogarithms);
  const isTransaction = ({ place }: Row): boolean =>
    [head, base].some((run) => valueAt(run, placeNumber(place))?.isTransaction === true);
  const [transactions = [], requests = []] = [true, false].map((wanted) =>
    usable.filter((row) => isTransaction(row) === wanted),
  );
  const [controlRows, others] = [true, false].map((wanted) =>
    requests.filter(({ place }) => isControl(place, { base, head }, project) === wanted),
  );
  const controls = controlRows?.length ? effectsOfRuns(controlRows.map(({ values }) => values)) : null;
  const measured = others ?? [];
  const all = measured.length > 0 ? effectsOfRuns(measured.map(({ values }) => values)) : null;
  const isSeparable = measured.length > fewestOthers;
  const byRow = new Map<Row, EffectByRun>();
  measured.forEach((row, i) => {
    const effects = isSeparable ? all?.ofOthers[i] : controls?.ofAll;
    if (effects != null) byRow.set(row, effects);
  });
  // A transaction moves with its requests: it shows nothing more of what the runs did.
  const ofRequests = isSeparable ? all?.ofAll : controls?.ofAll;
  if (ofRequests != null) for (const row of transactions) byRow.set(row, ofRequests);
  return { terms: rows[0]?.place.terms, byRow, all: isSeparable ? all : null, controls };
}

function commonOf(
  byMetric: ReadonlyMap<MetricId, EffectsOfMetric>,
  { base, project }: Comparison,
): { change: CommonChange | null; effects: EffectByRun | null } {
  const metric = carriers.find((one) => byMetric.get(one)?.all != null);
  const found = metric === undefined ? undefined : byMetric.get(metric);
  if (metric === undefined || found?.all == null) return { change: null, effects: null };
  const { ofAll, ofOthers, shareBeyond, history, heads } = found.all;
  const change = commonChange(
    {
      metric,
      terms: found.terms,
      endpoints: ofOthers.length,
      ofAll,
      shareBeyond,
      ofControls: found.controls?.ofAll ?? null,
      history,
      heads,
      baseline: base,
    },
    project,
  );
  return { change, effects: ofAll };
}

/** Metrics fitted beside others of their kind, and what all endpoints share. */
export interface Drafted {
  readonly byMetric: ReadonlyMap<MetricId, readonly Draft[]>;
  readonly common: CommonChange | null;
  /** What each run did to all endpoints; null where that cannot be separated. */
  readonly effects: EffectByRun | null;
}

/** Fits all places but those of errors, each after what the runs did to the others. */
export function draftMetrics(toCompare: readonly MetricToCompare[], comparison: Comparison): Drafted {
  const rows = toCompare.map((one): Row => ({ ...one, values: levelValues(one.sides, one.place) }));
  const metrics = Map.groupBy(rows, ({ place }) => place.metric);
  // Percentiles of the project's own follow what the runs did, as those of the table do.
  const percentiles = [...metrics.keys()].filter((metric) => metric.startsWith('response.'));
  const byMetric = new Map(
    [...new Set([...carriers, ...percentiles])].flatMap((metric) => {
      const own = metrics.get(metric);
      return own === undefined ? [] : [[metric, effectsOn(own, comparison)] as const];
    }),
  );
  const common = commonOf(byMetric, comparison);
  const effectsFor = (row: Row): EffectByRun | null => {
    const { metric } = row.place;
    if (metric.startsWith('response.')) return byMetric.get(metric)?.byRow.get(row) ?? null;
    return followsRunEffect(row.place) ? common.effects : null;
  };
  const drafts = [...metrics].map(
    ([metric, own]) =>
      [metric, own.map((row) => draftOf(row.sides, row.place, row.values, effectsFor(row)))] as const,
  );
  return { byMetric: new Map(drafts), common: common.change, effects: common.effects };
}

/** A control's times are the machine's: they are no change of the code, whatever they do. */
const asControl = (evidence: Evidence): Evidence => ({
  ...evidence,
  p: null,
  isControl: true,
  basis: { evidence: 'a control: it measures the machine' },
});

/** The evidence of all places: errors by their counts, all else by values, each beside those of its metric. */
export function gatherEvidence(toCompare: readonly MetricToCompare[], comparison: Comparison): Gathered {
  const { base, head, project } = comparison;
  const isErrors = ({ place }: MetricToCompare): boolean => place.metric.startsWith('errors.');
  const { byMetric, common } = draftMetrics(
    toCompare.filter((one) => !isErrors(one)),
    comparison,
  );
  const evidence = new Map<number, Evidence>();
  for (const draft of [...byMetric.values()].flat()) {
    const { place } = draft;
    const found = evidenceOf(draft, priorsFrom(draft, byMetric.get(place.metric) ?? []));
    const isOfControl = place.metric.startsWith('response.') && isControl(place, { base, head }, project);
    evidence.set(placeNumber(place), isOfControl ? asControl(found) : found);
  }
  const errors = toCompare.filter(isErrors).map(({ sides, place }) => errorDraft(sides, place));
  for (const draft of errors) evidence.set(placeNumber(draft.place), errorEvidence(draft, errors));
  return { evidence, common };
}
