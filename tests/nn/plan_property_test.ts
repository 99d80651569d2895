import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { createPrng } from "descent/core";
import { train } from "descent/nn";
import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { asFit, assertClose, conv, dense, graph, weightsOf } from "./toys.ts";

await useBackend("wasm");

type Tensor = tf.SymbolicTensor;

const ACTIVATIONS = ["linear", "relu", "tanh", "sigmoid", "elu", "selu", "softplus", "softsign"];

/** One thing to do with images, and its settings; which of them count depends on what it is. */
const move = fc.record({
  kind: fc.constantFrom(
    ...["conv", "depthwise", "separable", "normalize", "maximum", "mean", "pad"],
    ...["activation", "leaky", "add", "concatenate", "dense"],
  ),
  size: fc.integer({ min: 1, max: 3 }),
  stride: fc.integer({ min: 1, max: 2 }),
  filters: fc.integer({ min: 1, max: 6 }),
  activation: fc.constantFrom(...ACTIVATIONS),
  padding: fc.constantFrom("same", "valid"),
  useBias: fc.boolean(),
});
type Move = typeof move extends fc.Arbitrary<infer Value> ? Value : never;

const drawn = (seed: number) => tf.initializers.randomUniform({ minval: -0.4, maxval: 0.5, seed });

/** Images after a move. A window that is too large for them is made to fit. */
function apply(x: Tensor, { kind, size, stride, filters, ...more }: Move): Tensor {
  const on = (layer: tf.layers.Layer) => layer.apply(x) as Tensor;
  const [, height, width] = x.shape as number[];
  const padding = Math.min(height!, width!) < size ? "same" : more.padding as "same" | "valid";
  const { activation, useBias } = more as { activation: "relu"; useBias: boolean };
  const window = { kernelSize: size, strides: stride, padding, activation, useBias };
  const inits = {
    depthwiseInitializer: drawn(1),
    pointwiseInitializer: drawn(2),
    biasInitializer: drawn(3),
  };
  const same = () => on(conv({ ...window, strides: 1, padding: "same", filters: x.shape[3] }));
  switch (kind) {
    case "conv":
      return on(conv({ ...window, filters }));
    case "depthwise":
      return on(tf.layers.depthwiseConv2d({ ...window, ...inits, depthMultiplier: stride }));
    case "separable":
      return on(tf.layers.separableConv2d({ ...window, ...inits, filters, depthMultiplier: size }));
    case "normalize":
      return on(tf.layers.batchNormalization({ momentum: 0.5, epsilon: 0.1 }));
    case "maximum":
      return on(tf.layers.maxPooling2d({ poolSize: size, strides: stride, padding }));
    case "mean":
      return on(tf.layers.averagePooling2d({ poolSize: size, strides: stride, padding }));
    case "pad":
      return on(tf.layers.zeroPadding2d({ padding: [[0, size], [stride, 0]] }));
    case "activation":
      return on(tf.layers.activation({ activation }));
    case "leaky":
      return on(tf.layers.leakyReLU({ alpha: 0.2 }));
    case "add":
      return tf.layers.add().apply([x, same(), x]) as Tensor;
    case "concatenate":
      return tf.layers.concatenate({ axis: 1 + size % 3 }).apply([same(), x]) as Tensor;
    default:
      return on(dense({ units: filters, activation, useBias }));
  }
}

Deno.test("any layers that plans take, in any order, train as model.fit trains them", async () => {
  const prng = createPrng(1);
  const sides = fc.integer({ min: 3, max: 7 });
  const given = [
    fc.tuple(sides, sides, fc.integer({ min: 1, max: 5 })),
    fc.array(move, { minLength: 1, maxLength: 5 }),
    fc.integer({ min: 1, max: 9 }),
  ] as const;
  await fc.assert(
    fc.asyncProperty(...given, async (shape, moves, n) => {
      const connect = (x: Tensor) => {
        const images = moves.reduce(apply, x);
        const means = tf.layers.globalAveragePooling2d({}).apply(images) as Tensor;
        return dense({ units: 2, activation: "linear" }).apply(means) as Tensor;
      };
      const models = [graph(shape, connect), asFit(graph(shape, connect))];
      const size = shape.reduce((a, b) => a * b);
      const data = {
        x: Float32Array.from({ length: n * size }, () => prng.next() - 0.5),
        y: Float32Array.from({ length: 2 * n }, () => prng.next()),
      };
      const losses: number[][] = [];
      const paths: string[] = [];
      for (const model of models) {
        const options = { epochs: 2, seed: 0, batchSize: 4, progress: "none" as const };
        const sgd = { optimizer: "sgd" as const, learningRate: 0.01 };
        const { path, epochs } = await train(model, data, { ...options, ...sgd });
        paths.push(path);
        losses.push(epochs.map(({ loss }) => loss));
      }
      assertEquals(paths, ["compiled", "fit"]);
      assertClose(losses[0]!, losses[1]!, 1e-4, "losses");
      const [a, b] = models.map(weightsOf) as [Float32Array[], Float32Array[]];
      a.forEach((values, i) => assertClose(values, b[i]!, 1e-4, `weight ${i}`));
      models.forEach((model) => tf.dispose(model.getWeights()));
    }),
    { numRuns: 60 },
  );
});
