"""The usual range of a run's errors: the counts that the test of docs/statistics.md takes for chance at 0.005.

Needs scipy. Prints, for each level of (errors, requests) and each number of requests, the least and the most errors.
"""
from scipy.stats import beta, norm, t

ALPHA, USUAL, WEIGHT = 0.005, 10, 4


def p_of(level, errors, count):
    total, requests = sum(e for e, _ in level), sum(n for _, n in level)
    rate = total / requests
    own_df, own = 0, USUAL
    if total:
        own_df = min(len(level) - 1, total)
        chi = sum((e - n * rate) ** 2 / (n * rate * (1 - rate)) for e, n in level)
        own = max(1, chi / (len(level) - 1))
    dispersion = max(1, (own_df * own + WEIGHT * USUAL) / (own_df + WEIGHT))
    share = count / (count + requests)
    tail = beta.cdf(share, errors / dispersion + 0.5, total / dispersion + 0.5)
    p = min(1, 2 * min(tail, 1 - tail))
    if own_df and 0 < p < 1:
        p = 2 * t.sf(abs(norm.ppf(p / 2)), own_df + WEIGHT)
    return 1 if errors / count == rate else p


def usual_range(level, count):
    chance = [errors for errors in range(count // 2) if p_of(level, errors, count) >= ALPHA]
    return chance[0], chance[-1]


print(usual_range([(4, 2451), (2, 2411), (1, 2456), (2, 2421), (3, 2506)], 2450))
print(usual_range([(0, 600)] * 10, 600))
print(usual_range([(50, 1000), (62, 1000), (41, 1000), (55, 1000), (47, 1000), (58, 1000)], 1000))
