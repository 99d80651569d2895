"""Makes recommender.json: similarity, neighbours, biases and rankings of a small made-up table.

    python3 tests/golden/recommender.py > tests/golden/recommender.json

The formulas are written out over the dense table, one entry after the other; cosine and NDCG are
scikit-learn's.
"""

import json
import platform

import numpy as np
import sklearn
from sklearn.metrics import dcg_score, ndcg_score
from sklearn.metrics.pairwise import cosine_similarity

USERS, ITEMS = 9, 11
rng = np.random.default_rng(7)
taste = rng.normal(size=(USERS, 2)) @ rng.normal(size=(2, ITEMS))
full = np.clip(np.round(2 * (3.3 + 0.8 * taste)) / 2, 0.5, 5)
drawn = rng.random((USERS, ITEMS))
train = np.where(drawn < 0.55, full, np.nan)
train[0, :2] = full[0, :2]  # nobody without a rating
test = [[int(u), int(i), float(full[u, i])] for u, i in np.argwhere((drawn >= 0.55) & (drawn < 0.85)) if np.isnan(train[u, i])]


def similarity(table, kind):
    there = ~np.isnan(table)
    filled = np.where(there, table, 0)
    if kind == "cosine":
        return cosine_similarity(filled)
    if kind == "centered_cosine":
        means = filled.sum(axis=1) / there.sum(axis=1)
        return cosine_similarity(np.where(there, table - means[:, None], 0))
    n = len(table)
    result = np.zeros((n, n))
    for a in range(n):
        for b in range(n):
            both = there[a] & there[b]
            x, y = table[a, both], table[b, both]
            if kind == "pearson_corated":
                if both.sum() < 2 or x.std() == 0 or y.std() == 0:
                    continue
                x, y = x - x.mean(), y - y.mean()
            if both.any():
                result[a, b] = x @ y / np.sqrt((x @ x) * (y @ y))
    return result


def knn(table, cells, kind, k, mode):
    """The prediction and the number of neighbours for each (row, column)."""
    similar = np.round(similarity(table, kind), 10)
    means = np.nanmean(table, axis=1)
    values, used = [], []
    for row, column in cells:
        raters = [v for v in range(len(table)) if v != row and not np.isnan(table[v, column]) and similar[row, v] > 0]
        raters = sorted(raters, key=lambda v: (-similar[row, v], v))[:k]
        weight = sum(similar[row, v] for v in raters)
        if not raters:
            value = means[row]
        elif mode == "centered":
            value = means[row] + sum(similar[row, v] * (table[v, column] - means[v]) for v in raters) / weight
        else:
            value = sum(similar[row, v] * table[v, column] for v in raters) / weight
        values.append(float(value))
        used.append(len(raters))
    return values, used


def errors(values):
    difference = np.array(values) - np.array([value for _, _, value in test])
    return {"rmse": float(np.sqrt(np.mean(difference**2))), "mae": float(np.mean(np.abs(difference)))}


def prediction_cases():
    for based in ("user", "item"):
        for kind in ("cosine", "centered_cosine", "pearson_corated"):
            for mode in ("centered", "plain"):
                table = train if based == "user" else train.T
                cells = [(u, i) if based == "user" else (i, u) for u, i, _ in test]
                values, used = knn(table, cells, kind, 3, mode)
                yield {
                    "id": f"{based}-{kind}-k3-{mode}", "kind": "knn",
                    "options": {"based": based, "similarity": kind, "k": 3, "mode": mode, "only_positive_similarity": True},
                    "expected": {"predictions": values, "neighbours_used": used, **errors(values)},
                }
    for regularization in (0, 5):
        mean = float(np.nanmean(train))
        count = (~np.isnan(train)).sum
        items = np.nansum(train - mean, axis=0) / (regularization + count(axis=0))
        users = np.nansum(train - mean - items, axis=1) / (regularization + count(axis=1))
        values = [float(mean + users[u] + items[i]) for u, i, _ in test]
        yield {
            "id": f"bias-reg{regularization}", "kind": "bias_baseline", "options": {"regularization": regularization},
            "expected": {"global_mean": mean, "item_bias": items.tolist(), "user_bias": users.tolist(), "predictions": values, **errors(values)},
        }


