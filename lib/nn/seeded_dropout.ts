import * as tf from "@tensorflow/tfjs";
import { cannot, checkInteger, createPrng, type Prng } from "../core/mod.ts";
import { dropoutMask } from "../kernels/mod.ts";

/**
 * A dropout layer that can be repeated: in training each value is 0 with a probability of `rate`, and
 * the others are multiplied by `1 / (1 − rate)`, so that their mean stays.
 *
 * The same seed gives the same values in every run, and each step drops others. A `tf.layers.dropout`
 * can do only one of the two: without a seed no run is like another, with one every step drops the same.
 *
 * Elsewhere than in training it changes nothing. A saved model has it as an ordinary Dropout.
 *
 * @param options `rate`, 0 or more and below 1; `seed`, a whole number from 0 to 2³² − 1.
 * @returns The layer, for any shape.
 * @throws {RangeError} If one is out of its range.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { useBackend } from "descent/backend";
 * import { seededDropout } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const step = (seed: number) =>
 *   seededDropout({ rate: 0.5, seed }).apply(tf.ones([20]), { training: true }) as tf.Tensor;
 * assertEquals(await step(1).array(), await step(1).array());
 * ```
 *
 * Source: N. Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting,
 * JMLR 15 (2014).
 */
export function seededDropout({ rate, seed }: { rate: number; seed: number }): tf.layers.Layer {
  const action = "make a dropout layer";
  if (!(rate >= 0 && rate < 1)) {
    throw new RangeError(cannot(action, "rate must be 0 or more and below 1", rate));
  }
  checkInteger(action, "seed", seed, 0, 2 ** 32 - 1);
  return new SeededDropout(rate, seed);
}

/** The layer that `seededDropout` makes. */
export class SeededDropout extends tf.layers.Layer {
  /** The name under which models save it. */
  static get className(): string {
    return "Dropout";
  }

  readonly #prng: Prng;

  constructor(readonly rate: number, readonly seed: number) {
    super({});
    this.#prng = createPrng(seed);
  }

  /** What the next step's numbers are drawn by. */
  nextKey(): number {
    return this.#prng.nextInteger(2 ** 32);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], { training }: { training?: boolean }): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    if (!training || this.rate === 0) return x.clone();
    return tf.tidy(() =>
      tf.mul(x, tf.tensor(dropoutMask(x.size, this.rate, this.nextKey()), x.shape))
    );
  }

  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return shape;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.rate, seed: this.seed };
  }
}
