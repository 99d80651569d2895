"""The same metrics by scikit-learn on numpy arrays; a bootstrap as one writes it with numpy.

The data and the tasks are described in tasks/bench/metrics/.
"""

from types import SimpleNamespace

from answer_race import answer_race

# A resample takes a second or so of a hundred classes; one round of work is this many.
RESAMPLES = 2


def prepare(folder, threads, settings):
    import numpy as np
    import sklearn
    from sklearn import metrics

    def tasks_of(kind):
        files, k = kind["files"], int(kind["k"])

        def load(name, dtype):
            return np.fromfile(f"{folder}/{files[name]}", dtype=dtype)

        true = load("yTrue", np.uint8).astype(np.int64)
        pred = load("yPred", np.uint8).astype(np.int64)
        scores = load("probabilities", np.float64)
        if k > 2:
            scores = scores.reshape(-1, k)
        many = {"multi_class": "ovr"} if k > 2 else {}
        average = "binary" if k == 2 else "macro"
        generator = np.random.default_rng(1)

        def f1(a, b):
            return metrics.f1_score(a, b, average=average, zero_division=0)

        def averages():
            rows = []
            for name in ("macro", "weighted"):
                rows += metrics.precision_recall_fscore_support(true, pred, average=name)[:3]
            return rows

        def plain(compute):
            return compute, lambda: (compute(), 1)[1]

        def bootstrap(metric):
            def work():
                for _ in range(RESAMPLES):
                    chosen = generator.integers(0, len(true), len(true))
                    metric(true[chosen], pred[chosen])
                return RESAMPLES

            return lambda: [metric(true, pred)], work

        return {
            "confusion": plain(lambda: metrics.confusion_matrix(true, pred).ravel()),
            "report": (averages, lambda: (metrics.classification_report(true, pred), 1)[1]),
            "auc": plain(lambda: [metrics.roc_auc_score(true, scores, **many)]),
            "log-loss": plain(lambda: [metrics.log_loss(true, scores)]),
            "bootstrap-accuracy": bootstrap(metrics.accuracy_score),
            "bootstrap-f1": bootstrap(f1),
        }

    tasks = {}
    for kind in settings["kinds"]:
        for name, pair in tasks_of(kind).items():
            tasks[f"{name}-{kind['id']}"] = pair
    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
    return SimpleNamespace(versions=versions, runs_on="1 thread", tasks=tasks)


answer_race(prepare)
