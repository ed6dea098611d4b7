/** Below this the recurrences lift the argument to where the asymptotic series have 14 digits. */
const seriesFrom = 15;

/** The logarithmic derivative of the gamma function for x > 0: recurrence, then DLMF 5.11.2. */
export function digamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < seriesFrom; at++) shift -= 1 / at;
  const inverse = 1 / (at * at);
  const series = inverse * (1 / 12 - inverse * (1 / 120 - inverse * (1 / 252 - inverse * (1 / 240))));
  return shift + Math.log(at) - 0.5 / at - series;
}

/** The derivative of `digamma` for x > 0: recurrence, then the derivative of DLMF 5.11.2. */
export function trigamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < seriesFrom; at++) shift += 1 / (at * at);
  const inverse = 1 / (at * at);
  const series = 1 / 6 - inverse * (1 / 30 - inverse * (1 / 42 - inverse * (1 / 30 - inverse * (5 / 66))));
  return shift + 1 / at + 0.5 * inverse + (inverse / at) * series;
}

/** The derivative of `trigamma`, always negative: six digits, enough for the steps of Newton's method. */
function tetragamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < seriesFrom; at++) shift -= 2 / at ** 3;
  const inverse = 1 / (at * at);
  return shift - inverse - inverse / at - inverse ** 2 / 2;
}

/**
 * The x with trigamma(x) = y, for y > 0. Newton's method on 1 / trigamma, which is convex, as in Smyth, Stat. Appl. Genet.
 * Mol. Biol. 3 (2004) article 3, appendix.
 */
export function trigammaInverse(y: number): number {
  let x = 0.5 + 1 / y;
  for (let i = 0; i < 50; i++) {
    const value = trigamma(x);
    const step = (value * (1 - value / y)) / tetragamma(x);
    x += step;
    if (-step / x < 1e-10) break;
  }
  return x;
}
