import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { compileStep } from "descent/nn";
import { assertThrows } from "@std/assert";
import { dataOf, modelOf, testPlans } from "./plan_law.ts";
import { classes, conv, flatten } from "./toys.ts";

await useBackend("wasm");

const draw = (seed: number) => tf.initializers.randomUniform({ minval: -0.4, maxval: 0.5, seed });
const drawn = {
  depthwiseInitializer: draw(1),
  pointwiseInitializer: draw(2),
  biasInitializer: draw(3),
};
const depthwise = (settings = {}) =>
  tf.layers.depthwiseConv2d({ kernelSize: 3, activation: "relu", ...drawn, ...settings });
const separable = (settings = {}) =>
  tf.layers.separableConv2d({
    ...{ kernelSize: 3, filters: 6, activation: "relu", ...drawn },
    ...settings,
  });

testPlans({
  "depthwise convolution of the pixels, two filters a channel": {
    shape: [7, 9, 3],
    make: () => [depthwise({ depthMultiplier: 2 }), flatten(), classes()],
  },
  "depthwise convolutions, with strides, padding and a bias or none": {
    shape: [9, 8, 1],
    make: () => [
      conv({ filters: 5 }),
      depthwise({ strides: 2, padding: "same", useBias: false }),
      depthwise({ kernelSize: [2, 1], activation: "tanh", depthMultiplier: 3, padding: "same" }),
      flatten(),
      classes(),
    ],
  },
  "separable convolutions": {
    shape: [9, 8, 2],
    make: () => [
      separable({ padding: "same", depthMultiplier: 2 }),
      separable({ filters: 3, strides: 2, useBias: false }),
      flatten(),
      classes(),
    ],
  },
  "separable convolutions, dilated, of other activations": {
    shape: [9, 9, 2],
    make: () => [
      separable({ dilationRate: 2, activation: "tanh" }),
      separable({ kernelSize: 2, padding: "same", activation: "linear" }),
      flatten(),
      classes(),
    ],
  },
});

Deno.test("a constraint of a depthwise filter, which its settings do not tell, is seen", () => {
  const name = "held";
  const given = {
    shape: [5, 5, 1],
    make: () => [
      depthwise({ depthwiseConstraint: tf.constraints.nonNeg(), name }),
      flatten(),
      classes(),
    ],
  };
  assertThrows(
    () => compileStep(modelOf(given), dataOf(given, 4)),
    TypeError,
    'Cannot compile a training step: layer "held" has a depthwiseConstraint',
  );
});
