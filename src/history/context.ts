import type { Annotation } from '../model/documents/annotations.ts';
import type { Project } from '../model/documents/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { RunContext } from '../model/run-report.ts';
import type { Commentary } from '../model/documents/commentary.ts';
import { baselineOf, type Baseline } from './compare/baseline.ts';
import { compareMetrics, type Compared } from './compare/compare-metrics.ts';
import { comparability } from './compare/comparability.ts';
import { comparedPlaces } from './compare/compared-places.ts';
import { configurationChanges } from './compare/configuration.ts';
import { distributionShifts } from './compare/distribution-shifts.ts';
import { HistoryAnalyses } from './trends/history-analysis.ts';
import { buildName, buildOf } from './runs/build.ts';
import { comparableRuns } from './runs/scenario-history.ts';
import { ledgerAsOf } from './work/ledger.ts';
import type { RunPair } from './runs/pairs.ts';
import { proposalsMadeBy } from './work/proposals.ts';
import { objectivesAsOf } from './objectives.ts';
import { reachingOf } from './trends/reaching.ts';

/** The baseline with what should be known about it, in one sentence. */
function explain({ why, reasons }: Baseline): string {
  return reasons.length === 0 ? why : `${why}; ${reasons.join('; ')}`;
}

const repeatsOf = (run: RunMeasures, earlier: readonly RunMeasures[], project: Project): number =>
  earlier.filter((one) => buildOf(one) === buildOf(run) && comparability(one, run, null, project).comparable)
    .length;

function annotationsOf(
  { id }: RunMeasures,
  annotations: readonly Annotation[],
): Pick<RunContext, 'annotations'> {
  const own = annotations.filter(({ run }) => run === id);
  return own.length === 0 ? {} : { annotations: own };
}

/** How many pairs decide a comparison, and what readers call their base. */
function pairedFacts(pairs: readonly RunPair[]): Pick<RunContext, 'paired'> {
  const base = pairs.at(-1)?.base;
  if (base === undefined) return {};
  const { commit = null, version = null } = base.manifest;
  return { paired: { count: pairs.length, base: buildName({ run: base.id, commit, version }) } };
}

/**
 * What earlier runs say about a run. `earlier` holds all that come before it, in order, and nothing else: a report
 * never knows what came after it, but for the runs that were interleaved with it: `pairs`. A run that nothing dates has none before it. `words` are those of all runs.
 */
export function contextOf(
  run: RunMeasures,
  earlier: readonly RunMeasures[],
  words: ReadonlyMap<string, Commentary>,
  project: Project,
  annotations: readonly Annotation[],
  pairs: readonly RunPair[] = [],
): RunContext {
  const baseline = baselineOf(run, earlier, project, annotations);
  const { run: base } = baseline;
  const analyses = new HistoryAnalyses();
  const history = base === null ? [] : earlier.slice(0, earlier.indexOf(base) + 1);
  const configuration = base === null ? [] : configurationChanges(base, run);
  const sources = { runs: earlier, words, project, annotations };
  const compared: Compared =
    base === null
      ? { changes: [], common: null }
      : compareMetrics(
          { base, head: run, history, besides: earlier, pairs, project, annotations, analyses },
          comparedPlaces(base, run, project),
        );
  return {
    previous: earlier.at(-1)?.id ?? null,
    baseline:
      base === null
        ? null
        : { id: base.id, why: explain(baseline), ...(!baseline.comparable && { isComparable: false }) },
    ...(base !== null && pairedFacts(pairs)),
    noBaseline: base === null ? baseline.why : null,
    ...compared,
    ...(base !== null && { shifts: distributionShifts(base, run, compared.changes) }),
    configuration,
    ...annotationsOf(run, annotations),
    ...(project.objectives.length > 0 && { objectives: objectivesAsOf(run, earlier, project, annotations) }),
    ...reachingOf(run, earlier, project, annotations, analyses),
    ...ledgerAsOf(run, sources),
    adjustments: proposalsMadeBy(run, configuration, sources),
    earlierRuns: earlier.length,
    comparedRuns: comparableRuns(run, history, null, project, annotations).length,
    repeats: base === null || buildOf(base) === buildOf(run) ? 0 : repeatsOf(run, earlier, project),
  };
}
