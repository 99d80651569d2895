import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { cannot, checkBetween } from "../core/mod.ts";
import { heapOf } from "./override.ts";

/** Settings of `FusedAdam`. */
export type FusedAdamOptions = {
  /** Step size. @default 0.001 */
  learningRate?: number;
  /** Share of the old mean of the gradient that is kept, 0 or more, below 1. @default 0.9 */
  beta1?: number;
  /** The same for the mean of the squared gradient. @default 0.999 */
  beta2?: number;
  /** What keeps the division away from 0. @default 1e-7, as in Keras and TensorFlow.js */
  epsilon?: number;
  /**
   * Where epsilon stands: "corrected" adds it to the bias-corrected root, as the paper, PyTorch and
   * TensorFlow.js do; "uncorrected" to the raw root, as Keras does (the paper's epsilon hat).
   * @default "corrected"
   */
  epsilonOn?: "corrected" | "uncorrected";
};

const ACTION = "create FusedAdam";

/** tfjs's name for it is not published. */
type NamedTensor = Awaited<ReturnType<tf.Optimizer["getWeights"]>>[number];
type Moments = { m: tf.Variable; v: tf.Variable };

/**
 * Adam for the WASM backend, one kernel a parameter where `tf.train.adam` takes a dozen.
 *
 * `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`, `w ← w − α · m̂ / (√v̂ + ε)` with
 * `m̂ = m / (1 − β₁ᵗ)` and `v̂ = v / (1 − β₂ᵗ)`; with `epsilonOn: "uncorrected"`,
 * `w ← w − α · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)`.
 *
 * A parameter without a gradient is left alone. New parameters are new tensors: tfjs's own kernels
 * keep packed copies of weights by tensor, so weights changed in place would train silently wrong.
 *
 * @throws {RangeError} If a setting is out of its range, or a step is taken on another backend.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { useBackend } from "descent/backend";
 * import { FusedAdam } from "descent/kernels";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const w = tf.variable(tf.tensor1d([1, -2]));
 * const optimizer = new FusedAdam({ learningRate: 0.1 });
 * optimizer.minimize(() => tf.sum(tf.square(w)) as tf.Scalar);
 * assertAlmostEquals(w.dataSync()[0]!, 0.9, 1e-6); // the first step has the learning rate's length
 * optimizer.dispose();
 * ```
 *
 * Source: D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015.
 */
export class FusedAdam extends tf.Optimizer {
  /** The name under which models save it: any Keras or tfjs loads it as Adam. */
  static get className(): string {
    return "Adam";
  }

  readonly #options: Required<FusedAdamOptions>;
  readonly #moments = new Map<tf.Variable, Moments>();
  /** Moments of parameters that have not come yet, in their order. */
  #waiting: Moments[] = [];
  #step = 0;

  constructor(options: FusedAdamOptions = {}) {
    super();
    const { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = options;
    const { epsilonOn = "corrected" } = options;
    checkBetween(ACTION, "learningRate", learningRate, 0);
    checkShare("beta1", beta1);
    checkShare("beta2", beta2);
    checkBetween(ACTION, "epsilon", epsilon, 0);
    if (!["corrected", "uncorrected"].includes(epsilonOn)) {
      const needed = 'epsilonOn must be "corrected" or "uncorrected"';
      throw new RangeError(cannot(ACTION, needed, epsilonOn));
    }
    this.#options = { learningRate, beta1, beta2, epsilon, epsilonOn };
  }

  /** One step for every parameter that has a gradient. */
  override applyGradients(
    gradients: tf.NamedTensorMap | { name: string; tensor: tf.Tensor }[],
  ): void {
    if (tf.getBackend() !== "wasm") {
      const needed = 'the backend must be "wasm"; take tf.train.adam on others';
      throw new RangeError(cannot("take a step with FusedAdam", needed, tf.getBackend()));
    }
    this.#step++;
    const entries = Array.isArray(gradients)
      ? gradients.map(({ name, tensor }) => [name, tensor] as const)
      : Object.entries(gradients);
    for (const [name, gradient] of entries) {
      const variable = tf.engine().registeredVariables[name];
      if (variable && gradient) this.#update(variable, gradient);
    }
    this.incrementIterations();
  }

  #update(variable: tf.Variable, gradient: tf.Tensor): void {
    const { learningRate, beta1, beta2, epsilon, epsilonOn } = this.#options;
    // Undo the start at 0, for the betas that the kernel has: 0.999 is 1.3e-8 more in float32.
    const mCorrection = 1 / (1 - Math.fround(beta1) ** this.#step);
    const vCorrection = 1 / (1 - Math.fround(beta2) ** this.#step);
    const corrected = epsilonOn === "corrected";
    const { m, v } = this.#momentsOf(variable);
    const heap = heapOf(tf.backend() as BackendWasm);
    const next = heap.make(variable.shape, "float32");
    heap.kernels.adam(
      heap.address(variable),
      heap.address(next),
      heap.address(m),
      heap.address(v),
      heap.address(gradient),
      variable.size,
      learningRate * mCorrection / (corrected ? 1 : Math.sqrt(vCorrection)),
      beta1,
      beta2,
      epsilon,
      corrected ? vCorrection : 1,
    );
    const tensor = tf.engine().makeTensorFromTensorInfo(next);
    variable.assign(tensor);
    tensor.dispose();
  }

  #momentsOf(variable: tf.Variable): Moments {
    const known = this.#moments.get(variable);
    if (known) return known;
    const zeros = () => tf.tidy(() => tf.variable(tf.zeros(variable.shape), false));
    const moments = this.#waiting.shift() ?? { m: zeros(), v: zeros() };
    this.#moments.set(variable, moments);
    return moments;
  }

  /** Steps made, all first moments and all second ones, as tfjs's own optimisers give them. */
  override async getWeights(): Promise<NamedTensor[]> {
    const moments = [...this.#moments.values(), ...this.#waiting];
    const named = (name: "m" | "v") => moments.map((each) => ({ name, tensor: each[name] }));
    return [await this.saveIterations(), ...named("m"), ...named("v")];
  }

  /** Goes on from what `getWeights` gave, for the same parameters in the same order. */
  override async setWeights(weights: NamedTensor[]): Promise<void> {
    const moments = await this.extractIterations(weights);
    this.#step = this.iterations;
    const count = moments.length / 2;
    const copy = (i: number) => tf.tidy(() => tf.variable(moments[i]!.tensor.clone(), false));
    this.#dispose();
    this.#waiting = Array.from({ length: count }, (_, i) => ({ m: copy(i), v: copy(count + i) }));
  }

  /** The settings, by tfjs's names. */
  override getConfig(): { learningRate: number; beta1: number; beta2: number; epsilon: number } {
    const { learningRate, beta1, beta2, epsilon } = this.#options;
    return { learningRate, beta1, beta2, epsilon };
  }

  /** Frees the moments. */
  override dispose(): void {
    super.dispose();
    this.#dispose();
  }

  #dispose(): void {
    for (const { m, v } of [...this.#moments.values(), ...this.#waiting]) tf.dispose([m, v]);
    this.#moments.clear();
    this.#waiting = [];
  }
}

function checkShare(name: string, value: number): void {
  if (value >= 0 && value < 1) return;
  throw new RangeError(cannot(ACTION, `${name} must be at least 0 and below 1`, value));
}
