import { cannot } from "../core/mod.ts";
import type { Schedule } from "./schedule.ts";

/** What an optimiser remembers between steps: numbers, vectors, and lists or records of them. */
export type OptimizerState = { [name: string]: StateValue };

/** A part of an {@linkcode OptimizerState}. */
export type StateValue = number | Float64Array | readonly StateValue[] | OptimizerState;

/** What is minimised, for optimisers that look around before they step. */
export type Problem = {
  /** The loss at the parameters, shape `(d)`. */
  loss(params: Float64Array): number;
  /** Its gradient there, shape `(d)`. */
  gradient(params: Float64Array): Float64Array;
};

/**
 * An optimiser: two pure functions, as in optax, and the same step in place for speed.
 *
 * `update` leaves all its arguments alone; `params + step` are the next parameters. `updateInPlace`
 * does the same in one pass without any new array, and writes to the parameters and the state that
 * it is given.
 */
export type Optimizer<State extends OptimizerState = OptimizerState> = {
  /** The function's name, for reports: `adam`. */
  readonly name: string;
  /** The learning rate by the steps already made; absent where every step finds its own. */
  readonly learningRate?: Schedule;
  /** The state before the first step, for parameters of shape `(d)`. */
  init(params: Float64Array): State;
  /** The step to add to the parameters, shape `(d)`, and the next state. */
  update(
    gradient: Float64Array,
    state: State,
    params: Float64Array,
    problem?: Problem,
  ): { step: Float64Array; state: State };
  /** Adds the step to the parameters and moves the state on. */
  updateInPlace(
    params: Float64Array,
    gradient: Float64Array,
    state: State,
    problem?: Problem,
  ): void;
};

/** An optimiser's rule, written once. */
export type Rule<State extends OptimizerState> = Pick<Optimizer<State>, "name" | "init"> & {
  learningRate: Schedule;
  /** Adds the step to `target`, which may be the parameters, and moves the state on in place. */
  advance(target: Float64Array, gradient: Float64Array, state: State, params: Float64Array): void;
};

/**
 * Both forms of an optimiser from its rule: the pure one lets the rule write to copies.
 *
 * @param rule The rule.
 * @returns The optimiser.
 */
export function optimizerOf<State extends OptimizerState>(rule: Rule<State>): Optimizer<State> {
  return {
    name: rule.name,
    learningRate: rule.learningRate,
    init: rule.init,
    update(gradient, state, params) {
      checkShapes(rule.name, gradient, params);
      const next = copyState(state);
      const step = new Float64Array(gradient.length);
      rule.advance(step, gradient, next, params);
      return { step, state: next };
    },
    updateInPlace(params, gradient, state) {
      checkShapes(rule.name, gradient, params);
      rule.advance(params, gradient, state, params);
    },
  };
}

/** A state that shares nothing with the one given. */
export function copyState<Value extends StateValue>(value: Value): Value {
  const copy = (part: StateValue): StateValue => {
    if (typeof part === "number") return part;
    if (part instanceof Float64Array) return part.slice();
    if (Array.isArray(part)) return part.map(copy);
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, copy(inner)]));
  };
  return copy(value) as Value;
}

function checkShapes(name: string, gradient: Float64Array, params: Float64Array): void {
  if (gradient.length === params.length) return;
  const needed = "gradient and parameters must have one length";
  const got = `${gradient.length} and ${params.length}`;
  throw new RangeError(`${cannot(`update by ${name}`, needed)}, got ${got}`);
}
