import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { type PlanCase, testPlans } from "./plan_law.ts";
import { classes, conv, dense, flatten } from "./toys.ts";

await useBackend("wasm");

const linear = { activation: "linear" };
const NAMES = ["elu", "selu", "softplus", "softsign", "relu6"];

/** An activation as a setting of one layer and as a layer of its own. */
const both = (activation: string): PlanCase => ({
  shape: [7, 6, 1],
  make: () => [
    conv({ activation }),
    flatten(),
    dense(linear),
    tf.layers.activation({ activation: activation as "elu" }),
    classes(),
  ],
});

testPlans(Object.fromEntries(NAMES.map((name) => [name, both(name)])));
testPlans({
  "activations as layers": {
    shape: [7, 6, 1],
    make: () => [
      tf.layers.leakyReLU({ alpha: 0.1 }),
      conv(linear),
      tf.layers.leakyReLU(),
      conv(linear),
      tf.layers.reLU(),
      flatten(),
      dense(linear),
      tf.layers.elu(),
      dense({ units: 4 }),
      tf.layers.activation({ activation: "linear" }),
      classes(),
    ],
  },
});
