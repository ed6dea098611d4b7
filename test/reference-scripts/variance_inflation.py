"""By how much dependence widens the interval of a share, from stretches of time: numpy and scipy, by docs/statistics.md.

Strata are lists of stretches; each deviates from its stratum's ratio of hits to samples.
"""
import numpy as np
from scipy import stats

def inflation(strata, level=0.95):
    counts, sums = [np.concatenate([[s[i] for s in part] for part in strata]).astype(float) for i in (0, 1)]
    n, p = counts.sum(), sums.sum() / counts.sum()
    deviations, parts = [], []
    for part in strata:
        c, s = np.array(part, float).T
        d = s - s.sum() / c.sum() * c
        deviations.append(d)
        parts.append((len(part) - 1, len(part) / (len(part) - 1) * (d**2).sum()))
    variance = sum(v for _, v in parts)
    df = variance**2 / sum(v**2 / f for f, v in parts)
    d = np.concatenate(deviations)
    d = d - d.mean()
    r, length = (d[1:] * d[:-1]).sum() / (d**2).sum(), len(d)
    factor = variance / (n * p * (1 - p))
    corrected = min(0.8, r + (1 + 3 * r) / length)
    clear = r > CLEAR / np.sqrt(length)
    factor *= (1 + corrected) / (1 - corrected) if clear else 1
    t = (stats.t.ppf((1 + level) / 2, df) / stats.norm.ppf((1 + level) / 2)) ** 2
    return dict(r=r, corrected=corrected, clear=clear, df=df, factor=factor, inflation=factor * t)

CLEAR = stats.norm.ppf(0.95)
rough = [k + (2 if i % 2 else -2) for i, k in enumerate([4, 8, 7, 11, 14, 12, 17, 19, 16, 18, 15, 13, 14, 9, 10, 6, 5, 8, 3, 5])]
print(rough, inflation([[(30, s) for s in rough]]))
print("at 90%", inflation([[(30, s) for s in rough]], 0.9))
# The last stretch has a load of its own, and is compared with those before it.
loads = [[(20, 4), (30, 12), (25, 3)], [(40, 20), (35, 8)], [(50, 30), (20, 3), (30, 19), (25, 5)]]
print("loads", inflation(loads))
