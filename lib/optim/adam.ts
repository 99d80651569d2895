import { checkBetween } from "../core/mod.ts";
import { checkDecay } from "./check.ts";
import { type Optimizer, optimizerOf } from "./optimizer.ts";
import { type LearningRate, scheduleOf } from "./schedule.ts";

/** What Adam and its kin take. */
export type AdamOptions = Partial<LearningRate> & {
  /** Share of the mean gradient that is kept, from 0 to below 1. @default 0.9 */
  beta1?: number;
  /** Share of the mean squared gradient that is kept, from 0 to below 1. @default 0.999 */
  beta2?: number;
  /** Keeps the divisor above 0 (Keras: 1e-7). @default 1e-8 */
  epsilon?: number;
  /**
   * Where epsilon stands: "corrected" adds it to the bias-corrected root, as the paper and PyTorch
   * do; "uncorrected" to the raw root, as Keras does (the paper's epsilon hat).
   * @default "corrected"
   */
  epsilonOn?: "corrected" | "uncorrected";
};

/** What a step of Adam depends on, with what m and v are multiplied, and epsilon beside the root. */
export type AdamPass = {
  beta1: number;
  beta2: number;
  mScale: number;
  vScale: number;
  epsilon: number;
};

/**
 * A place for vectors with a faster loop over them, such as `createFloat64Space` of
 * `descent/kernels` makes.
 */
export type AdamSpace = {
  /** A vector of zeros, shape `(length)`. */
  allocate(length: number): Float64Array;
  /** Whether a vector lies there. */
  holds(vector: Float64Array): boolean;
  /** The step of {@linkcode adam} in place: `w −= mScale · m / (√(v · vScale) + ε)`. */
  adam(
    vectors: { w: Float64Array; g: Float64Array; m: Float64Array; v: Float64Array },
    pass: AdamPass,
  ): void;
};

/** What Adam remembers: steps made, running means of g and g². */
export type AdamState = { t: number; m: Float64Array; v: Float64Array };

/**
 * Adam: a running mean of the gradient, divided by the root of a running mean of its square. Both
 * means begin at 0, which is corrected for.
 *
 * `m ← β₁ m + (1 − β₁) g`, `v ← β₂ v + (1 − β₂) g²`;
 * `w ← w − α m̂ / (√v̂ + ε)` with `m̂ = m / (1 − β₁ᵗ)` and `v̂ = v / (1 − β₂ᵗ)`
 *
 * With `epsilonOn: "uncorrected"`, `w ← w − α √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)`.
 *
 * No step is much longer than α. Where the gradient stays 0, so does the step.
 *
 * With a `space`, the moments are made there, and steps in place on parameters and gradients that lie
 * there too take its loop. Everything else goes through the loop here.
 *
 * @param options Learning rate α (0.001), β₁, β₂, ε and its place; a space for very many parameters.
 * @returns The optimiser. `updateInPlace` makes one pass over the parameters.
 * @throws {RangeError} If an option is out of its range.
 *
 * @example The first step has the learning rate's length, whatever the gradient
 * ```ts
 * import { adam } from "descent/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const w = Float64Array.of(0, 0);
 * const optimizer = adam({ learningRate: 0.1 });
 * const { step } = optimizer.update(Float64Array.of(1000, -0.01), optimizer.init(w), w);
 * assertAlmostEquals(step[0]!, -0.1, 1e-6);
 * assertAlmostEquals(step[1]!, 0.1, 1e-6);
 * ```
 *
 * Source: D. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
 */
export function adam(
  { space, ...options }: AdamOptions & { space?: AdamSpace } = {},
): Optimizer<AdamState> {
  const { beta1, beta2, rate, scales } = adamSettings("adam", options);
  return optimizerOf({
    name: "adam",
    learningRate: rate,
    init({ length }) {
      const zeros = () => space?.allocate(length) ?? new Float64Array(length);
      return { t: 0, m: zeros(), v: zeros() };
    },
    advance(target, gradient, state) {
      const { m, v } = state;
      const { mScale, vScale, epsilon } = scales(++state.t);
      if (space && [target, gradient, m, v].every(space.holds)) {
        const pass = { beta1, beta2, mScale, vScale, epsilon };
        return space.adam({ w: target, g: gradient, m, v }, pass);
      }
      for (let i = 0; i < target.length; i++) {
        const g = gradient[i]!;
        const mean = m[i] = beta1 * m[i]! + (1 - beta1) * g;
        const square = v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
        target[i]! -= mScale * mean / (Math.sqrt(square * vScale) + epsilon);
      }
    },
  });
}

/**
 * The checked settings of Adam and its kin.
 *
 * @param name The optimiser, for error texts.
 * @param options What the caller gave.
 * @returns β₁ and β₂, the schedule, and for step t (from 1) what m and v are multiplied with, α
 * among it, and the epsilon that then stands beside the corrected root.
 */
export function adamSettings(name: string, options: AdamOptions) {
  const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  const { epsilonOn = "corrected" } = options;
  checkDecay(`create ${name}`, "beta1", beta1);
  checkDecay(`create ${name}`, "beta2", beta2);
  checkBetween(`create ${name}`, "epsilon", epsilon, 0);
  const rate = scheduleOf(name, learningRate);
  const scales = (t: number) => {
    const vScale = 1 / (1 - beta2 ** t);
    const corrected = epsilonOn === "corrected" ? epsilon : epsilon * Math.sqrt(vScale);
    return { mScale: rate(t - 1) / (1 - beta1 ** t), vScale, epsilon: corrected };
  };
  return { beta1, beta2, rate, scales };
}
