import type { Annotation } from '../model/documents/annotations.ts';
import type { Project } from '../model/documents/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { CommonChange, MetricChange } from '../model/run-report.ts';
import { baselineOf } from '../history/compare/baseline.ts';
import { compareMetrics } from '../history/compare/compare-metrics.ts';
import { isComparable, runComparability } from '../history/compare/comparability.ts';
import { comparedPlaces } from '../history/compare/compared-places.ts';
import { buildOf } from '../history/runs/build.ts';
import { inUnitsOf } from '../history/runs/measure-units.ts';
import { runMoment } from '../history/runs/order.ts';
import { fewestPairs } from '../history/runs/pairs.ts';
import { HistoryAnalyses } from '../history/trends/history-analysis.ts';

/** A run of the head, and what its own statements make of its comparison. */
export interface Stated {
  readonly head: RunMeasures;
  /** What it is compared with. */
  readonly chosen: RunMeasures | null;
  /** How many interleaved pairs decide its comparison; 0 if its history does. */
  readonly pairs: number;
  /** The other runs that the head adds. */
  readonly others: readonly RunMeasures[];
  /** The runs of the base that a run may be compared with, in order. */
  readonly eligible: readonly RunMeasures[];
  readonly project: Project;
  readonly annotations: readonly Annotation[];
}

/** A regression against the base as it is, whatever the run states about itself. */
export interface UnseenChange {
  readonly change: MetricChange | CommonChange;
  /** The run that it was compared with. */
  readonly base: string;
  /** Why the run’s own comparison lacks it: a clause. */
  readonly why: string;
}

/**
 * Regressions of a run against the latest runs of the base that its own comparison may lack, because the run states an
 * older date, another baseline, a commit of the base, too few pairs, or another workload than its baseline.
 */
export function unseenChanges(stated: Stated): UnseenChange[] {
  if (stated.pairs >= fewestPairs) return [];
  const ofRun = statements(stated);
  const groups = new Map<RunMeasures, { scenarios: (string | null)[]; why: string[] }>();
  for (const scenario of scenariosOf(stated.head)) {
    const why = [...ofRun, ...otherWorkload(stated, scenario)];
    const base = why.length === 0 ? null : latestFor(stated, scenario);
    if (base === null) continue;
    const group = groups.get(base) ?? { scenarios: [null], why };
    group.scenarios.push(scenario);
    groups.set(base, group);
  }
  return [...groups].flatMap(([base, { scenarios, why }]) => regressions(stated, base, scenarios, why));
}

const scenariosOf = ({ scenarios }: RunMeasures): (string | null)[] =>
  scenarios.length === 0 ? [null] : scenarios.map(({ id }) => id);

/** What a run states that chooses or weakens its comparison, in clauses. */
function statements({ head, chosen, pairs, eligible, project }: Stated): string[] {
  const { baseline } = head.manifest;
  const namesake = eligible.findLast((run) => buildOf(run) === buildOf(head));
  const moment = runMoment(head);
  const isLater = (run: RunMeasures): boolean => moment !== null && (runMoment(run) ?? 0) > moment;
  const later = eligible.filter((run) => isLater(run) && runComparability(run, head, project).comparable);
  return [
    ...(baseline === undefined || chosen === null ? [] : [`its \`baseline\` is ${baseline}`]),
    ...(namesake === undefined ? [] : [`its build is also that of ${namesake.id}`]),
    ...later.slice(-1).map(({ id }) => `it is dated before ${id}`),
    ...(pairs === 0 ? [] : [`it has fewer pairs than the ${fewestPairs} that confirm a change`]),
  ];
}

/** A scenario whose workload differs from that of the chosen baseline may be that of another run. */
const otherWorkload = ({ head, chosen, project }: Stated, scenario: string | null): string[] =>
  chosen === null || isComparable(chosen, head, scenario, project)
    ? []
    : [`${scenario ?? 'it'} is not comparable in ${chosen.id}`];

/** A run as a build of its own, with the baseline that the project chooses. */
function asNew(run: RunMeasures): RunMeasures {
  const { baseline: _, ...manifest } = run.manifest;
  const isNamed = manifest.commit !== undefined || manifest.version !== undefined;
  return { ...run, manifest: { ...manifest, ...(isNamed && { commit: `${buildOf(run)}, as new` }) } };
}

/** The run of the base that a scenario is compared with if the run comes after all of them. */
function latestFor({ head, eligible, project, annotations }: Stated, scenario: string | null) {
  const scenarios = head.scenarios.filter(({ id }) => id === scenario);
  return baselineOf({ ...asNew(head), scenarios }, eligible, project, annotations).run;
}

function regressions(
  { head, others, eligible, project, annotations }: Stated,
  latest: RunMeasures,
  scenarios: readonly (string | null)[],
  why: readonly string[],
): UnseenChange[] {
  const inUnits = (run: RunMeasures): RunMeasures => inUnitsOf(run, head);
  const base = inUnits(latest);
  const history = eligible.slice(0, eligible.indexOf(latest)).map(inUnits);
  const { changes, common } = compareMetrics(
    {
      base,
      head: asNew(head),
      history: [...history, base],
      besides: others.filter((run) => run.id !== head.id).map((run) => asNew(inUnits(run))),
      project,
      annotations,
      analyses: new HistoryAnalyses(),
    },
    comparedPlaces(base, head, project),
  );
  const own = changes.filter(({ scenario }) => scenarios.includes(scenario));
  return [...(common === null ? [] : [common]), ...own]
    .filter(({ verdict, certainty }) => verdict === 'worse' && certainty !== null)
    .map((change) => ({ change, base: latest.id, why: why.join(', and ') }));
}
