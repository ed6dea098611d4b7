import { metricOf } from '../../src/model/metrics/metrics.ts';
import type { LedgerEntry, Verdict } from '../../src/model/run-report.ts';
import { isWorse, searchDirection } from '../../src/stats/direction.ts';
import type { Workspace } from '../../src/project/workspace.ts';
import { runsOf, versionsOf, type Plan, type PlannedRun } from './plan.ts';

/**
 * The versions that are bad in a metric: from a change for the worse until it is undone; before its first change, what
 * that change tells (what becomes better was bad).
 */
export function badVersions(plan: Plan, metric: string): ReadonlySet<string> {
  const bad = new Set<string>();
  const changes = plan.changes.filter((one) => one.metric === metric);
  const places = Map.groupBy(changes, (one) => `${one.scenario} ${one.endpoint ?? one.operation ?? ''}`);
  for (const own of places.values()) {
    let isBad = own[0]!.direction === 'better';
    for (const version of versionsOf(plan)) {
      const change = own.find((one) => one.version === version);
      if (change !== undefined) isBad = change.direction === 'worse';
      if (isBad) bad.add(version);
    }
  }
  return bad;
}

/** How one target fared in the runs of one version, against what the plan makes of it. */
export interface TargetState {
  readonly target: string;
  readonly version: string;
  readonly expected: Verdict;
  /** Runs by verdict. */
  readonly verdicts: ReadonlyMap<Verdict, number>;
  /** Runs with another verdict; a run that did not measure it is none. */
  readonly others: readonly string[];
}

/** Targets whose metric has a planted change are missed in the bad versions, and met in the others. */
export function targetStates(plan: Plan, { project, reports }: Workspace): TargetState[] {
  const planted = new Set(plan.changes.map(({ metric }) => metric));
  return project.targets
    .filter(({ metric }) => planted.has(metric))
    .flatMap(({ id, label, metric }) => {
      const bad = badVersions(plan, metric);
      return versionsOf(plan).map((version): TargetState => {
        const expected = bad.has(version) ? 'not met' : 'met';
        const found = runsOf(plan, version).map(({ run }): [string, Verdict] => {
          const { targets } = reports.find((report) => report.id === run)!;
          return [run, targets.find((one) => one.id === id)!.verdict];
        });
        const verdicts = new Map(
          [...Map.groupBy(found, ([, verdict]) => verdict)].map(([verdict, some]) => [verdict, some.length]),
        );
        const others = found.flatMap(([run, verdict]) =>
          verdict === expected || verdict === 'not measured' ? [] : run,
        );
        return { target: label ?? id, version, expected, verdicts, others };
      });
    });
}

/** A finding that the plan makes true in some runs and in no others. */
export interface FindingState {
  readonly what: string;
  readonly rules: readonly string[];
  readonly expectedIn: readonly string[];
  readonly foundIn: readonly string[];
  /** Runs that have it although the plan has nothing of it. */
  readonly alsoIn: readonly string[];
  /** What was found out, by people, about runs without it and others with it. */
  readonly remark: string;
}

interface Expectation {
  readonly what: string;
  readonly rules: readonly string[];
  /** Metric whose bad versions have the finding; null: no run has. */
  readonly metric: string | null;
  /** Only findings about this place count. */
  readonly about: string | null;
  readonly remark: string;
}

const expectations: readonly Expectation[] = [
  {
    what: 'memory is kept for ever',
    rules: ['leak', 'memory-not-recovered'],
    metric: 'memory.growth',
    about: 'Concurrent Usage',
    remark:
      'operations here are too short for `leak` (two minutes); v1-3-0-r3 measures from cold, and Session Creation keeps what loads then',
  },
  {
    what: 'errors begin at a load',
    rules: ['error-onset'],
    metric: 'errors.rate',
    about: 'endpoint-stress',
    remark: '',
  },
  {
    what: 'saturation',
    rules: ['saturation-knee'],
    metric: 'response.p95',
    about: 'endpoint-stress',
    remark:
      'missing in 1.5.0: steps of 3 and 4 s have too few requests to be 95% certain that 64 users get no more done than 48',
  },
  { what: 'warm-up in the results', rules: ['warm-up'], metric: null, about: null, remark: '' },
];

const isMeasured = ({ environment, toolsOnly }: PlannedRun): boolean =>
  environment === undefined && toolsOnly !== true;

/** The findings of all runs against what the plan makes true. */
export function findingStates(plan: Plan, { reports }: Workspace): FindingState[] {
  return expectations.map(({ what, rules, metric, about, remark }) => {
    const bad = metric === null ? new Set<string>() : badVersions(plan, metric);
    const expectedIn = plan.runs
      .filter((run) => isMeasured(run) && bad.has(run.version))
      .map(({ run }) => run);
    const withRule = reports.flatMap(({ id, measures }) => {
      const own = measures.findings.filter(({ rule }) => rules.includes(rule));
      return own.length === 0 ? [] : { id, own };
    });
    const foundIn = withRule
      .filter(({ own }) => own.some((one) => about === null || [one.scenario, one.endpoint].includes(about)))
      .map(({ id }) => id);
    return {
      what,
      rules,
      expectedIn,
      foundIn: foundIn.filter((id) => expectedIn.includes(id)),
      alsoIn: withRule.map(({ id }) => id).filter((id) => !expectedIn.includes(id)),
      remark,
    };
  });
}

/** An effect that the ledger measured, and the direction planted at the same place. */
export interface LedgerState {
  readonly recommendation: string;
  readonly doneIn: string;
  readonly metric: string;
  readonly expected: number;
  readonly measured: number | null;
  readonly verdict: LedgerEntry['verdict'];
  readonly planted: 'worse' | 'better' | null;
  readonly agrees: boolean;
}

/** The recommendations that were followed and expected something, against the plan. */
export function ledgerStates(plan: Plan, { ledger }: Workspace): LedgerState[] {
  return ledger.flatMap(({ recommendation, doneIn, expected, measured, verdict }) => {
    if (doneIn === null || expected === null) return [];
    const version = plan.runs.find(({ run }) => run === doneIn)?.version;
    const planted =
      plan.changes.find(
        (one) =>
          one.version === version &&
          one.metric === expected.metric &&
          (expected.scenario ?? one.scenario) === one.scenario &&
          (expected.endpoint === undefined || expected.endpoint === (one.endpoint ?? one.operation)),
      )?.direction ?? null;
    const moved =
      measured === null
        ? null
        : isWorse(measured, searchDirection(metricOf(expected.metric).direction))
          ? 'worse'
          : 'better';
    return [
      {
        recommendation: recommendation.id,
        doneIn,
        metric: [expected.metric, expected.scenario, expected.endpoint].filter(Boolean).join(', '),
        expected: expected.change,
        measured,
        verdict,
        planted,
        agrees: planted !== null && moved === planted,
      },
    ];
  });
}
