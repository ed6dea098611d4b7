"""What is known of one more variance from others of its kind, and how much of it counts for one that is unlike them.

By the definitions of docs/statistics.md: digamma, trigamma and the F distribution by scipy, the inverse of trigamma by
bisection (scipy.optimize.brentq).
"""
import numpy as np
from scipy import optimize, special, stats

trigamma = lambda x: special.polygamma(1, x)

def prior(others, own=None):
    logs = np.array([np.log(v) - special.digamma(d / 2) + np.log(d / 2) for v, d in others])
    noise, n = np.mean([trigamma(d / 2) for _, d in others]), len(others)
    shown = np.sum((logs - logs.mean()) ** 2) - (n - 1) * noise
    spread = max(0.02, (shown + 4 * trigamma(4)) / (n - 1 + 4))
    total = spread + (spread + noise) / n
    df = 2 * optimize.brentq(lambda x: trigamma(x) - total, 1e-3, 1e6, xtol=1e-14)
    variance = np.exp(logs.mean() + special.digamma(df / 2) - np.log(df / 2))
    if own is None:
        return df, variance
    below = stats.f.cdf(own[0] / variance, own[1], df)
    p = 2 * min(below, 1 - below) * (n + 1)
    return df * np.clip(np.log(p / 0.0005) / np.log(10), 0, 1), variance

others = [(1.0, 4), (2.5, 9), (0.4, 6)]
print(prior(others), prior([(2.0, 6)]), prior([(1.0, 3)] * 30))
for own in (40, 50, 80, 0.05, 0.03):
    print(own, prior(others, (own, 9)))
