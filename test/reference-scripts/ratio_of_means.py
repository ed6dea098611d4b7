"""The 95 % interval of a ratio of two means, by the delta method on logarithms: expected values of a test."""

import math

from scipy.stats import t


def interval(base, other):
    (m1, s1, n1), (m2, s2, n2) = base, other
    e1, e2 = (s1 / m1) ** 2 / n1, (s2 / m2) ** 2 / n2
    df = (e1 + e2) ** 2 / (e1**2 / (n1 - 1) + e2**2 / (n2 - 1))
    half = t.ppf(0.975, df) * math.sqrt(e1 + e2)
    return m2 / m1 / math.exp(half), m2 / m1 * math.exp(half)


print(interval((100, 5, 10), (150, 12, 8)))
