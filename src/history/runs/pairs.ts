import { memoised } from '../../model/memoised.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { buildOf } from './build.ts';
import { runMoment } from './order.ts';

/** A base and a head run that were measured interleaved on one machine. */
export interface RunPair {
  readonly base: RunMeasures;
  readonly head: RunMeasures;
}

/** Fewer pairs than this confirm nothing. */
export const fewestPairs = 4;

/** True for a run that was measured only as evidence for the head run that its manifest names as `pair`. */
export const isEvidence = ({ manifest }: Pick<RunMeasures, 'manifest'>): boolean =>
  manifest.pair !== undefined;

/** Runs that were measured only as evidence, of which most projects have none: every run asks for them. */
const evidenceAmong = memoised((runs: readonly RunMeasures[]) => runs.filter(isEvidence));

/** The pairs of a run's build among all runs, in order of their base runs. */
export function pairsOf(head: RunMeasures, runs: readonly RunMeasures[]): RunPair[] {
  const evidence = evidenceAmong(runs);
  if (isEvidence(head) || evidence.length === 0) return [];
  const build = buildOf(head);
  const heads = new Map(
    runs.flatMap((run) => (!isEvidence(run) && buildOf(run) === build ? [[run.id, run] as const] : [])),
  );
  heads.set(head.id, head);
  return evidence.flatMap((base) => {
    const { pair } = base.manifest;
    const partner = pair === undefined ? undefined : heads.get(pair);
    return partner === undefined || buildOf(base) === build ? [] : { base, head: partner };
  });
}

/** What readers should know about how pairs were made; empty where nothing is amiss. */
export function pairWarnings(pairs: readonly RunPair[]): string[] {
  const order = (pair: RunPair): number =>
    Math.sign((runMoment(pair.head) ?? 0) - (runMoment(pair.base) ?? 0));
  const orders = new Set(pairs.map(order));
  const few =
    pairs.length < fewestPairs ? [`${pairs.length} pairs: fewer than ${fewestPairs} confirm nothing`] : [];
  const oneWay =
    pairs.length > 1 && !(orders.has(1) && orders.has(-1))
      ? [
          'all pairs were measured in the same order. Alternate it, because warm-up and drift look like a change',
        ]
      : [];
  return [...few, ...oneWay];
}
