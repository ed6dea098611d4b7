"""How sessions of a head differ from those of a base, after a run effect whose slope is shrunk to an expected one.

The slope is found by ridge regression on an augmented matrix (numpy.linalg), its degrees of freedom as the trace of the
hat matrix, so that nothing rests on the closed form of src/stats/session-fit.ts. Noise and slope in four turns.
"""
import numpy as np

base = [[1.0, 1.2], [0.9], [1.1, 1.3, 1.2], [0.8, 0.7], [1.05]]
head = [[1.5, 1.4], [1.6]]
base_effects = [[0.1, 0.2], [-0.15], [0.2, 0.3, 0.1], [-0.3, -0.2], [0.25]]
head_effects = [[0.3, 0.4], [0.5]]
expected, deviation = 0.5, 0.4

follow = lambda sessions, effects, slope: [np.array(s) - slope * np.array(e) for s, e in zip(sessions, effects)]
means = lambda sessions: np.array([np.mean(s) for s in sessions])
first, second = follow(base, base_effects, expected), follow(head, head_effects, expected)
values, effects, at = means(first), means(base_effects), np.mean(means(head_effects))

centred, n = effects - effects.mean(), len(values)
slope, df, residual = 0.0, 0.0, values - values.mean()
for _ in range(4):
    noise = np.sum(residual**2) / (n - 1 - df)
    ridge = noise / deviation**2
    matrix = np.vstack([centred[:, None], [[np.sqrt(ridge)]]])
    slope = np.linalg.lstsq(matrix, np.append(values - values.mean(), 0), rcond=None)[0][0]
    df = np.trace(matrix @ np.linalg.pinv(matrix)) - (matrix @ np.linalg.pinv(matrix))[-1, -1]
    residual = values - values.mean() - slope * centred

left, heads = values - slope * effects, means(second) - slope * means(head_effects)
squares = lambda v: np.sum((v - np.mean(v)) ** 2)
freedom = n - 1 - df + len(head) - 1
inverse = lambda sessions: np.mean([1 / len(s) for s in sessions])
print("slope", expected + slope)
print("level", left.mean(), "difference", heads.mean() - left.mean())
print("sessions", freedom, (squares(left) + squares(heads)) / freedom)
print("weight", 1 / 2 + 1 / 5 + (at - effects.mean()) ** 2 / (np.sum(centred**2) + ridge))
print("unknownSlope", (deviation * (at - effects.mean())) ** 2)
print("repeats", sum(len(s) - 1 for s in first + second), sum(squares(s) for s in first + second) / 5)
print("repeatWeight", max(0, inverse(head) - inverse(base)) / 2)
print("repeatsAlone", inverse(head) / 2 + inverse(base) / 5)
print("headRuns", np.concatenate(follow(head, head_effects, expected + slope)))
