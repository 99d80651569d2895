import type { Label } from "./categories.ts";
import { classesOf } from "./label_encoder.ts";

/**
 * Weights by which every class counts the same in a loss: `n / (k · n_c)` for a class of n_c examples.
 *
 * They average 1 over the examples, so that the loss keeps its size.
 *
 * @param labels The class of each example, shape `(n)`, all of one type.
 * @returns The weight of each class, in the order of the classes.
 * @throws {RangeError} If there are no labels, or one is NaN.
 * @throws {TypeError} If labels of several types are mixed.
 *
 * @example
 * ```ts
 * import { classWeights } from "descent/preprocess";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...classWeights([0, 0, 0, 1])], [[0, 4 / 6], [1, 2]]);
 * ```
 *
 * Source: G. King, L. Zeng, "Logistic regression in rare events data", Political Analysis 9 (2001), as
 * scikit-learn's `class_weight="balanced"`.
 */
export function classWeights<T extends Label>(labels: ArrayLike<T>): Map<T, number> {
  const classes = classesOf("weigh classes", labels);
  const counts = new Map<T, number>(classes.map((label) => [label, 0]));
  for (let i = 0; i < labels.length; i++) counts.set(labels[i]!, counts.get(labels[i]!)! + 1);
  return new Map(
    [...counts].map(([label, count]) => [label, labels.length / (classes.length * count)]),
  );
}
