import type { Annotation } from '../model/annotations.ts';
import type { Project } from '../model/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { LedgerEntry } from '../model/run-report.ts';
import {
  priorityRank,
  type ExpectedImpact,
  type Recommendation,
  type Commentary,
} from '../model/commentary.ts';
import { effectOf } from './effect.ts';

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
  const at = runs.findIndex(({ id }) => id === doneIn);
  if (at < 0) return { ...notMeasured, verdict: 'cannot tell' };
  return effectOf(expected, runs[at]!, runs.slice(0, at), project, annotations, runs);
}

/** A run that has a recommendation's change says so by `doneIn`, whatever `status` says. */
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

/** Every recommendation of every run, in the order of runs, and what became of it. */
export const ledgerOf = (sources: LedgerSources): LedgerEntry[] =>
  sources.runs.flatMap(({ id }) =>
    (sources.words.get(id)?.recommendations ?? []).map((one) => entryOf(id, one, sources)),
  );

/** A recommendation as it stood before a later run had it. */
function stillOpen(recommendation: Recommendation): Recommendation {
  const open: Recommendation = { ...recommendation, status: 'open' };
  delete open.doneIn;
  return open;
}

/** The newest word on each recommendation of earlier runs, with the run that says it. */
function newestWords({ runs, words }: LedgerSources): Map<string, [from: string, said: Recommendation]> {
  const newest = new Map<string, [from: string, said: Recommendation]>();
  for (const { id } of runs)
    for (const one of words.get(id)?.recommendations ?? []) newest.set(one.id, [id, one]);
  return newest;
}

/**
 * The recommendation that was carried out last, by this run or an earlier one, and names a metric to measure it by;
 * of several in one run that of the highest priority. Null where there is none.
 */
export function lastFixOf(run: RunMeasures, sources: LedgerSources): LedgerEntry | null {
  const runs = [...sources.runs, run];
  const place = new Map(runs.map(({ id }, i) => [id, i]));
  const done = [...newestWords(sources).values()]
    .filter(([, said]) => place.has(said.doneIn ?? '') && expectedOf(said) !== null)
    .toSorted(
      ([, a], [, b]) =>
        place.get(b.doneIn!)! - place.get(a.doneIn!)! || priorityRank[a.priority] - priorityRank[b.priority],
    );
  const [last] = done;
  return last === undefined ? null : entryOf(...last, { ...sources, runs });
}

/** The highest priority first, of one priority the newest first. */
function inOrderOfWork(
  said: ReadonlyMap<string, [from: string, said: Recommendation]>,
  { runs }: LedgerSources,
): [from: string, said: Recommendation][] {
  const place = new Map(runs.map(({ id }, i) => [id, i]));
  return [...said.values()].toSorted(
    ([from, a], [other, b]) =>
      priorityRank[a.priority] - priorityRank[b.priority] || place.get(other)! - place.get(from)!,
  );
}

/**
 * The recommendations of earlier runs as of one run: those still open, and those done in it, with their measured
 * effect. Where several runs give one id, the newest counts; one that the run itself gives again is its own.
 */
export function ledgerAsOf(run: RunMeasures, sources: LedgerSources): LedgerEntry[] {
  const known = new Set(sources.runs.map(({ id }) => id));
  const own = new Set(sources.words.get(run.id)?.recommendations.map(({ id }) => id));
  return inOrderOfWork(newestWords(sources), sources).flatMap(([from, one]) => {
    if (one.doneIn === run.id) return entryOf(from, one, { ...sources, runs: [...sources.runs, run] });
    if (one.doneIn !== undefined ? known.has(one.doneIn) : one.status !== 'open') return [];
    return own.has(one.id) ? [] : entryOf(from, stillOpen(one), sources);
  });
}
