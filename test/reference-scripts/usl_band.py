"""Confidence band of a Universal Scalability Law fit, and the interval of its peak, without our code.

Derivatives are numeric, the 3 x 3 inverse is by cofactors, and the t quantile is found by integrating the density.
The loads and throughputs are the example "specsdm91" of the R package usl.
"""
import math

LOADS = [1, 18, 36, 72, 108, 144, 216]
RATES = [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0, 1702.2]


def model(n, p):
    a, b, g = p
    return g * n / (1 + a * (n - 1) + b * n * (n - 1))


def gradient(n, p):
    out = []
    for k in range(3):
        h = abs(p[k]) * 1e-6
        up, down = list(p), list(p)
        up[k] += h
        down[k] -= h
        out.append((model(n, up) - model(n, down)) / (2 * h))
    return out


def normal(p):
    rows = [gradient(n, p) for n in LOADS]
    return [[sum(r[i] * r[j] for r in rows) for j in range(3)] for i in range(3)], rows


def inverse(m):
    def minor(i, j):
        r = [[m[a][b] for b in range(3) if b != j] for a in range(3) if a != i]
        return r[0][0] * r[1][1] - r[0][1] * r[1][0]
    cof = [[(-1) ** (i + j) * minor(i, j) for j in range(3)] for i in range(3)]
    det = sum(m[0][j] * cof[0][j] for j in range(3))
    return [[cof[j][i] / det for j in range(3)] for i in range(3)]


def fit():
    p = [0.03, 0.0001, 90.0]
    for _ in range(200):
        m, rows = normal(p)
        inv = inverse(m)
        res = [x - model(n, p) for n, x in zip(LOADS, RATES)]
        right = [sum(r[i] * e for r, e in zip(rows, res)) for i in range(3)]
        p = [p[i] + sum(inv[i][j] * right[j] for j in range(3)) for i in range(3)]
    return p


def t_quantile(prob, df):
    c = math.gamma((df + 1) / 2) / (math.sqrt(df * math.pi) * math.gamma(df / 2))

    def cdf(x, steps=20000):
        h = x / steps
        f = lambda u: c * (1 + u * u / df) ** (-(df + 1) / 2)
        s = f(0) + f(x) + sum((4 if k % 2 else 2) * f(k * h) for k in range(1, steps))
        return 0.5 + s * h / 3
    lo, hi = 0.0, 50.0
    for _ in range(60):
        mid = (lo + hi) / 2
        lo, hi = (mid, hi) if cdf(mid) < prob else (lo, mid)
    return (lo + hi) / 2


p = fit()
inv = inverse(normal(p)[0])
s2 = sum((x - model(n, p)) ** 2 for n, x in zip(LOADS, RATES)) / (len(LOADS) - 3)
t = t_quantile(0.975, len(LOADS) - 3)
print("coefficients", p, "t", t)
for n in (10, 96.5, 200):
    g = gradient(n, p)
    half = t * math.sqrt(s2 * sum(g[i] * g[j] * inv[i][j] for i in range(3) for j in range(3)))
    print(n, model(n, p), model(n, p) - half, model(n, p) + half)
peak = math.sqrt((1 - p[0]) / p[1])
d = [-0.5 / (1 - p[0]), -0.5 / p[1], 0]
half = t * math.sqrt(s2 * sum(d[i] * d[j] * inv[i][j] for i in range(3) for j in range(3)))
print("peak", peak, peak * math.exp(-half), peak * math.exp(half))
