"""scikit-learn's LogisticRegression by the solver named after the program."""

import sys
from types import SimpleNamespace

from answer_race import answer_race


def prepare(folder, threads, settings):
    import numpy as np
    import sklearn
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    threadpool_limits(threads)
    fit = settings["fit"]

    def table(name):
        size = settings["tables"][name]
        X = np.fromfile(f"{folder}/{name}-X.f64").reshape(size["rows"], size["columns"])
        return X, np.fromfile(f"{folder}/{name}-y.f64")

    def task(problem):
        X, y = table(problem["table"])
        n, d = problem["n"], problem["d"]
        X, y = np.ascontiguousarray(X[:n, :d]), y[:n]
        model = LogisticRegression(C=fit["C"], tol=fit["tolerance"], solver=sys.argv[1], max_iter=1000)

        def check():
            model.fit(X, y)
            w = model.coef_[0]
            margin = (X @ w + model.intercept_[0]) * (2 * y - 1)
            objective = np.logaddexp(0, -margin).mean() + w @ w / (2 * fit["C"] * n)
            return [objective, *w, model.intercept_[0]]

        def work():
            for _ in range(problem["fits"]):
                model.fit(X, y)
            return problem["fits"]

        return check, work

    tasks = {problem["task"]: task(problem) for problem in settings["problems"]}
    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
    return SimpleNamespace(versions=versions, runs_on=f"{threads} threads", tasks=tasks)


answer_race(prepare)
