import { erfc, incompleteBeta } from './special-functions.ts';

/** Probability that a standard normal variable is at most z. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2);
}

/** The z with normalCdf(z) = p; infinite at p = 0 and 1, NaN outside. Abramowitz & Stegun 26.2.23, then Newton. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0.5) return 0;
  const t = Math.sqrt(-2 * Math.log(p));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  const bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  let z = -(t - top / bottom);
  for (let i = 0; i < 4; i++) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const step = (normalCdf(z) - p) / density;
    z -= step / (1 + (z * step) / 2);
  }
  return z;
}

/** Probability that a Student t variable with `df` > 0 degrees of freedom is at most t. */
export function studentCdf(t: number, df: number): number {
  if (!Number.isFinite(df)) return normalCdf(t);
  if (t === 0) return 0.5;
  const squared = t * t;
  const tail =
    squared < df
      ? 0.5 - 0.5 * incompleteBeta(squared / (df + squared), 0.5, df / 2)
      : 0.5 * incompleteBeta(df / (df + squared), df / 2, 0.5);
  return t > 0 ? 1 - tail : tail;
}

/** Two-sided p value of a t statistic, without the loss of digits of 2 * (1 - cdf). */
export function studentTwoSided(t: number, df: number): number {
  if (!Number.isFinite(df)) return erfc(Math.abs(t) / Math.SQRT2);
  return incompleteBeta(df / (df + t * t), df / 2, 0.5);
}

/** The few quantiles that every history asks for again, by p and then by whole degrees of freedom. */
const knownQuantiles = new Map<number, Map<number, number>>();

/** The t with studentCdf(t, df) = p, by bracketing and bisection in the lower tail; NaN outside 0..1. */
export function studentQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1) || !(df > 0)) return NaN;
  if (p === 0.5) return 0;
  if (p > 0.5) return -studentQuantile(1 - p, df);
  if (p === 0) return -Infinity;
  if (!Number.isFinite(df)) return normalQuantile(p);
  if (!Number.isInteger(df)) return lowerStudentQuantile(p, df);
  const known = knownQuantiles.get(p) ?? new Map<number, number>();
  knownQuantiles.set(p, known);
  const found = known.get(df) ?? lowerStudentQuantile(p, df);
  known.set(df, found);
  return found;
}

function lowerStudentQuantile(p: number, df: number): number {
  let low = Math.min(-1, 2 * normalQuantile(p));
  while (studentCdf(low, df) > p) low *= 2;
  let high = 0;
  for (let i = 0; i < 200 && high - low > 4e-16 * Math.abs(low); i++) {
    const middle = (low + high) / 2;
    if (studentCdf(middle, df) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The x of which the beta distribution with shapes a and b has the probability p below it, by bisection. */
export function betaQuantile(p: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Probability of at most k successes in n trials of probability p. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return incompleteBeta(1 - p, n - Math.floor(k), Math.floor(k) + 1);
}

/** Binomial quantiles by p, q and n: those of few p and q are asked for again by every endpoint. */
const knownBinomials = new Map<number, Map<number, Map<number, number>>>();
/** So many of one p and q are remembered. */
const mostKnownBinomials = 10_000;

/** The smallest k with binomialCdf(k, n, p) >= q, for 0 < q < 1. */
export function binomialQuantile(q: number, n: number, p: number): number {
  const ofP = knownBinomials.get(p) ?? new Map<number, Map<number, number>>();
  knownBinomials.set(p, ofP);
  const ofQ = ofP.get(q) ?? new Map<number, number>();
  ofP.set(q, ofQ);
  const known = ofQ.get(n);
  if (known !== undefined) return known;
  const found = searchBinomialQuantile(q, n, p);
  if (ofQ.size < mostKnownBinomials) ofQ.set(n, found);
  return found;
}

function searchBinomialQuantile(q: number, n: number, p: number): number {
  const guess = n * p + normalQuantile(q) * Math.sqrt(n * p * (1 - p));
  let k = Math.min(n, Math.max(0, Math.round(guess)));
  while (k > 0 && binomialCdf(k - 1, n, p) >= q) k--;
  while (k < n && binomialCdf(k, n, p) < q) k++;
  return k;
}
