import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { HistoryAnalyses } from '../../src/history/trends/history-analysis.ts';
import { valuesBySession } from '../../src/history/trends/level-values.ts';
import { draftOf } from '../../src/history/evidence/metric-draft.ts';
import { evidenceOf, type Evidence } from '../../src/history/evidence/metric-evidence.ts';
import { judgeComparisons, type Judgement } from '../../src/stats/comparison-verdict.ts';
import { noPrior } from '../../src/stats/variance-prior.ts';
import { makeRun } from './make-run.ts';

/** A metric's values on both sides, each of a run and session of its own. */
export interface SidesOfValues {
  readonly base: readonly number[];
  readonly head: readonly number[];
  readonly baseBatches?: readonly number[];
  readonly headBatches?: readonly number[];
  /** Half a unit of the last printed digit. */
  readonly rounding?: number;
}

const place = { metric: 'response.p50', scenario: 'shop', endpoint: 'pay' } as const;

function runWith(day: number, value: number, p50: readonly number[], rounding: number): RunMeasures {
  const run = makeRun({ day, endpoints: { pay: { p50: 1, batches: { p50, p95: [] } } } });
  const metricValues = run.metricValues.map((one) =>
    one.metric === place.metric ? { ...one, value, tolerance: rounding === 0 ? null : rounding } : one,
  );
  return { ...run, metricValues };
}

/** What values say alone, without other endpoints beside them. */
export function evidenceOfValues(sides: SidesOfValues): Evidence {
  const { base, head, baseBatches = [], headBatches = [], rounding = 0 } = sides;
  const [before, after] = [
    base.map((value, day) => runWith(day, value, baseBatches, rounding)),
    head.map((value, day) => runWith(500 + day, value, headBatches, rounding)),
  ];
  const none = runWith(0, 1, [], 0);
  const values = {
    base: valuesBySession(
      before.map((run) => [run]),
      place,
    ),
    head: valuesBySession(
      after.map((run) => [run]),
      place,
    ),
  };
  const around = { points: [], headRuns: after, headSessions: after.map((run) => [run]) };
  const compared = { base: before.at(-1) ?? none, head: after.at(-1) ?? none, ...around };
  const asked = { project: defaultProject, annotations: [], analyses: new HistoryAnalyses() };
  return evidenceOf(draftOf({ ...compared, ...asked }, place, values, null), {
    sessions: noPrior,
    repeats: noPrior,
  });
}

/** The verdict on values that are compared alone. */
export function judgeValues(sides: SidesOfValues, minimumEffect = 0.05): Judgement {
  const [judgement] = judgeComparisons([{ ...evidenceOfValues(sides), direction: 'lower', minimumEffect }]);
  if (judgement === undefined) throw new Error('One comparison has one verdict.');
  return judgement;
}
