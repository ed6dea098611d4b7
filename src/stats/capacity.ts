import { largest, smallest } from '../model/long-lists.ts';

/** A load step and whether it met every target; `isMet` null where a verdict was inconclusive or missing. */
export interface LoadStep {
  /** Users, or offered requests per second. */
  load: number;
  isMet: boolean | null;
}

/** What the steps say of the highest load that the system carries. */
export interface SustainedLoad {
  /** The highest step that met all targets below the first failing one: "at least this many". null: there is none. */
  atLeast: number | null;
  /** The lowest step that failed; null: none failed ("not reached"). Between the two is unknown. */
  firstFailing: number | null;
  /** False when a step above a failing one met the targets: then something other than the load decides. */
  isConsistent: boolean;
}

/**
 * The first failing load step and the highest one below it that met all targets. Steps in any order; a step that met
 * them above a failing one does not count.
 */
export function sustainedLoad(steps: readonly LoadStep[]): SustainedLoad {
  const loadsOf = (isMet: boolean): number[] =>
    steps.filter((step) => step.isMet === isMet).map(({ load }) => load);
  const failed = loadsOf(false);
  const firstFailing = failed.length === 0 ? null : smallest(failed);
  const met = loadsOf(true);
  const counting = met.filter((load) => firstFailing === null || load < firstFailing);
  return {
    atLeast: counting.length === 0 ? null : largest(counting),
    firstFailing,
    isConsistent: counting.length === met.length,
  };
}

/** Successful messages per minute from a count and the measured seconds after warm-up; null for no time. */
export function messagesPerMinute(successful: number, measuredSeconds: number): number | null {
  return measuredSeconds > 0 ? (successful * 60) / measuredSeconds : null;
}

/**
 * Sessions per day that a sustained rate (sessions per minute) carries, when the busiest hour brings
 * `busiestHourShare` of a day's sessions: rate x 60 / share. A flat day is 1/24. null for a share outside 1/24..1:
 * the busiest hour cannot bring less than the average one.
 */
export function sessionsPerDay(sessionsPerMinute: number, busiestHourShare: number): number | null {
  if (!(busiestHourShare >= 1 / 24 - 1e-12) || busiestHourShare > 1) return null;
  return (sessionsPerMinute * 60) / busiestHourShare;
}
