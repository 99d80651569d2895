"""Makes the regression cases of erm.json: python tests/golden/erm.py iris.csv, printed as one case a line.

The other cases of that file are a few of the full set's.
"""

import csv
import json
import sys

import numpy as np
from sklearn.linear_model import ElasticNet, LinearRegression, Ridge

with open(sys.argv[1]) as file:
    rows = [[float(value) for value in row[:4]] for row in list(csv.reader(file))[51:81]]
table = np.array(rows)
X, y = table[:, :3], table[:, 3]
mean, scale = X.mean(axis=0), X.std(axis=0)
Z = (X - mean) / scale


def squares(model, alpha):
    model.fit(Z, y)
    left = y - model.predict(Z)
    return {
        "coef": model.coef_.tolist(),
        "intercept": float(model.intercept_),
        "objective": float(left @ left + alpha * model.coef_ @ model.coef_),
        "mse": float(left @ left / len(y)),
        "predictions_first5": model.predict(Z)[:5].tolist(),
    }


def net(alpha, ratio):
    model = ElasticNet(alpha=alpha, l1_ratio=ratio, tol=1e-14, max_iter=100_000).fit(Z, y)
    left, w = y - model.predict(Z), model.coef_
    penalty = alpha * ratio * np.abs(w).sum() + alpha * (1 - ratio) / 2 * w @ w
    return {
        "coef": w.tolist(),
        "intercept": float(model.intercept_),
        "objective": float(left @ left / (2 * len(y)) + penalty),
        "n_nonzero": int((w != 0).sum()),
    }


cases = [
    ("ols", {"alpha": 0.0, "fit_intercept": True}, squares(LinearRegression(), 0)),
    ("ols", {"alpha": 0.0, "fit_intercept": False}, squares(LinearRegression(fit_intercept=False), 0)),
    ("ridge", {"alpha": 10.0, "fit_intercept": True}, squares(Ridge(alpha=10.0), 10.0)),
    ("lasso", {"alpha": 0.03, "l1_ratio": 1.0, "fit_intercept": True}, net(0.03, 1.0)),
    ("elastic_net", {"alpha": 0.1, "l1_ratio": 0.5, "fit_intercept": True}, net(0.1, 0.5)),
]
print(json.dumps({"petals": {"X": X.tolist(), "y": y.tolist()}}))
for number, (kind, options, expected) in enumerate(cases, 1):
    case = {"id": f"petals-{number}", "kind": kind, "input": {"dataset": "petals", "standardize": True}}
    print(json.dumps({**case, "options": options, "expected": expected}))
