import * as tf from "@tensorflow/tfjs";
import { cannot, checkBetween } from "../core/mod.ts";

/** Settings of `Adadelta`. */
export type AdadeltaOptions = {
  /** What the step is multiplied by. @default 1, as in the paper */
  learningRate?: number;
  /** Share of the old means that is kept, 0 or more, below 1. @default 0.95 */
  rho?: number;
  /** What starts the first steps and keeps the division away from 0. @default 1e-7, as in Keras */
  epsilon?: number;
};

const ACTION = "create Adadelta";

/** tfjs's name for it is not published. */
type NamedTensor = Awaited<ReturnType<tf.Optimizer["getWeights"]>>[number];

/** Means of the squares of gradients and of steps. */
type Means = { gradients: tf.Variable; steps: tf.Variable };

/**
 * Adadelta: every weight has a step size of its own, the ratio of how far it went lately to how steep
 * it was there. So it needs no learning rate.
 *
 * `v ← ρv + (1 − ρ)g²`, `Δ = √(d + ε) / √(v + ε) · g`, `d ← ρd + (1 − ρ)Δ²`, `w ← w − αΔ`.
 *
 * `tf.train.adadelta` divides by the v of the step before, which is 0 at first: its first step is
 * √(ε/ε) = 1 gradient long instead of √(ε / (1 − ρ)), and with a rate of 1 it diverges.
 *
 * A parameter without a gradient is left alone.
 *
 * @throws {RangeError} If a setting is out of its range.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { useBackend } from "descent/backend";
 * import { Adadelta } from "descent/nn";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const w = tf.variable(tf.tensor1d([1, -2]));
 * const optimizer = new Adadelta({ epsilon: 1e-4 });
 * optimizer.minimize(() => tf.sum(tf.square(w)) as tf.Scalar);
 * // However steep, the first step has the length √(1e-4 / 0.05).
 * assertAlmostEquals(w.dataSync()[0]!, 1 - Math.sqrt(1e-4 / 0.05), 1e-4);
 * assertAlmostEquals(w.dataSync()[1]!, -2 + Math.sqrt(1e-4 / 0.05), 1e-4);
 * optimizer.dispose();
 * ```
 *
 * Source: M. Zeiler, ADADELTA: An Adaptive Learning Rate Method, arXiv:1212.5701 (2012), algorithm 1.
 */
export class Adadelta extends tf.Optimizer {
  /** The name under which models save it: any Keras or tfjs loads it as Adadelta. */
  static get className(): string {
    return "Adadelta";
  }

  readonly #options: Required<AdadeltaOptions>;
  readonly #means = new Map<tf.Variable, Means>();
  /** Means of parameters that have not come yet, in their order. */
  #waiting: Means[] = [];

  constructor({ learningRate = 1, rho = 0.95, epsilon = 1e-7 }: AdadeltaOptions = {}) {
    super();
    checkBetween(ACTION, "learningRate", learningRate, 0);
    checkBetween(ACTION, "epsilon", epsilon, 0);
    if (!(rho >= 0 && rho < 1)) {
      throw new RangeError(cannot(ACTION, "rho must be 0 or more and below 1", rho));
    }
    this.#options = { learningRate, rho, epsilon };
  }

  /** One step for every parameter that has a gradient. */
  override applyGradients(
    gradients: tf.NamedTensorMap | { name: string; tensor: tf.Tensor }[],
  ): void {
    const entries = Array.isArray(gradients)
      ? gradients.map(({ name, tensor }) => [name, tensor] as const)
      : Object.entries(gradients);
    for (const [name, gradient] of entries) {
      const variable = tf.engine().registeredVariables[name];
      if (variable && gradient) tf.tidy(() => this.#update(variable, gradient));
    }
    this.incrementIterations();
  }

  #update(variable: tf.Variable, gradient: tf.Tensor): void {
    const { learningRate, rho, epsilon } = this.#options;
    const { gradients, steps } = this.#meansOf(variable);
    const mixIn = (mean: tf.Variable, x: tf.Tensor) =>
      mean.assign(tf.add(mean.mul(rho), x.square().mul(1 - rho)));
    mixIn(gradients, gradient); // v, before the step is worked out
    const scale = tf.div(steps.add(epsilon).sqrt(), gradients.add(epsilon).sqrt());
    const step = scale.mul(gradient);
    mixIn(steps, step);
    variable.assign(tf.sub(variable, step.mul(learningRate)));
  }

  #meansOf(variable: tf.Variable): Means {
    const known = this.#means.get(variable);
    if (known) return known;
    const zeros = () => tf.variable(tf.zeros(variable.shape), false);
    const means = this.#waiting.shift() ?? { gradients: zeros(), steps: zeros() };
    this.#means.set(variable, means);
    return means;
  }

  /** Steps made, all means of gradients and all of steps, as tfjs's own optimisers give them. */
  override async getWeights(): Promise<NamedTensor[]> {
    const means = [...this.#means.values(), ...this.#waiting];
    const named = (name: keyof Means) => means.map((each) => ({ name, tensor: each[name] }));
    return [await this.saveIterations(), ...named("gradients"), ...named("steps")];
  }

  /** Goes on from what `getWeights` gave, for the same parameters in the same order. */
  override async setWeights(weights: NamedTensor[]): Promise<void> {
    const means = await this.extractIterations(weights);
    const count = means.length / 2;
    const copy = (i: number) => tf.tidy(() => tf.variable(means[i]!.tensor.clone(), false));
    this.#dispose();
    this.#waiting = Array.from(
      { length: count },
      (_, i) => ({ gradients: copy(i), steps: copy(count + i) }),
    );
  }

  /** The settings, by tfjs's names. */
  override getConfig(): Required<AdadeltaOptions> {
    return { ...this.#options };
  }

  /** Frees the means. */
  override dispose(): void {
    this.#dispose();
    super.dispose();
  }

  #dispose(): void {
    for (const { gradients, steps } of [...this.#means.values(), ...this.#waiting]) {
      tf.dispose([gradients, steps]);
    }
    this.#means.clear();
    this.#waiting = [];
  }
}
