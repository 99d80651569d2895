import * as tf from "@tensorflow/tfjs";
import { assert } from "@std/assert";
import { useBackend } from "descent/backend";
import { onCpu, onWasm } from "./backends.ts";
import { assertWithin, floats } from "./values.ts";

const STEPS = 30;

/** Every optimiser of tfjs. */
const OPTIMIZERS: Record<string, () => tf.Optimizer> = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.05, 0.9),
  "momentum, Nesterov's": () => tf.train.momentum(0.05, 0.9, true),
  adagrad: () => tf.train.adagrad(0.1),
  adadelta: () => tf.train.adadelta(0.01), // with more tfjs's diverges
  adam: () => tf.train.adam(0.05),
  adamax: () => tf.train.adamax(0.05),
  rmsprop: () => tf.train.rmsprop(0.02),
  "rmsprop, centred": () => tf.train.rmsprop(0.02, 0.9, 0.5, 1e-7, true),
};

/** The losses of a network with a convolution, and the weights that it ends with. */
function trained(create: () => tf.Optimizer): tf.Tensor[] {
  const x = tf.tensor4d(floats(6 * 25 * 2, 1), [6, 5, 5, 2]);
  const y = tf.tensor2d(floats(6, 2), [6, 1]);
  const filter = tf.variable(tf.tensor4d(floats(9 * 2 * 3, 3), [3, 3, 2, 3]));
  const weights = tf.variable(tf.tensor2d(floats(27, 4), [27, 1]));
  const optimizer = create();
  const losses = Array.from({ length: STEPS }, () =>
    optimizer.minimize(
      () => {
        const image = tf.tanh(tf.conv2d(x, filter as tf.Tensor4D, 1, "valid"));
        return tf.losses.meanSquaredError(y, tf.matMul(tf.reshape(image, [6, 27]), weights));
      },
      true,
      [filter, weights],
    )!);
  const found = [tf.stack(losses), filter.clone(), weights.clone()];
  tf.dispose([filter, weights]);
  optimizer.dispose();
  return found;
}

for (const [name, create] of Object.entries(OPTIMIZERS)) {
  Deno.test(`${name}: ${STEPS} steps on WASM lead where they lead in JavaScript`, async () => {
    await useBackend("wasm");
    const own = await onWasm(() => trained(create));
    const other = await onCpu(() => trained(create));
    const losses = own[0]!.values;
    assert(losses.at(-1)! < losses[0]! / 2, `it learns: ${losses}`);
    own.forEach(({ values }, i) => {
      const bound = (at: number) => 2e-4 * (1 + Math.abs(other[i]!.values[at]!));
      assertWithin(values, other[i]!.values, bound, ["losses", "filter", "weights"][i]!);
    });
  });
}
