import type { CommonChange, MetricChange } from '../../model/run-report.ts';
import type { Place } from '../runs/annotation-scope.ts';
import { sidesOf, type ComparedSides, type Comparison } from './compared-sides.ts';
import { announced } from './common-change.ts';
import { gatherEvidence, type MetricToCompare } from '../evidence/gather-evidence.ts';
import { judgeAll, type Judged } from './judged-changes.ts';
import { withLargestOpen } from './largest-open.ts';
import { withoutOtherCauses } from './other-causes/without-other-causes.ts';
import { withConfirmation, withShared } from './shared-changes.ts';
import { withUncalled } from './uncalled.ts';
import type { Evidence } from '../evidence/metric-evidence.ts';
import { placeNumber } from '../runs/metric-index.ts';
import { pairedEvidence } from '../evidence/paired-evidence.ts';
import { changeOf, pend } from './pending-change.ts';
import { largest } from '../../model/long-lists.ts';
import { hasSameData } from './same-data.ts';

/** The changes of a comparison. */
export interface Compared {
  readonly changes: readonly MetricChange[];
  /** What all endpoints share of their change; null where nothing can be separated. */
  readonly common: CommonChange | null;
}

const unknown = (evidence: string): Evidence => ({
  relative: null,
  interval: null,
  p: null,
  isWithinRuns: true,
  countHead: 1,
  basis: { evidence },
});

/** Metrics as pairs show them: both sides are means over the pairs. */
function pairedMetrics(
  { pairs = [], project }: Comparison,
  places: readonly Place[],
): readonly MetricChange[] {
  const found = pairedEvidence(pairs, places);
  const judged = places.map((place): Judged => {
    const one = found.get(placeNumber(place));
    if (one === undefined) {
      const why = 'not measured in the pairs';
      const settled = { verdict: 'cannot-tell', why } as const;
      return { place, base: null, head: null, own: null, rounding: 0, settled, evidence: unknown(why) };
    }
    const { base, head, rounding, evidence } = one;
    return {
      place,
      base,
      head,
      own: changeOf(place, base, head),
      rounding,
      settled: null,
      evidence,
    };
  });
  return withLargestOpen(withUncalled(judgeAll(judged, null, project)));
}

/**
 * Compares metrics of two runs and judges them together. Where the two builds were measured in pairs, the pairs alone
 * decide.
 *
 * `base`, `head`, `relative` and `interval` are as measured. The verdict rests on the level that the base's history
 * shows, which says more of where the base stands than one run can, and on what is left of the change once that is
 * taken out which all endpoints share; see docs/statistics.md.
 */
export function compareMetrics(comparison: Comparison, places: readonly Place[]): Compared {
  const { base, head, project } = comparison;
  if (comparison.pairs !== undefined && comparison.pairs.length > 0)
    return { changes: pairedMetrics(comparison, places), common: null };
  const isSameData = hasSameData(base, head);
  const sides = new Map<string | null, ComparedSides | null>();
  const pending = places.map((place) => {
    if (!sides.has(place.scenario)) sides.set(place.scenario, sidesOf(comparison, place.scenario));
    return pend(comparison, sides.get(place.scenario) ?? null, place, isSameData);
  });
  const toCompare = pending.flatMap(({ place, settled }): MetricToCompare[] => {
    const own = sides.get(place.scenario) ?? null;
    return settled !== null || own === null ? [] : [{ place, sides: own }];
  });
  const { evidence, common } = gatherEvidence(toCompare, comparison);
  const judged = pending.map((one): Judged => ({
    ...one,
    evidence: evidence.get(placeNumber(one.place)) ?? unknown(one.settled?.why ?? 'unknown'),
  }));
  const found = judgeAll(judged, common, project);
  const changes = withoutOtherCauses({ base, head, project, toCompare, changes: found });
  const headSessions = largest([0, ...[...sides.values()].map((one) => one?.headSessions.length ?? 0)]);
  const stated = withConfirmation(announced(common), headSessions);
  return { changes: withLargestOpen(withUncalled(withShared(changes, stated, project))), common: stated };
}
