"""The Universal Scalability Law where a coefficient lies on its bound 0, fitted by scipy on throughput itself.

Standard errors of what is free by curve_fit; the upper end of the coefficient on its bound by its profile: how far it may
rise until the least squares of the others grow by t^2 residual variances.
"""
import numpy as np
from scipy import stats
from scipy.optimize import brentq, curve_fit

LOADS = np.array([1, 5, 10, 20, 40, 80.0])
SCATTER = np.array([1, 1.01, 0.99, 1.02, 0.985, 1.03])
law = lambda n, a, b, g: g * n / (1 + a * (n - 1) + b * n * (n - 1))
exact = dict(xtol=1e-15, ftol=1e-15, gtol=1e-15, maxfev=100_000)

def report(name, rates, model, start):
    """`model` has the coefficient on its bound first, then the other one and gamma."""
    free, covariance = curve_fit(lambda n, other, g: model(n, 0, other, g), LOADS, rates, p0=start, **exact)
    t, df = stats.t.ppf(0.975, len(LOADS) - 2), len(LOADS) - 2
    error = np.sqrt(np.diag(covariance))
    squares = lambda v: min(
        sum((rates - model(LOADS, v, *q)) ** 2)
        for q in (profile(v, rates, model, start), profile(v, rates, model, start, False))
    )
    limit = sum((rates - model(LOADS, 0, *free)) ** 2) * (1 + t**2 / df)
    print(name, "free", free, "errors", error, "upper", free + t * error, "deviation", np.sqrt(sum((rates - model(LOADS, 0, *free)) ** 2) / df))
    print("  bound reaches", brentq(lambda v: squares(v) - limit, 0, 0.5, xtol=1e-13))
    print("  without the bound it were", curve_fit(model, LOADS, rates, p0=[1e-3, *free], **exact)[0][0])

def profile(v, rates, model, start, has_other=True):
    """The others fitted anew; never below 0."""
    if has_other:
        q = curve_fit(lambda n, other, g: model(n, v, other, g), LOADS, rates, p0=start, **exact)[0]
        if q[0] >= 0:
            return q
    g = curve_fit(lambda n, g: model(n, v, 0, g), LOADS, rates, p0=[start[1]], **exact)[0]
    return 0, g[0]

report("alpha at 0", law(LOADS, 0, 0.0005, 20) * (2 - SCATTER), law, [5e-4, 20])
report("beta at 0", law(LOADS, 0.05, 0, 20) * SCATTER, lambda n, b, a, g: law(n, a, b, g), [0.05, 20])
