#!/usr/bin/env python3
"""Makes test/fixtures/reference/scipy.json: expected values from numpy and scipy, which nobody here wrote.

Usage: python3 test/reference/make-expected.py   (numpy 2.4, scipy 1.17)
"""
import json, pathlib
import numpy as np
import scipy
from scipy import stats

METHODS = ['inverted_cdf', 'averaged_inverted_cdf', 'closest_observation', 'interpolated_inverted_cdf', 'hazen',
           'weibull', 'linear', 'median_unbiased', 'normal_unbiased']
PROBS = [0, 0.01, 0.05, 0.1, 0.25, 0.333, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1]

rng = np.random.default_rng(20261123)
rounded = lambda values, digits=3: [round(float(v), digits) for v in values]

def quantiles():
    vectors = {'one': [42.0], 'ties': [5, 5, 5, 5, 7, 7, 9], 'ten': list(range(1, 11)),
               'lognormal': rounded(np.exp(rng.normal(4, 0.6, 137)))}
    return [{'name': name, 'values': values, 'probs': PROBS,
             'byType': {str(i + 1): [float(np.quantile(values, p, method=m)) for p in PROBS]
                        for i, m in enumerate(METHODS)}} for name, values in vectors.items()]

def ranks():
    rows = []
    for n in (1, 5, 6, 10, 40, 72, 73, 299, 368, 1000, 123456):
        for p in (0.5, 0.9, 0.95, 0.99):
            low, high = int(stats.binom.ppf(.025, n, p)), int(stats.binom.ppf(.975, n, p)) + 1
            rows.append({'n': n, 'p': p, 'lower': low if low >= 1 else None, 'upper': high if high <= n else None})
    return rows

def distributions():
    t = [[df, p, float(stats.t.ppf(p, df))] for df in (1, 2, 3.7, 9, 30, 1e5) for p in (.0001, .025, .3, .6, .975, .99999)]
    tail = [[df, x, float(2 * stats.t.sf(abs(x), df))] for df in (1, 4.4, 19, 250) for x in (0.1, 1, 3, -8)]
    normal = [[p, float(stats.norm.ppf(p))] for p in (1e-300, 1e-10, .001, .2, .5, .77, .975, .9999999)]
    binom = [[k, n, p, float(stats.binom.cdf(k, n, p))] for k, n, p in
             ((0, 5, .2), (3, 10, .5), (940, 1000, .95), (950400, 1000000, .95))]
    return {'tQuantile': t, 'tTwoSided': tail, 'normalQuantile': normal, 'binomialCdf': binom}

def two_samples():
    rows = []
    for a, b in ((rng.normal(10, 1, 12), rng.normal(11, 3, 7)), (rng.exponential(5, 40), rng.exponential(8, 25)),
                 (rng.integers(1, 6, 30), rng.integers(2, 7, 22))):
        a, b = rounded(a), rounded(b)
        welch = stats.ttest_ind(b, a, equal_var=False)
        ci = welch.confidence_interval()
        bm = stats.brunnermunzel(a, b)
        u = stats.mannwhitneyu(b, a).statistic
        rows.append({'a': a, 'b': b, 'welch': {'t': float(welch.statistic), 'df': float(welch.df),
                     'p': float(welch.pvalue), 'lower': float(ci.low), 'upper': float(ci.high)},
                     'brunnerMunzel': {'statistic': float(bm.statistic), 'p': float(bm.pvalue)},
                     'probability': float(u / len(a) / len(b))})
    return rows

def trends():
    rows = []
    for y in (rng.normal(0, 1, 25) + 0.08 * np.arange(25), rng.integers(0, 6, 40), rng.normal(5, 1, 12)):
        y = rounded(y)
        n = len(y)
        s = sum(int(np.sign(y[j] - y[i])) for i in range(n) for j in range(i + 1, n))
        ties = np.unique(y, return_counts=True)[1]
        var = (n * (n - 1) * (2 * n + 5) - sum(int(t) * (t - 1) * (2 * t + 5) for t in ties)) / 18
        z = (s - np.sign(s)) / np.sqrt(var)
        sen = stats.theilslopes(y, alpha=0.95)
        rows.append({'values': y, 's': s, 'variance': float(var), 'z': float(z), 'p': float(2 * stats.norm.sf(abs(z))),
                     'slope': float(sen.slope), 'intercept': float(sen.intercept),
                     'lower': float(sen.low_slope), 'upper': float(sen.high_slope)})
    return rows

def proportions():
    rows = []
    for k, n in ((0, 20), (1, 7), (81, 263), (50, 50), (3, 100000)):
        for level in (.9, .95, .99):
            ci = stats.binomtest(k, n).proportion_ci(level, 'wilson')
            rows.append({'k': k, 'n': n, 'level': level, 'lower': float(ci.low), 'upper': float(ci.high)})
    return rows

def adjusted():
    p = rounded(rng.uniform(0, 1, 8) ** 3, 5) + [0.02, 0.02]
    return {'p': p, 'adjusted': [float(v) for v in stats.false_discovery_control(p)]}

document = {'source': f'numpy {np.__version__}, scipy {scipy.__version__}; test/reference/make-expected.py',
            'quantiles': quantiles(), 'ranks': ranks(), 'distributions': distributions(), 'twoSamples': two_samples(),
            'trends': trends(), 'wilson': proportions(), 'benjaminiHochberg': adjusted()}
target = pathlib.Path(__file__).resolve().parent.parent / 'fixtures' / 'reference' / 'scipy.json'
target.write_text(json.dumps(document, indent=1) + '\n')
