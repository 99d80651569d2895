import { cannot } from "../core/mod.ts";
import { copyState, type Optimizer, type OptimizerState, type Problem } from "./optimizer.ts";

/** An optimiser that looks at the loss before it steps. */
type Searcher<State extends OptimizerState> = Pick<Optimizer<State>, "name" | "init"> & {
  /** The step, and the state moved on in place. */
  search(
    gradient: Float64Array,
    state: State,
    params: Float64Array,
    problem: Problem,
  ): Float64Array;
};

/**
 * Both forms of an optimiser that needs the problem beside the gradient.
 *
 * @param searcher Its rule.
 * @returns The optimiser.
 */
export function searcherOf<State extends OptimizerState>(
  { name, init, search }: Searcher<State>,
): Optimizer<State> {
  return {
    name,
    init,
    update(gradient, state, params, problem) {
      const next = copyState(state);
      const step = search(gradient, next, params, needed(name, problem));
      return { step, state: next };
    },
    updateInPlace(params, gradient, state, problem) {
      const step = search(gradient, state, params, needed(name, problem));
      for (let i = 0; i < params.length; i++) params[i]! += step[i]!;
    },
  };
}

function needed(name: string, problem: Problem | undefined): Problem {
  if (problem) return problem;
  const what =
    "it searches along a line and needs the loss as fourth argument, as minimize() gives it";
  throw new TypeError(cannot(`update by ${name}`, what, problem));
}
