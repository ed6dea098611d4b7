import type { RunMeasures } from '../../model/run-measures.ts';
import type { AdjustmentEntry } from '../../model/run-report.ts';
import type { Adjustment } from '../../model/documents/commentary.ts';
import { baselineOf } from '../compare/baseline.ts';
import { factsOf } from '../runs/conditions.ts';
import { workloadFacts } from '../compare/configuration.ts';
import { effectOf } from './effect.ts';
import { expectedOf, type LedgerSources } from './ledger.ts';

/** The recorded value of a configuration key of a run; undefined where it is not recorded. */
function valueAt(run: RunMeasures, key: string): string | undefined {
  const recorded = factsOf(run).get(key);
  if (recorded !== undefined || !key.startsWith('scenarios.')) return recorded;
  return new Map(run.scenarios.flatMap(({ id }) => workloadFacts(run, id))).get(key);
}

/** True where a run's configuration has the value that an adjustment asks for. */
const has = (run: RunMeasures, { key, to }: Adjustment): boolean =>
  to !== undefined && valueAt(run, key) === String(to).replace(/\s+/g, ' ').trim();

/** What a run proposes: adjustments with a value that its own configuration does not have yet. */
const proposedBy = (run: RunMeasures, { words }: LedgerSources): Adjustment[] =>
  (words.get(run.id)?.adjustments ?? []).filter((one) => one.to !== undefined && !has(run, one));

/** A proposal with its measured effect in the run that has it; that run is among the sources' runs. */
function entryOf(
  from: string,
  adjustment: Adjustment,
  { made, sources }: { readonly made: RunMeasures | null; readonly sources: LedgerSources },
): AdjustmentEntry {
  const expected = expectedOf(adjustment);
  const entry = { from, adjustment, doneIn: made?.id ?? null, expected };
  if (made === null || expected === null)
    return { ...entry, measured: null, measuredInterval: null, verdict: null };
  const { runs, project, annotations } = sources;
  const earlier = runs.slice(0, runs.indexOf(made));
  return { ...entry, ...effectOf(expected, made, earlier, project, annotations) };
}

/**
 * The run after the one at `index` that has an adjustment: the one that the words name, else the first with the value
 * that has a comparable baseline to measure it against, else the first with the value.
 */
function madeIn(adjustment: Adjustment, index: number, sources: LedgerSources): RunMeasures | null {
  const { runs, project, annotations } = sources;
  const later = runs.slice(index + 1);
  const named = later.find(({ id }) => id === adjustment.doneIn);
  if (named !== undefined) return named;
  const having = later.filter((run) => has(run, adjustment));
  const isMeasurable = (run: RunMeasures): boolean => {
    const baseline = baselineOf(run, runs.slice(0, runs.indexOf(run)), project, annotations);
    return baseline.run !== null && baseline.comparable;
  };
  return having.find(isMeasurable) ?? having[0] ?? null;
}

/**
 * Every adjustment that a run proposes, in the order of runs, and what became of it: it is made in a later run
 * whose recorded configuration has the key at the proposed value, without anybody saying so.
 */
export const proposalsOf = (sources: LedgerSources): AdjustmentEntry[] =>
  sources.runs.flatMap((run, i) =>
    proposedBy(run, sources).map((one) => {
      return entryOf(run.id, one, { made: madeIn(one, i, sources), sources });
    }),
  );

/**
 * The proposals of earlier runs that a run has and its baseline has not, with the effect in this run as of its day; of
 * several for one key the newest counts. `changed` are the keys that differ from the baseline's.
 */
export function proposalsMadeBy(
  run: RunMeasures,
  changed: readonly { readonly key: string }[],
  sources: LedgerSources,
): AdjustmentEntry[] {
  const keys = new Set(changed.map(({ key }) => key));
  const newest = new Map<string, [from: string, said: Adjustment]>();
  for (const earlier of sources.runs)
    for (const one of proposedBy(earlier, sources)) {
      if (keys.has(one.key) && has(run, one)) newest.set(one.key, [earlier.id, one]);
    }
  const known = { ...sources, runs: [...sources.runs, run] };
  return [...newest.values()].map(([from, one]) => entryOf(from, one, { made: run, sources: known }));
}
