"""How many more runs settle a comparison, by simulation (numpy, scipy).

For a base of m runs, a head of n and k more, with a true difference d and a spread s (both on the scale of the test):
the share of trials in which the 95 % interval of the pooled t test leaves out 0 (a change, d >= e) or lies wholly
within +-e (the same, d < e). Prints the smallest k that settles at least 80 % of 40,000 trials; test/stats/
runs-to-compare.test.ts holds the formula against these numbers, give or take one run.

The formula takes difference and spread as true, as this does.
"""

import numpy as np
from scipy import stats

TRIALS = 40_000
rng = np.random.default_rng(20261127)


def settled(m, n, d, s, e):
    base = rng.normal(0, s, (TRIALS, m))
    head = rng.normal(d, s, (TRIALS, n))
    df = m + n - 2
    squares = (m - 1) * base.var(axis=1, ddof=1) + (n - 1) * head.var(axis=1, ddof=1)
    half = stats.t.ppf(0.975, df) * np.sqrt(squares / df * (1 / m + 1 / n))
    seen = head.mean(axis=1) - base.mean(axis=1)
    if d >= e:
        return np.mean(np.abs(seen) > half)
    return np.mean((seen - half > -e) & (seen + half < e))


CASES = [
    # m, n, d, s, e
    (20, 2, 0.06, 0.05, 0.05),
    (10, 3, 0.08, 0.06, 0.05),
    (30, 3, 0.07, 0.08, 0.05),
    (40, 2, 0.00, 0.04, 0.05),
    (30, 3, 0.01, 0.04, 0.05),
]

for m, n, d, s, e in CASES:
    for more in range(1, 60):
        if settled(m, n + more, d, s, e) >= 0.8:
            break
    print(f"m={m} n={n} d={d} s={s} e={e}: {more} more runs")
