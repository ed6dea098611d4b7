"""Universal Scalability Law fitted on logarithms by scipy, with intervals of coefficients, curve and peak, and the profile
interval of a coefficient that lies on its bound 0. The loads are the example "specsdm91" of the R package usl."""
import numpy as np
from scipy import stats
from scipy.optimize import brentq, curve_fit, minimize

LOADS = np.array([1, 18, 36, 72, 108, 144, 216.0])
RATES = np.array([64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775, 1702.2])


def logarithm(n, a, b, g):
    return np.log(g * n / (1 + a * (n - 1) + b * n * (n - 1)))


p, c = curve_fit(logarithm, LOADS, np.log(RATES), p0=[0.03, 1e-4, 80], xtol=1e-15, ftol=1e-15, gtol=1e-15, maxfev=100_000)
t = stats.t.ppf(0.975, len(LOADS) - 3)
error = np.sqrt(np.diag(c))
print("coefficients", p, p - t * error, p + t * error)
a, b, g = p
peak = np.sqrt((1 - a) / b)
along = np.array([-0.5 / (1 - a), -0.5 / b, 0])
half = t * np.sqrt(along @ c @ along)
print("peak", peak, peak * np.exp(-half), peak * np.exp(half))
for n in (10, 200.0):
    slowdown = 1 + a * (n - 1) + b * n * (n - 1)
    along = np.array([-(n - 1) / slowdown, -n * (n - 1) / slowdown, 1 / g])
    half = t * np.sqrt(along @ c @ along)
    mean = np.exp(logarithm(n, *p))
    print(n, mean, mean * np.exp(-half), mean * np.exp(half))

# Contention only, with a little scatter: beta is fitted at 0.
few = np.array([1, 5, 10, 20, 40, 80.0])
rates = 20 * few / (1 + 0.05 * (few - 1)) * np.array([1, 1.01, 0.99, 1.02, 0.985, 1.03])


def squares(beta):
    fit = lambda q: ((np.log(rates) - logarithm(few, abs(q[0]), beta, np.exp(q[1]))) ** 2).sum()
    return minimize(fit, [0.05, np.log(20)], method="Nelder-Mead", options=dict(xatol=1e-12, fatol=1e-18, maxiter=20_000)).fun


limit = squares(0.0) * (1 + stats.t.ppf(0.975, 4) ** 2 / 4)
print("beta at its bound reaches", brentq(lambda beta: squares(beta) - limit, 0, 0.01, xtol=1e-10))
