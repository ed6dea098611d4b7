import type { Noise, NoiseMetric } from '../../model/documents/noise-document.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { RunReport } from '../../model/run-report.ts';
import { metricKey } from '../../model/metrics/metric-value.ts';
import { weightOfFamily } from '../../stats/comparison-verdict.ts';
import { detectableChange } from '../../stats/detectable.ts';
import { sampleVariance } from '../../stats/moments.ts';
import { median } from '../../stats/robust.ts';
import { moderated } from '../../stats/variance-prior.ts';
import type { Place } from '../runs/annotation-scope.ts';
import { sidesOf, type Comparison } from '../compare/compared-sides.ts';
import { comparedPlaces } from '../compare/compared-places.ts';
import { draftMetrics, type MetricToCompare } from '../evidence/gather-evidence.ts';
import { HistoryAnalyses, minimumEffectOf } from './history-analysis.ts';
import { whyIgnored } from '../runs/main-line.ts';
import { priorsFrom, type Draft } from '../evidence/metric-draft.ts';
import { familyOf } from '../compare/metric-family.ts';
import { valueAt, placeNumber } from '../runs/metric-index.ts';
import type { NoiseSources } from './noise-sources.ts';
import { ownAlarms } from './own-alarms.ts';
import { isEvidence } from '../runs/pairs.ts';
import type { EffectByRun } from '../evidence/run-effects.ts';

const deviation = (variance: number | null): number | null =>
  variance === null ? null : Math.sqrt(variance);

/** Half of a 95% interval is 1.96 standard errors. */
const normalHalf = 1.959964;

/** The median standard error of the value within a run, as a share, from the printed intervals. */
function withinOf({ values, place }: Draft): number | null {
  const number = placeNumber(place);
  const errors = values.base.runs.flat().flatMap((run) => {
    const one = valueAt(run, number);
    if (one?.interval?.lower == null || one.interval.upper == null || !(one.value > 0)) return [];
    return (one.interval.upper - one.interval.lower) / 2 / normalHalf / one.value;
  });
  return errors.length === 0 ? null : median(errors);
}

function commonOf(draft: Draft, effects: EffectByRun | null): number | null {
  if (draft.effects === null || effects === null) return null;
  const known = draft.values.base.runs.flat().flatMap((run) => effects.get(run) ?? []);
  return deviation(sampleVariance(known));
}

interface Bars {
  readonly project: Project;
  /** The p value at which the first change of a report is called in this place. */
  readonly alphaOf: (place: Place) => number;
}

/** What a report leaves to each metric: the false discovery rate, divided among families and members. */
function barsOf(places: readonly Place[], project: Project): Bars {
  const families = Map.groupBy(places, familyOf);
  const weights = [...families.values()].map((members) => weightOfFamily(members.length));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const alphaOf = (place: Place): number => {
    const members = families.get(familyOf(place))?.length ?? 1;
    return (project.comparison.falseDiscoveryRate * weightOfFamily(members)) / total / members;
  };
  return { project, alphaOf };
}

function metricNoise(
  draft: Draft,
  kind: readonly Draft[],
  effects: EffectByRun | null,
  { project, alphaOf }: Bars,
): NoiseMetric {
  const { place, adjusted, values, isLog } = draft;
  const priors = priorsFrom(draft, kind);
  const sessions = values.base.runs.length;
  const variance = moderated(adjusted.sessions, priors.sessions);
  const isKnown = isLog && sessions >= 3;
  const least = minimumEffectOf(place, project);
  const find = (weight: number, of = variance): number | null => {
    const found = isKnown ? detectableChange({ variance: of, weight, alpha: alphaOf(place) }) : null;
    return found === null ? null : Math.max(least, found);
  };
  const history = (runs: number): number | null => find(1 / runs + 1 / sessions);
  // Within a pair only the spread of repeats is left, where repeats show it.
  const ofPairs = adjusted.repeats.df >= 4 ? moderated(adjusted.repeats, priors.repeats) : variance;
  const pairs = (count: number): number | null => find(2 / count, ofPairs);
  return {
    metric: place.metric,
    terms: place.terms,
    scenario: place.scenario,
    endpoint: place.endpoint === '*' ? null : place.endpoint,
    runs: values.base.runs.flat().length,
    sessions,
    spread: {
      within: withinOf(draft),
      repeats: isLog && adjusted.repeats.df > 0 ? deviation(adjusted.repeats.variance) : null,
      sessions: isKnown ? deviation(adjusted.sessions.variance) : null,
      common: commonOf(draft, effects),
    },
    detectable: { '1': history(1), '3': history(3), '5': history(5) },
    detectablePairs: { '5': pairs(5), '10': pairs(10) },
  };
}

/** The newest run as its own baseline: its level is what the next run will be compared with. */
function comparisonOf(latest: RunMeasures, { reports, project, annotations }: NoiseSources): Comparison {
  const history = reports.map(({ measures }) => measures);
  const analyses = new HistoryAnalyses();
  return { base: latest, head: latest, history, besides: [], project, annotations, analyses };
}

/** The newest run's baseline as its own, for the metrics that its report calls changed: what changed is no noise. */
function beforeChange(
  onMain: readonly RunReport[],
  sources: NoiseSources,
): (Comparison & { readonly changed: ReadonlySet<string> }) | null {
  const latest = onMain.at(-1)?.context;
  const base = onMain.find(({ id }) => id === latest?.baseline?.id)?.measures;
  const called = (latest?.changes ?? []).filter(({ certainty }) => certainty !== null);
  if (base === undefined || called.length === 0) return null;
  const { history, ...comparison } = comparisonOf(base, sources);
  const until = history.indexOf(base);
  return {
    ...comparison,
    history: until < 0 ? history : history.slice(0, until + 1),
    changed: new Set(called.map(metricKey)),
  };
}

/**
 * How much the metrics of the newest run's level vary by themselves, what the next comparison would find, and how many
 * runs of the project's own history, in which no level changed, would have raised an alarm.
 */
export function noiseOf(sources: NoiseSources): Noise {
  const { reports, project, annotations } = sources;
  const onMain = reports.filter(
    ({ measures }) => !isEvidence(measures) && whyIgnored(measures, project, annotations) === null,
  );
  const latest = onMain.at(-1)?.measures;
  if (latest === undefined)
    return { schemaVersion: 1, metrics: [], aa: { reports: 0, false: 0, confirmed: 0 } };
  const comparison = comparisonOf(latest, sources);
  const places = comparedPlaces(latest, latest, project);
  const before = beforeChange(onMain, sources);
  const toCompare = places.flatMap((place): MetricToCompare[] => {
    const sides = sidesOf(before?.changed.has(metricKey(place)) ? before : comparison, place.scenario);
    return place.metric.startsWith('errors.') || sides === null ? [] : [{ place, sides }];
  });
  const { byMetric, effects } = draftMetrics(toCompare, comparison);
  const bars = barsOf(places, project);
  const metrics = [...byMetric.values()].flatMap((kind) =>
    kind.map((draft) => metricNoise(draft, kind, effects, bars)),
  );
  return { schemaVersion: 1, metrics, aa: ownAlarms(sources) };
}
