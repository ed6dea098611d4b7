const splitter = 2 ** 27 + 1;

/** The rounding error of the product a b (Dekker, Numer. Math. 18 (1971) 224-242). */
function productError(a: number, b: number, product: number): number {
  const aBig = a * splitter;
  const aHigh = aBig - (aBig - a);
  const aLow = a - aHigh;
  const bBig = b * splitter;
  const bHigh = bBig - (bBig - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/**
 * The dot product of two lists as if computed with twice the digits (Dot2 of Ogita, Rump & Oishi, SIAM J. Sci.
 * Comput. 26 (2005) 1955-1988). Lists of equal length.
 */
export function accurateDot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < a.length; i++) {
    const product = (a[i] ?? NaN) * (b[i] ?? NaN);
    const next = total + product;
    const part = next - total;
    lost += total - (next - part) + (product - part) + productError(a[i] ?? NaN, b[i] ?? NaN, product);
    total = next;
  }
  return total + lost;
}
