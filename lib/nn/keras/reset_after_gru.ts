import * as tf from "@tensorflow/tfjs";

type Config = {
  units: number;
  activation?: string;
  recurrentActivation?: string;
  useBias?: boolean;
} & Record<string, unknown>;

/** What a cell's layers hand on besides its own settings. */
const LAYER_KEYS = [
  ...["name", "trainable", "batchInputShape"],
  ...["returnSequences", "returnState", "goBackwards"],
];

/**
 * The cell of a GRU as Keras computes it by default (`reset_after`), which tfjs lacks:
 *
 * `z = σ(W_z x + b_z + U_z h + c_z)`, `r = σ(W_r x + b_r + U_r h + c_r)`,
 * `g = tanh(W_g x + b_g + r ∘ (U_g h + c_g))`, `h' = z ∘ h + (1 − z) ∘ g`
 *
 * The reset gate acts on the product with h and not on h itself, so that all of U h is one product;
 * the second bias c belongs to that product.
 *
 * Source: J. Chung et al., Empirical evaluation of gated recurrent neural networks on sequence
 * modeling, 2014, section 3.2, in the variant of Nvidia's cuDNN.
 */
export class ResetAfterGruCell extends tf.layers.RNNCell {
  static className = "ResetAfterGRUCell";
  readonly units: number;
  readonly stateSize: number;
  readonly #config: Config;
  readonly #activation: tf.layers.Layer;
  readonly #recurrentActivation: tf.layers.Layer;
  #weights: tf.LayerVariable[] = [];

  constructor(config: Config) {
    super(config as never);
    this.#config = config;
    this.units = config.units;
    this.stateSize = config.units;
    this.#activation = activationOf(config.activation ?? "tanh");
    this.#recurrentActivation = activationOf(config.recurrentActivation ?? "sigmoid");
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const features = (inputShape as tf.Shape).at(-1)!;
    const { units } = this;
    const zeros = tf.initializers.zeros();
    const add = (name: string, shape: number[]) =>
      this.addWeight(name, shape, "float32", zeros, undefined, true);
    this.#weights = [add("kernel", [features, 3 * units]), add("recurrent", [units, 3 * units])];
    if (this.#config.useBias ?? true) this.#weights.push(add("bias", [2, 3 * units]));
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
    return tf.tidy(() => {
      const [x, h] = inputs as [tf.Tensor2D, tf.Tensor2D];
      const [kernel, recurrent, bias] = this.#weights.map((weight) => weight.read());
      const [own, second] = bias ? tf.unstack(bias) : [];
      const product = (of: tf.Tensor2D, weight: tf.Tensor, plus?: tf.Tensor) => {
        const y = tf.matMul(of, weight as tf.Tensor2D);
        return tf.split(plus ? tf.add(y, plus) : y, 3, 1);
      };
      const [xz, xr, xg] = product(x, kernel!, own) as [tf.Tensor, tf.Tensor, tf.Tensor];
      const [hz, hr, hg] = product(h, recurrent!, second) as [tf.Tensor, tf.Tensor, tf.Tensor];
      const gate = (a: tf.Tensor) => this.#recurrentActivation.apply(a) as tf.Tensor;
      const z = gate(tf.add(xz, hz));
      const r = gate(tf.add(xr, hr));
      const g = this.#activation.apply(tf.add(xg, tf.mul(r, hg))) as tf.Tensor;
      const next = tf.add(tf.mul(z, h), tf.mul(tf.sub(1, z), g));
      return [next, next];
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#config } as tf.serialization.ConfigDict;
  }
}

/** A GRU layer with that cell; the bias has shape (2, 3 · units). */
export class ResetAfterGru extends tf.layers.RNN {
  static override className = "ResetAfterGRU";
  readonly #config: Config;

  constructor(config: Config) {
    const { units, activation, recurrentActivation, useBias, ...layer } = config;
    const settings = { activation, recurrentActivation, useBias };
    const given = Object.entries(settings).filter(([, value]) => value !== undefined);
    const cell = new ResetAfterGruCell({ units, ...Object.fromEntries(given) });
    super({ ...layer, cell } as never);
    this.#config = config;
  }

  override getConfig(): tf.serialization.ConfigDict {
    const config = super.getConfig();
    const layer = LAYER_KEYS.map((key) => [key, config[key]]).filter(([, value]) =>
      value !== undefined
    );
    const { cell: _, inputShape: __, ...own } = this.#config;
    return { ...own, ...Object.fromEntries(layer) } as tf.serialization.ConfigDict;
  }

  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls(config);
  }
}

tf.serialization.registerClass(ResetAfterGruCell as never);
tf.serialization.registerClass(ResetAfterGru as never);

function activationOf(activation: string): tf.layers.Layer {
  return tf.layers.activation({ activation: activation as "tanh" });
}
