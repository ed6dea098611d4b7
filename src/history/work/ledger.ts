import type { Annotation } from '../../model/documents/annotations.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { LedgerEntry } from '../../model/run-report.ts';
import {
  priorityRank,
  type ExpectedImpact,
  type Recommendation,
  type Commentary,
} from '../../model/documents/commentary.ts';
import { effectOf } from './effect.ts';
import {
  followed,
  latestOf,
  statementsAsOf,
  statementsOf,
  type Statement,
} from './recommendation-statements.ts';

/** All that a recommendation's effect is looked up in. */
export interface LedgerSources {
  /** All runs, in order. */
  readonly runs: readonly RunMeasures[];
  readonly words: ReadonlyMap<string, Commentary>;
  readonly project: Project;
  readonly annotations: readonly Annotation[];
}

export const expectedOf = ({
  expectedImpact,
}: Pick<Recommendation, 'expectedImpact'>): ExpectedImpact | null =>
  expectedImpact === undefined || typeof expectedImpact === 'string' ? null : expectedImpact;

type Measured = Pick<LedgerEntry, 'measured' | 'measuredInterval' | 'verdict'>;

const notMeasured: Measured = { measured: null, measuredInterval: null, verdict: null };

function measure(expected: ExpectedImpact | null, doneIn: string | null, sources: LedgerSources): Measured {
  if (expected === null || doneIn === null) return notMeasured;
  const { runs, project, annotations } = sources;
  const index = runs.findIndex(({ id }) => id === doneIn);
  const run = runs[index];
  if (run === undefined) return { ...notMeasured, verdict: 'cannot tell' };
  return effectOf(expected, run, runs.slice(0, index), project, annotations);
}

/** A run that has a recommendation's change names it in `doneIn`, whatever `status` says. */
function entryOf(from: string, recommendation: Recommendation, sources: LedgerSources): LedgerEntry {
  const doneIn = recommendation.doneIn ?? null;
  const expected = expectedOf(recommendation);
  return {
    from,
    recommendation,
    status: doneIn === null ? recommendation.status : 'done',
    doneIn,
    expected,
    ...measure(expected, doneIn, sources),
  };
}

const byId = (statements: readonly Statement[]): Map<string, Statement[]> =>
  Map.groupBy(statements, ({ said }) => said.id);

/** Every recommendation of every run, in the order of runs, with its current status. */
export function ledgerOf(sources: LedgerSources): LedgerEntry[] {
  const all = statementsOf(sources);
  const ofId = byId(all);
  return all.map((one) => entryOf(one.from, followed(one, ofId.get(one.said.id) ?? [one]), sources));
}

/** What became of the recommendations as of one run. */
export interface LedgerAsOf {
  /** Those of the run's own commentary. */
  readonly own: readonly LedgerEntry[];
  /** Those of earlier runs that are open, or done in this run; what the run states again is its own. */
  readonly ledger: readonly LedgerEntry[];
  /** See `lastFixOf`. */
  readonly lastFix: LedgerEntry | null;
}

/** The recommendations as of one run. The runs of `earlier` are those before it, in order. */
export function ledgerAsOf(run: RunMeasures, earlier: LedgerSources): LedgerAsOf {
  const sources = { ...earlier, runs: [...earlier.runs, run] };
  const statements = statementsAsOf(sources);
  const ofId = byId(statements);
  const own = statements.filter(({ from }) => from === run.id);
  const isOwn = new Set(own.map(({ said }) => said.id));
  const current = [...ofId.values()].map((all): Statement => {
    const latest = latestOf(all);
    return { ...latest, said: followed(latest, all) };
  });
  const isShown = ({ said }: Statement): boolean =>
    !isOwn.has(said.id) && (said.doneIn === run.id || (said.doneIn === undefined && said.status === 'open'));
  return {
    own: own.map((one) => {
      const all = ofId.get(one.said.id) ?? [one];
      // A run that states it again did not recommend it first.
      return entryOf(all[0]?.from ?? run.id, followed(one, all), sources);
    }),
    ledger: inOrderOfWork(current.filter(isShown), sources).map(({ from, said }) =>
      entryOf(from, said, sources),
    ),
    lastFix: lastFixOf(current, sources),
  };
}

/**
 * The recommendation that was carried out last and names a metric to measure it by; of several in one run that of the
 * highest priority. Null where there is none.
 */
function lastFixOf(current: readonly Statement[], sources: LedgerSources): LedgerEntry | null {
  const places = new Map(sources.runs.map(({ id }, i) => [id, i]));
  const [last] = current
    .flatMap((one) => {
      const done = places.get(one.said.doneIn ?? '');
      return done === undefined || expectedOf(one.said) === null ? [] : { ...one, done };
    })
    .toSorted((a, b) => b.done - a.done || priorityRank[a.said.priority] - priorityRank[b.said.priority]);
  return last === undefined ? null : entryOf(last.from, last.said, sources);
}

/** The highest priority first, of one priority the newest first. */
function inOrderOfWork(statements: readonly Statement[], { runs }: LedgerSources): Statement[] {
  const places = new Map(runs.map(({ id }, i) => [id, i]));
  const placeOf = ({ from }: Statement): number => places.get(from) ?? -1;
  return statements.toSorted(
    (a, b) => priorityRank[a.said.priority] - priorityRank[b.said.priority] || placeOf(b) - placeOf(a),
  );
}
