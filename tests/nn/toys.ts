import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { createPrng } from "descent/core";
import { heapOf, watchKernels } from "descent/kernels";
import type { Examples } from "descent/nn";
import { createPlan } from "../../lib/nn/plan/plan.ts";

/** Settings of a layer but its seeded weights. */
type Settings = Record<string, unknown>;

let seeds = 0;

/** A layer whose weights, biases among them, are drawn by seed and not 0. */
function drawn(extra: Settings): Settings {
  const initializer = tf.initializers.randomUniform({ minval: -0.4, maxval: 0.5, seed: ++seeds });
  return { kernelInitializer: initializer, biasInitializer: initializer, ...extra };
}

/** Conv2D of eight filters of 3 × 3, ReLU. */
export function conv(settings: Settings = {}): tf.layers.Layer {
  return tf.layers.conv2d(
    drawn({ filters: 8, kernelSize: 3, activation: "relu", ...settings }) as never,
  );
}

/** Dense of five units, ReLU. */
export function dense(settings: Settings = {}): tf.layers.Layer {
  return tf.layers.dense(drawn({ units: 5, activation: "relu", ...settings }) as never);
}

/** Dense of three classes, softmax. */
export function classes(settings: Settings = {}): tf.layers.Layer {
  return dense({ units: 3, activation: "softmax", ...settings });
}

export const flatten = () => tf.layers.flatten();

/**
 * A chain of layers on examples of a shape. The same call gives the same weights.
 *
 * @param shape Shape of one example.
 * @param layers Makes the layers.
 */
export function chain(shape: number[], layers: () => tf.layers.Layer[]): tf.Sequential {
  seeds = 0;
  return tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: shape }), ...layers()] });
}

/**
 * Layers put together as a graph, on examples of a shape. The same call gives the same weights.
 *
 * @param shape Shape of one example.
 * @param connect Applies layers to the input, and gives the output.
 */
export function graph(
  shape: number[],
  connect: (input: tf.SymbolicTensor) => tf.SymbolicTensor,
): tf.LayersModel {
  seeds = 0;
  const inputs = tf.input({ shape });
  return tf.model({ inputs, outputs: connect(inputs) });
}

/** Hands on what it gets. No plan takes it, for it is of no class that plans know. */
class Opaque extends tf.layers.Layer {
  static className = "Opaque";
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => [inputs].flat()[0]!.clone());
  }
}

/** The same model behind a layer that changes nothing, but which keeps it to tfjs's own steps. */
export function asFit(model: tf.LayersModel): tf.LayersModel {
  const [output] = model.outputs as [tf.SymbolicTensor];
  const outputs = new Opaque({ name: "opaque" }).apply(output) as tf.SymbolicTensor;
  return tf.model({ inputs: model.inputs, outputs });
}

/** Both ways to train a chain, for tests of what must be the same on both. */
export const PATHS: { path: "compiled" | "fit"; wrap: (model: tf.Sequential) => tf.LayersModel }[] =
  [
    { path: "compiled", wrap: (model) => model },
    { path: "fit", wrap: asFit },
  ];

/** A single Dense of three classes on four numbers: the smallest model. */
export function smallest(): tf.Sequential {
  return chain([4], () => [classes()]);
}

/** Ink that covers a small part of an example. Most patches of an image of 12 × 12 stay blank. */
export const LITTLE_INK = 0.05;

/**
 * n examples of three classes that can be told apart: the values in the third of the example that is
 * its class's own are larger. There is noise everywhere.
 *
 * @param n How many.
 * @param size Values of one example.
 * @param ink Values farther from the middle of the class's third are 0, in shares of the example.
 */
export function examples(
  n: number,
  size: number,
  ink = 1,
): Examples & { x: Float32Array; y: Uint8Array } {
  const prng = createPrng(n);
  const y = Uint8Array.from({ length: n }, () => prng.nextInteger(3));
  const x = Float32Array.from({ length: n * size }, (_, at) => {
    const place = (at % size + 0.5) / size;
    const label = y[Math.floor(at / size)]!;
    const noise = prng.next() / 4 + 0.01;
    if (Math.abs(place - (label + 0.5) / 3) > ink / 2 && ink < 1) return 0;
    return noise + (Math.floor(3 * place) === label ? 0.5 : 0);
  });
  return { x, y };
}

/** Whether a plan for this model and these examples computes only where there is ink. */
export function skipsBlanks(model: tf.LayersModel, sample: Float32Array): boolean {
  const heap = heapOf(tf.backend() as BackendWasm);
  const called = new Set<string>();
  const stop = watchKernels(heap, ({ calls }) => calls.forEach(({ name }) => called.add(name)));
  const plan = createPlan(model, heap, {
    batchSize: 100,
    sample,
    training: false,
    activation: "softmax",
  });
  if (typeof plan === "string") throw new TypeError(plan);
  plan.forward(1);
  plan.dispose();
  stop();
  return called.has("densePatches");
}

/** Copies of a model's weights. */
export function weightsOf(model: tf.LayersModel): Float32Array[] {
  return model.getWeights().map((weight) => weight.dataSync() as Float32Array);
}

/** Fails unless each value is within `tolerance` of the other, or of 1 + its size where it is large. */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  assertEquals(actual.length, expected.length, what);
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i]! - expected[i]!) / Math.max(1, Math.abs(expected[i]!));
    assert(error <= tolerance, `${what}, value ${i}: ${actual[i]} and ${expected[i]}`);
  }
}
