/** How well measured concurrency agrees with throughput and time in system. */
export interface LittleCheck {
  /** Users that throughput x (response + think time) needs. */
  expectedUsers: number;
  /** measured / expected - 1. */
  deviation: number;
  /** `agree` up to 5%, `note` up to 10%, `disagree` beyond: requests missing, wrong think time, clocks or sums. */
  verdict: 'agree' | 'note' | 'disagree';
}

/**
 * Little's law N = X (R + Z) (Operations Research 9 (1961) 383-387) over the steady part of a closed-model run.
 * Throughput per second and mean response must count the same requests, errors included; times in seconds.
 * null without requests or users.
 */
export function littleCheck(
  meanUsers: number,
  throughputPerSecond: number,
  meanResponseSeconds: number,
  thinkSeconds = 0,
): LittleCheck | null {
  const expectedUsers = throughputPerSecond * (meanResponseSeconds + thinkSeconds);
  if (!(expectedUsers > 0) || !(meanUsers > 0)) return null;
  const deviation = meanUsers / expectedUsers - 1;
  const size = Math.abs(deviation);
  return { expectedUsers, deviation, verdict: size <= 0.05 ? 'agree' : size <= 0.1 ? 'note' : 'disagree' };
}
