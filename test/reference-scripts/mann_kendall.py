"""Expected values of test/stats/mann-kendall.test.ts: Hamed & Rao (J. Hydrology 204 (1998) 182-196)."""

import math

import numpy as np
from scipy import stats


def hamed_rao(values):
    """Factor, S, widened variance and z, with a factor of 1 at least."""
    x = np.array(values, float)
    n = len(x)
    slope = stats.theilslopes(x, np.arange(n))[0]
    ranks = stats.rankdata(x - slope * np.arange(n))
    ranks = ranks - ranks.mean()
    limit = stats.norm.ppf(0.975) / math.sqrt(n)
    total = 0.0
    for lag in range(1, n // 4 + 1):
        rho = (ranks[:-lag] * ranks[lag:]).sum() / (ranks * ranks).sum()
        if abs(rho) > limit:
            total += (n - lag) * (n - lag - 1) * (n - lag - 2) * rho
    factor = 1 + 2 * total / (n * (n - 1) * (n - 2))
    s = sum(np.sign(x[j] - x[i]) for i in range(n) for j in range(i + 1, n))
    variance = n * (n - 1) * (2 * n + 5) / 18 * max(1, factor)
    return factor, s, variance, (s - np.sign(s)) / math.sqrt(variance)


print(hamed_rao([30, 33, 37, 42, 46, 51, 54, 58, 60, 61, 62, 63, 65, 64, 66, 68, 67, 69, 73, 76, 81, 85, 90, 96]))
print(hamed_rao([1, 1.9, 1.2, 2.3, 1.4, 2.6, 1.7, 2.9, 1.8, 3.2, 2.2, 3.1]))
