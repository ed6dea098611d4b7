"""Two error rates: the conditional test, and Newcombe's interval with the test's bound where the two disagree.

By the definitions of docs/statistics.md, with scipy's beta distribution. Above one half, what did not fail is compared.
"""
import numpy as np
from scipy import stats

def wilson(k, n):
    z = stats.norm.ppf(0.975)
    centre, half = (k + z * z / 2) / (n + z * z), z / (n + z * z) * np.sqrt(k * (n - k) / n + z * z / 4)
    return (0 if k <= 0 else centre - half), (1 if k >= n else centre + half)

def compare(k0, n0, k1, n1, dispersion):
    flipped = (k0 + k1) / (n0 + n1) > 0.5
    a, b = ((n1 - k1, n0 - k0) if flipped else (k1, k0))
    a, b = a / dispersion, b / dispersion
    at_least = stats.beta.cdf(n1 / (n0 + n1), a + 0.5, b + 0.5)
    p = min(1, 2 * (at_least if a * n0 > b * n1 else 1 - at_least))
    (l0, u0), (l1, u1) = wilson(k0 / dispersion, n0 / dispersion), wilson(k1 / dispersion, n1 / dispersion)
    r0, r1 = k0 / n0, k1 / n1
    lower, upper = r1 - r0 - np.hypot(r1 - l1, u0 - r0), r1 - r0 + np.hypot(u1 - r1, r0 - l0)
    holds = lower <= 0 <= upper
    # The ratio of rates, and from it the difference, that the test just does not reject.
    ra, rb = ((1 - r1, 1 - r0) if flipped else (r1, r0))
    share = stats.beta.ppf(0.025 if ra > rb else 0.975, a + 0.5, b + 0.5)
    ratio = share / (1 - share) * n0 / n1
    near = (ra * (1 - 1 / ratio) if ra > rb else rb * (ratio - 1)) * (-1 if flipped else 1)
    return p, lower, upper, holds, near

one_run = lambda k0, k1: 1 + 0.3**2 * (k0 + k1) / 2
print("one run of each side, with a dispersion of 1 inside: p, Newcombe's interval, whether it holds 0, the test's bound")
for case in ((0, 200, 6, 300), (6, 300, 0, 200), (1, 200, 12, 300), (9, 200, 3, 300), (70, 200, 90, 200), (70, 200, 120, 200), (10, 100, 140, 200), (200, 200, 120, 200)):
    print(case, one_run(case[0], case[2]), *compare(*case, one_run(case[0], case[2])))
print("a dispersion of 1")
for case in ((200, 200, 294, 300), (197, 200, 300, 300)):
    print(case, *compare(*case, 1))
print("an outage or none: p with a dispersion of 10")
for errors in (114, 116):
    print(errors, compare(0, 600, errors, 600, 10)[0])
base, head = [20, 25, 15, 22, 18, 20], 60
rate, sessions = sum(base) / 6_000, len(base) - 1
own = max(1, sum((k - 1_000 * rate) ** 2 / (1_000 * rate * (1 - rate)) for k in base) / sessions)
dispersion = (sessions * own + 4 * 10) / (sessions + 4)
exact = compare(sum(base), 6_000, head, 1_000, dispersion)[0]
print("six sessions, and the usual dispersion", dispersion, exact, 2 * stats.t.sf(-stats.norm.ppf(exact / 2), sessions + 4))
