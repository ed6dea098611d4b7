import type { MetricId, MetricRef } from '../../model/metrics/metrics.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { CommonChange } from '../../model/run-report.ts';
import { strongEvidence } from '../../stats/comparison-verdict.ts';
import { mean } from '../../stats/moments.ts';
import { minimumHistory } from '../../stats/prediction.ts';
import { halfWidth, type DifferenceTest } from '../../stats/difference-test.ts';
import { fitSessions, type Sessions } from '../../stats/session-fit.ts';
import { testRepeats, testSessions } from '../../stats/session-test.ts';
import { minimumEffectOf } from '../trends/history-analysis.ts';
import type { EffectByRun, MetricEffects } from '../evidence/run-effects.ts';
import { sessionsOf } from '../runs/sessions.ts';
import { largest } from '../../model/long-lists.ts';

/** The run effects of one metric over the runs of a comparison. */
export interface CommonEffects {
  readonly metric: MetricId;
  readonly terms: MetricRef['terms'];
  readonly endpoints: number;
  /** What all endpoints share, the controls left out. */
  readonly ofAll: EffectByRun;
  readonly shareBeyond: MetricEffects['shareBeyond'];
  /** What the controls show of the machine; null without control. */
  readonly ofControls: EffectByRun | null;
  readonly history: readonly RunMeasures[];
  readonly heads: readonly RunMeasures[];
  /** The run whose values are printed beside those of the head; its session is one of the history. */
  readonly baseline?: RunMeasures;
}

/** A run effect this rare in an unchanged project is reported: one report in forty. */
const rareEffect = 0.025;

/** Standard deviation between sessions of one machine, where no history shows it. */
const assumedMachineSpread = 0.08;

/** Beyond anything the machine did before: so many times its largest effect, and at least half as slow again. */
const farBeyond = { times: 3, least: Math.log(1.5) };

function sessionValues(runs: readonly RunMeasures[], { ofAll, ofControls }: CommonEffects): Sessions {
  const valueOf = (run: RunMeasures): number[] => {
    const value = ofAll.get(run);
    const control = ofControls === null ? 0 : ofControls.get(run);
    return value === undefined || control === undefined ? [] : [value - control];
  };
  return sessionsOf(runs)
    .map((session) => session.flatMap(valueOf))
    .filter((session) => session.length > 0);
}

/** What raises a common change above "suspected", if anything does. */
function confirms(
  effects: CommonEffects,
  base: Sessions,
  head: Sessions,
  { difference, p }: DifferenceTest,
): boolean {
  if (base.length < minimumHistory || p > strongEvidence) return false;
  if (effects.ofControls !== null) return true;
  const heads = head.map((session) => mean(session) * Math.sign(difference));
  const most = largest(base.map((session) => Math.abs(mean(session))));
  const isRepeated = heads.length >= 2 && heads.every((value) => value > most);
  return isRepeated || Math.abs(difference) >= Math.max(farBeyond.least, farBeyond.times * most);
}

/** The least share of the endpoints that must have moved the same way before a report may speak of every endpoint. */
const mostEndpoints = 0.75;

/**
 * The share of the endpoints that moved the same way as their median. Where a third of them regressed, the median of all
 * lies among those that merely vary to that side: about two thirds are on it, not nearly all.
 */
function shareOf({ heads, ofControls, shareBeyond }: CommonEffects, difference: number): number {
  const shares = heads.flatMap((run) => {
    const share = shareBeyond(run, ofControls?.get(run) ?? 0, difference);
    return Number.isNaN(share) ? [] : [share];
  });
  return shares.length === 0 ? 0 : mean(shares);
}

/** What a report says of all endpoints: nothing where only some of them moved. */
export const announced = (common: CommonChange | null): CommonChange | null =>
  common === null || common.share >= mostEndpoints
    ? common
    : { ...common, verdict: 'no-change-shown', certainty: null };

/**
 * What all endpoints share between the baseline's own session and the heads; null if the baseline is none of the history.
 * A level of the history may lie between builds that differ, so a change from it alone need not be one from the baseline.
 */
function ownChange(effects: CommonEffects): number | null {
  const session = sessionsOf(effects.history).find((runs) => runs.some((run) => run === effects.baseline));
  const [base] = session === undefined ? [] : sessionValues(session, effects);
  const heads = sessionValues(effects.heads, effects).map(mean);
  return base === undefined || heads.length === 0 ? null : mean(heads) - mean(base);
}

/**
 * Judges what all endpoints share of their change, once. Without a control nothing tells a slower machine from slower
 * code, so it is suspected at most, unless a second session shows it or it is far beyond what the machine ever did.
 * null where a side has no effects.
 */
export function commonChange(effects: CommonEffects, project: Project): CommonChange | null {
  const base = sessionValues(effects.history, effects);
  const head = sessionValues(effects.heads, effects);
  if (base.length === 0 || head.length === 0) return null;
  const fit = fitSessions({ base, head });
  const isShort = base.length < 3;
  const test = isShort
    ? testRepeats(fit, fit.repeats.df > 0 ? fit.repeats : { variance: 0, df: Infinity }, assumedMachineSpread)
    : testSessions(fit, fit.sessions, fit.repeats);
  const relative = Math.expm1(test.difference);
  const least = minimumEffectOf(effects.metric, project);
  const own = Math.expm1(ownChange(effects) ?? test.difference);
  const isOwn = Math.sign(own) === Math.sign(relative) && Math.abs(own) >= least;
  const isCalled = test.p <= rareEffect && Math.abs(relative) >= least && isOwn;
  const half = halfWidth(test);
  return {
    metric: effects.metric,
    terms: effects.terms,
    endpoints: effects.endpoints,
    share: shareOf(effects, test.difference),
    relative,
    interval: { lower: Math.expm1(test.difference - half), upper: Math.expm1(test.difference + half) },
    verdict: isCalled ? (relative > 0 ? 'worse' : 'better') : 'no-change-shown',
    certainty: isCalled ? (confirms(effects, base, head, test) ? 'confirmed' : 'suspected') : null,
    control: effects.ofControls !== null,
  };
}
