import * as tf from "@tensorflow/tfjs";

type Config = {
  filters: number;
  kernelSize: number | [number];
  dilationRate?: number | [number];
  strides?: number | [number];
  activation?: string;
  useBias?: boolean;
} & Record<string, unknown>;

/**
 * `Conv1D` with padding "causal", which tfjs lacks: zeros before the first step only, so that a step
 * sees itself and the steps before it.
 */
export class CausalConv1D extends tf.layers.Layer {
  static className = "CausalConv1D";
  readonly #config: Config;
  readonly #size: number;
  readonly #rate: number;
  readonly #step: number;
  readonly #activation: tf.layers.Layer;
  #own: tf.LayerVariable[] = [];

  constructor(config: Config) {
    super(config as never);
    this.#config = config;
    [this.#size, this.#rate, this.#step] = [
      one(config.kernelSize),
      one(config.dilationRate ?? 1),
      one(config.strides ?? 1),
    ];
    const activation = config.activation ?? "linear";
    this.#activation = tf.layers.activation({ activation: activation as "tanh" });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const channels = (inputShape as tf.Shape).at(-1)!;
    const { filters, useBias = true } = this.#config;
    const shape = [this.#size, channels, filters];
    const glorot = tf.initializers.glorotUniform({ seed: 0 });
    this.#own = [this.addWeight("kernel", shape, "float32", glorot, undefined, true)];
    if (useBias) {
      const zeros = tf.initializers.zeros();
      this.#own.push(this.addWeight("bias", [filters], "float32", zeros, undefined, true));
    }
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch, steps] = inputShape as tf.Shape;
    const after = steps == null ? null : Math.ceil(steps / this.#step);
    return [batch!, after, this.#config.filters];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0]! : inputs) as tf.Tensor3D;
      const [kernel, bias] = this.#own.map((weight) => weight.read());
      const before = (this.#size - 1) * this.#rate;
      const padded = tf.pad(x, [[0, 0], [before, 0], [0, 0]]);
      const w = kernel as tf.Tensor3D;
      const y = tf.conv1d(padded, w, this.#step, "valid", "NWC", this.#rate);
      return this.#activation.apply(bias ? tf.add(y, bias) : y) as tf.Tensor;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#config } as tf.serialization.ConfigDict;
  }
}

tf.serialization.registerClass(CausalConv1D as never);

function one(value: number | [number]): number {
  return Array.isArray(value) ? value[0] : value;
}
