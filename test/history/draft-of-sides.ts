import { draftOf, type Draft } from '../../src/history/evidence/metric-draft.ts';
import type { EffectByRun } from '../../src/history/evidence/run-effects.ts';
import type { Place } from '../../src/history/runs/annotation-scope.ts';
import { HistoryAnalyses } from '../../src/history/trends/history-analysis.ts';
import { valuesBySession } from '../../src/history/trends/level-values.ts';
import { present } from '../../src/model/checked.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { makeRun } from './make-run.ts';

/** The runs of a side, session by session. */
export type Side = readonly (readonly RunMeasures[])[];

/** A metric of two sides as it is fitted before its variances are known. */
export function draftOfSides(
  place: Place,
  base: Side,
  head: Side,
  effects: EffectByRun | null = null,
): Draft {
  const [bases, heads] = [base.flat(), head.flat()];
  const sides = {
    base: present(bases.at(-1), 'there is a base'),
    head: present(heads.at(-1), 'there is a head'),
    points: [],
    headRuns: heads,
    headSessions: head,
    project: defaultProject,
    annotations: [],
    analyses: new HistoryAnalyses(),
  };
  const values = { base: valuesBySession(base, place), head: valuesBySession(head, place) };
  return draftOf(sides, place, values, effects);
}

/** The median response time of an endpoint. */
export const median = { metric: 'response.p50', scenario: 'shop', endpoint: 'pay' } as const;

/** What a run of load has beside its median. */
interface Details {
  /** Medians of stretches of time. */
  readonly stretches?: readonly number[];
  /** Half a unit of the last printed digit. */
  readonly tolerance?: number;
  readonly count?: number;
}

/** A run of load with this median. */
export function load(
  day: number,
  value: number,
  { stretches = [], tolerance, count = 2_000 }: Details = {},
): RunMeasures {
  const batches = { p50: stretches, p95: [] };
  const run = makeRun({ day, endpoints: { pay: { p50: 100, batches, count } } });
  const metricValues = run.metricValues.map((one) =>
    one.metric === median.metric ? { ...one, value, tolerance: tolerance ?? null } : one,
  );
  return { ...run, metricValues };
}

/** Sessions of one run each. */
export const days = (...values: readonly number[]): Side => values.map((value, day) => [load(day, value)]);
