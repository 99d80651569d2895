import * as tf from "@tensorflow/tfjs";

/**
 * Activations of Keras that tfjs lacks, or computes in another way, under names of their own. They
 * can be named in any layer's `activation` once this file is imported.
 */
const FUNCTIONS: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  /** `min(max(x/6 + 1/2, 0), 1)`, as in Keras 3; tfjs's "hardSigmoid" is Keras 2's, x/5 + 1/2. */
  kerasHardSigmoid: (x) => tf.clipByValue(tf.add(tf.div(x, 6), 0.5), 0, 1),
  /** `exp(x)` */
  kerasExponential: (x) => tf.exp(x),
  /** `x` above 0, `0.2 x` below. */
  kerasLeakyRelu: (x) => tf.leakyRelu(x, 0.2),
};

for (const [className, apply] of Object.entries(FUNCTIONS)) {
  tf.serialization.registerClass(
    class extends tf.serialization.Serializable {
      static className = className;
      apply(x: tf.Tensor): tf.Tensor {
        return tf.tidy(() => apply(x));
      }
      override getConfig(): tf.serialization.ConfigDict {
        return {};
      }
    } as unknown as tf.serialization.SerializableConstructor<tf.serialization.Serializable>,
  );
}

/** For Keras 3's name of an activation the one that computes it in tfjs. */
export const ACTIVATIONS: Record<string, string> = {
  elu: "elu",
  exponential: "kerasExponential",
  gelu: "gelu",
  hard_sigmoid: "kerasHardSigmoid",
  leaky_relu: "kerasLeakyRelu",
  linear: "linear",
  mish: "mish",
  relu: "relu",
  relu6: "relu6",
  selu: "selu",
  sigmoid: "sigmoid",
  silu: "swish",
  softmax: "softmax",
  softplus: "softplus",
  softsign: "softsign",
  swish: "swish",
  tanh: "tanh",
};
