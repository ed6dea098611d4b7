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

/** A run as the lists of a site know it. */
interface Listed {
  readonly id: string;
  readonly slug: string;
  readonly measures: Pick<RunMeasures, 'manifest'>;
}

/** The run whose report states what a run of a pair contributed; the run itself if it is none, or its head is missing. */
function reportedBy<Run extends Listed>(run: Run, byId: ReadonlyMap<string, Run>): Run {
  const { pair } = run.measures.manifest;
  return pair === undefined ? run : (byId.get(pair) ?? run);
}

const byIds = memoised(
  (reports: readonly Listed[]): ReadonlyMap<string, Listed> => new Map(reports.map((one) => [one.id, one])),
);

/** Every page asks for them. */
const reported = memoised((reports: readonly Listed[]): readonly Listed[] => {
  const byId = byIds(reports);
  return reports.filter((one) => reportedBy(one, byId) === one);
});

/** Runs that have a report: all but those measured only as evidence for another one. */
export const reportedRuns = <Run extends Listed>(reports: readonly Run[]): readonly Run[] =>
  reported(reports) as readonly Run[];

/** The name of the page that reports a run, among all runs: for the base run of a pair, that of its head. */
export const pageSlug = (run: Listed, reports: readonly Listed[]): string =>
  reportedBy(run, byIds(reports)).slug;

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
