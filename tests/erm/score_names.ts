// Scores by scikit-learn's names, written out: what they mean stands in lib/metrics.

import type { Matrix } from "descent/core";
import type { LogisticModel, RegressionModel } from "descent/erm";

type AnyModel = RegressionModel | LogisticModel;
type NamedScore = (model: AnyModel, X: Matrix, y: Float64Array) => number;

const SCORES: Record<string, NamedScore> = {
  neg_mean_squared_error: (model, X, y) => -mean(errors(model, X, y).map((r) => r * r)),
  neg_mean_absolute_error: (model, X, y) => -mean(errors(model, X, y).map(Math.abs)),
  r2(model, X, y) {
    const middle = mean(y);
    const squares = errors(model, X, y).map((r) => r * r);
    return 1 - mean(squares) / mean(y.map((value) => (value - middle) ** 2));
  },
  accuracy: (model, X, y) => mean(model.predict(X).map((z, i) => z === y[i] ? 1 : 0)),
  neg_log_loss(model, X, y) {
    const { classes, probabilities } = model as LogisticModel;
    const { data } = probabilities(X);
    return mean(y.map((label, i) => Math.log(data[i * classes.length + classes.indexOf(label)]!)));
  },
  f1_macro(model, X, y) {
    const predicted = model.predict(X);
    const labels = [...new Set([...y, ...predicted])];
    return mean(labels.map((label) => {
      const both = y.filter((value, i) => value === label && predicted[i] === label).length;
      const either = count(y, label) + count(predicted, label);
      return 2 * both / either;
    }));
  },
  balanced_accuracy(model, X, y) {
    const predicted = model.predict(X);
    return mean([...new Set(y)].map((label) => {
      const right = y.filter((value, i) => value === label && predicted[i] === label).length;
      return right / count(y, label);
    }));
  },
};

/** The score of a name, better when higher. */
export function scoreNamed(name: string): NamedScore {
  const score = SCORES[name];
  if (!score) throw new Error(`no such score: ${name}`);
  return score;
}

function errors(model: AnyModel, X: Matrix, y: Float64Array): Float64Array {
  return model.predict(X).map((z, i) => z - y[i]!);
}

function count(values: Float64Array, label: number): number {
  return values.filter((value) => value === label).length;
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}
