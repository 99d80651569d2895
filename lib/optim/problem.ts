import type { Problem } from "./optimizer.ts";

/**
 * The problem with the last loss and the last gradient kept: a line search and whoever asked for it
 * want both at the same point.
 *
 * @param problem What is minimised; it must give the same answer each time.
 * @returns The same problem.
 */
export function remembering({ loss, gradient }: Problem): Problem {
  return { loss: rememberLast(loss), gradient: rememberLast(gradient) };
}

/**
 * Loss and gradient from one function that computes both: for losses whose gradient is nearly free
 * once the loss is known, such as those of linear models. The last answer is kept, so asking for the
 * one after the other at the same parameters computes once.
 *
 * @param both Loss and gradient, shape `(d)`, at the parameters.
 * @returns The two functions for {@linkcode minimize}.
 *
 * @example
 * ```ts
 * import { lbfgs, minimize, together } from "descent/optim";
 * import { assert } from "@std/assert";
 *
 * const { loss, gradient } = together((w) => ({
 *   loss: w[0]! ** 2,
 *   gradient: Float64Array.of(2 * w[0]!),
 * }));
 * assert(minimize(loss, gradient, Float64Array.of(3), { optimizer: lbfgs() }).converged);
 * ```
 */
export function together(
  both: (params: Float64Array) => { loss: number; gradient: Float64Array },
): Problem {
  const last = rememberLast(both);
  return { loss: (params) => last(params).loss, gradient: (params) => last(params).gradient };
}

function rememberLast<Answer>(
  ask: (params: Float64Array) => Answer,
): (params: Float64Array) => Answer {
  let last: { params: Float64Array; answer: Answer } | undefined;
  return (params) => {
    if (!last || !equal(last.params, params)) {
      last = { params: params.slice(), answer: ask(params) };
    }
    return last.answer;
  };
}

function equal(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return a.length === b.length;
}
