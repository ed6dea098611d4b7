/** A load step and whether it met every target; `isMet` null where a verdict was inconclusive or missing. */
export interface LoadStep {
  /** Users, or offered requests per second. */
  load: number;
  isMet: boolean | null;
}

/** What the steps say of the highest load that the system carries. */
export interface SustainedLoad {
  /** The highest step that met all targets: "at least this many". null: none did. */
  atLeast: number | null;
  /** The lowest step above it that failed; null: none failed ("not reached"). Between the two is unknown. */
  firstFailing: number | null;
  /** False when a step below `atLeast` failed: then the result depends on something other than load. */
  isConsistent: boolean;
}

/** The highest load step that met all targets and the first failing one above it. Steps in any order. */
export function sustainedLoad(steps: readonly LoadStep[]): SustainedLoad {
  const loadsOf = (isMet: boolean): number[] =>
    steps.filter((step) => step.isMet === isMet).map(({ load }) => load);
  const met = loadsOf(true);
  const failed = loadsOf(false);
  const atLeast = met.length === 0 ? null : Math.max(...met);
  const above = failed.filter((load) => atLeast === null || load > atLeast);
  return {
    atLeast,
    firstFailing: above.length === 0 ? null : Math.min(...above),
    isConsistent: failed.every((load) => atLeast === null || load > atLeast),
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
