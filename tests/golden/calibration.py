"""Writes calibration.json: Platt's sigmoid and isotonic regression by scikit-learn, temperature by scipy.

    python calibration.py > calibration.json
"""

import json
import sys

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp
from sklearn.calibration import _sigmoid_calibration
from sklearn.isotonic import IsotonicRegression


def binary(name, n, seed, weighted, digits):
    rng = np.random.default_rng(seed)
    truth = (rng.random(n) < 0.4).astype(int)
    scores = np.round(rng.normal(size=n) + 1.5 * truth, digits)
    weights = np.round(rng.uniform(0.2, 2, n), 2) if weighted else None
    at = np.round(np.linspace(-3, 5, 17), 2)
    a, b = _sigmoid_calibration(scores, truth, weights)
    # Their optimiser stops early; Newton's method on their own objective takes it to the end.
    a, b = polish(a, b, scores, truth, weights)
    line = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip")
    line.fit(scores, truth, sample_weight=weights)
    return {
        "id": name,
        "kind": "binary",
        "input": {
            "y_true": truth.tolist(),
            "scores": scores.tolist(),
            "sample_weight": None if weights is None else weights.tolist(),
            "at": at.tolist(),
        },
        "options": {},
        "expected": {
            "slope": -a,
            "intercept": -b,
            "isotonic": line.predict(at).tolist(),
        },
    }


def polish(a, b, scores, truth, weights):
    weights = np.ones(len(truth)) if weights is None else weights
    positives, negatives = weights[truth == 1].sum(), weights[truth == 0].sum()
    aims = np.where(truth == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    rows = np.stack([scores, np.ones_like(scores)])
    w = np.array([-a, -b])
    for _ in range(50):
        p = 1 / (1 + np.exp(-(w @ rows)))
        w -= np.linalg.solve((rows * weights * p * (1 - p)) @ rows.T, rows @ (weights * (p - aims)))
    assert np.allclose([-a, -b], w, rtol=1e-3, atol=1e-3)
    return -float(w[0]), -float(w[1])


def several(name, n, k, seed, weighted):
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, k, n)
    logits = np.round(3 * rng.normal(size=(n, k)) + 3 * np.eye(k)[truth], 3)
    weights = np.round(rng.uniform(0.2, 2, n), 2) if weighted else np.ones(n)

    def loss(log_inverse):
        z = np.exp(log_inverse) * logits
        return np.sum(weights * (logsumexp(z, axis=1) - z[np.arange(n), truth]))

    found = minimize_scalar(loss, bounds=(-5, 5), method="bounded", options={"xatol": 1e-12})
    return {
        "id": name,
        "kind": "several",
        "input": {
            "y_true": truth.tolist(),
            "logits": logits.tolist(),
            "sample_weight": weights.tolist() if weighted else None,
        },
        "options": {},
        "expected": {"temperature": float(np.exp(-found.x)), "loss": float(found.fun)},
    }


file = {
    "file": "calibration.json",
    "schema": 1,
    "set": "all",
    "tool": {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__},
    "tolerance": {"exact": {"rel": 1e-9, "abs": 1e-11}, "temperature": {"rel": 1e-5, "abs": 0}},
}
cases = [
    binary("platt-01", 40, 1, False, 3),
    binary("platt-02", 60, 2, True, 3),
    binary("platt-03", 50, 3, True, 0),
]
class_cases = [several("temperature-01", 30, 3, 4, False), several("temperature-02", 30, 4, 5, True)]
out = ["{"] + [f"  {json.dumps(k)}: {json.dumps(v)}," for k, v in file.items()]
out += ['  "cases": [', ",\n".join("    " + json.dumps(c) for c in cases), "  ],"]
out += ['  "class_cases": [', ",\n".join("    " + json.dumps(c) for c in class_cases), "  ]", "}"]
sys.stdout.write("\n".join(out) + "\n")
