import { cannot, type Matrix } from "../core/mod.ts";
import type { Transformer } from "./transformer.ts";

/** What a pipeline has learnt: what each step has. */
export type PipelineState = {
  readonly kind: "pipeline";
  readonly steps: readonly Transformer[];
};

/** A pipeline fitted by {@linkcode fitPipeline}. */
export type Pipeline = PipelineState & Transformer;

/**
 * Fits one transformer after the other, each on what the one before gives, and applies them in turn.
 *
 * @param X Rows to learn from, shape `(n, d)`.
 * @param fits The functions that fit, at least one.
 * @returns The steps, and `transform`.
 * @throws {RangeError} If there are no functions, and what they throw.
 *
 * @example Fill gaps, then standardise
 * ```ts
 * import { fitPipeline, fitSimpleImputer, fitStandardScaler } from "descent/preprocess";
 * import { matrixFrom, rowsOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const X = matrixFrom([[1], [NaN], [3]]);
 * const pipeline = fitPipeline(X, [fitSimpleImputer, (X) => fitStandardScaler(X, { withStd: false })]);
 * assertEquals(rowsOf(pipeline.transform(X)), [[-1], [0], [1]]);
 * ```
 */
export function fitPipeline(X: Matrix, fits: readonly ((X: Matrix) => Transformer)[]): Pipeline {
  if (fits.length === 0) {
    throw new RangeError(cannot("fit a pipeline", "there must be at least one function that fits"));
  }
  const steps: Transformer[] = [];
  let changed = X;
  for (const fit of fits) {
    const step = fit(changed);
    changed = step.transform(changed);
    steps.push(step);
  }
  return pipeline({ kind: "pipeline", steps });
}

/** The pipeline of steps that were fitted before. */
export function pipeline(state: PipelineState): Pipeline {
  return {
    ...state,
    transform: (X) => state.steps.reduce((changed, step) => step.transform(changed), X),
  };
}
