"""How probable each commit is to be the first on the new level, by numerical integration.

Normal values around two means with one standard deviation; flat priors of the means and of log(sigma), uniform prior of
the place. The integral over both means is done by scipy, that over sigma too, so that nothing rests on the closed form
of src/stats/bisection.ts.
"""
import numpy as np
from scipy import integrate

def likelihood(old, new):
    def one_mean(values, sigma):
        width = 12 * sigma / np.sqrt(len(values))
        centre = np.mean(values)
        grid = np.linspace(centre - width, centre + width, 4001)
        log = sum(-0.5 * ((v - grid) / sigma) ** 2 - np.log(sigma) for v in values)
        return np.trapezoid(np.exp(log), grid)
    f = lambda s: one_mean(old, s) * one_mean(new, s) / s
    return integrate.quad(f, 0.002, 1.0, limit=400)[0]

def posterior(before, between, after):
    parts = [list(b) for b in between]
    out = []
    for k in range(len(parts) + 1):
        old = before + [v for p in parts[:k] for v in p]
        new = [v for p in parts[k:] for v in p] + after
        out.append(likelihood(old, new))
    return np.array(out) / sum(out)

before, after = [1.00, 1.04, 0.97, 1.02], [1.30, 1.27, 1.33]
for between in ([[], [1.10], []], [[1.03], [1.28], []], [[], [1.16, 1.14], []]):
    print(between, np.round(posterior(before, between, after), 5).tolist())