def ranking_case(k, n, threshold=3.5):
    lists = []
    for user in range(USERS):
        relevant = [i for u, i, value in test if u == user and value >= threshold]
        if not relevant:
            continue
        candidates = [i for i in range(ITEMS) if np.isnan(train[user, i])]
        scores, _ = knn(train, [(user, i) for i in candidates], "centered_cosine", k, "centered")
        order = sorted(range(len(candidates)), key=lambda j: (-round(scores[j], 9), candidates[j]))
        recommended = [candidates[j] for j in order][:n]
        hits = [item in relevant for item in recommended]
        best = min(len(relevant), n)
        gains = [hit / np.log2(place + 2) for place, hit in enumerate(hits)]
        precise = [sum(hits[: place + 1]) / (place + 1) for place, hit in enumerate(hits) if hit]
        lists.append({
            "user": user, "recommended": recommended, "relevant": relevant,
            "precision": sum(hits) / n, "recall": sum(hits) / len(relevant), "average_precision": sum(precise) / best,
            "ndcg_binary": float(sum(gains) / sum(1 / np.log2(place + 2) for place in range(best))),
            "reciprocal_rank": 1 / (hits.index(True) + 1) if any(hits) else 0.0, "hit": int(any(hits)),
        })
    names = ["precision", "recall", "average_precision", "ndcg_binary", "reciprocal_rank", "hit"]
    return {
        "id": f"topn-k{k}-n{n}", "kind": "top_n",
        "options": {"model": "user kNN, centered_cosine, centered", "k": k, "n": n, "relevance_threshold": threshold, "scores_rounded_to": 9},
        "expected": {"users": lists, "mean": {name: float(np.mean([one[name] for one in lists])) for name in names}},
    }


def ndcg_case(name, relevance, scores):
    return {
        "id": f"ndcg-{name}", "kind": "ndcg", "options": {}, "input": {"y_true": relevance, "y_score": scores},
        "expected": [{
            "k": k, "dcg": float(dcg_score(relevance, scores, k=k)), "ndcg": float(ndcg_score(relevance, scores, k=k)),
            "ndcg_ignore_ties": float(ndcg_score(relevance, scores, k=k, ignore_ties=True)),
        } for k in (None, 1, 3)],
    }


similarity_cases = [
    {"id": f"sim-{axis}-{kind}", "kind": "similarity", "axis": axis, "options": {"similarity": kind},
     "expected": {"matrix": similarity(train if axis == "users" else train.T, kind).tolist()}}
    for axis in ("users", "items") for kind in ("cosine", "centered_cosine", "pearson_corated", "cosine_corated")
]
x, y = np.nan_to_num(train[0]), np.nan_to_num(train[1])
vector_cases = [{
    "id": "vec-1", "kind": "vector_pair", "input": {"x": x.tolist(), "y": y.tolist()}, "options": None,
    "expected": {
        "cosine_similarity": float(cosine_similarity([x], [y])[0, 0]), "cosine_distance": float(1 - cosine_similarity([x], [y])[0, 0]),
        "euclidean": float(np.linalg.norm(x - y)), "manhattan": float(np.abs(x - y).sum()),
    },
}]
file = {
    "file": "recommender.json", "schema": 1, "set": "made up by recommender.py",
    "tool": {"python": platform.python_version(), "scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "tolerance": {"rel": 1e-10, "abs": 1e-12},
    "train": [[None if np.isnan(value) else value for value in row] for row in train.tolist()],
    "test": test,
    "similarity_cases": similarity_cases,
    "vector_cases": vector_cases,
    "prediction_cases": list(prediction_cases()),
    "ranking_cases": [ranking_case(3, 2), ranking_case(3, 5)],
    "ndcg_cases": [
        ndcg_case("distinct", [[3, 0, 2, 1], [0, 1, 0, 2]], [[0.1, 0.9, 0.5, 0.3], [2.0, 1.5, 1.0, 0.5]]),
        ndcg_case("ties", [[3, 0, 2, 1]], [[1, 1, 0, 0]]),
    ],
}
print("{")
for at, (name, value) in enumerate(file.items()):
    comma = "," if at + 1 < len(file) else ""
    if name.endswith("_cases") or name == "train":
        rows = ",\n".join("    " + json.dumps(row) for row in value)
        print(f'  "{name}": [\n{rows}\n  ]{comma}')
    else:
        print(f'  "{name}": {json.dumps(value)}{comma}')
print("}")
