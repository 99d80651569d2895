import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { Adadelta, digitsCnn } from "descent/nn";
import { assert, assertEquals } from "@std/assert";
import { checkExamples } from "../../lib/nn/examples.ts";
import { createFitTrainer } from "../../lib/nn/fit_trainer.ts";
import { objectiveOf } from "../../lib/nn/objective.ts";
import { type GoldenCase, type GoldenFile, readGolden } from "../golden/read.ts";
import { readGoldenCnn } from "./golden_cnn.ts";

await useBackend("wasm");

type Point = [number, number];
type Params = Record<string, number>;
type Torch = { lr: number; rho: number; eps: number };
type Keras = { learning_rate: number; rho: number; epsilon: number };
type Input = {
  function: "quadratic" | "rosenbrock" | "beale";
  params: Params;
  start: Point;
  steps: number;
};
type Case = GoldenCase<Input, Torch | Keras, { path: Point[] }> & {
  peer: "torch" | "keras";
  optimizer: string;
  one_ulp_sensitivity: number;
};

/** The file's functions, as it writes them. */
const FUNCTIONS = {
  quadratic: (x: tf.Tensor, y: tf.Tensor, { a, b, c, d, e }: Params) =>
    tf.addN([
      x.square().mul(a! / 2),
      y.square().mul(b! / 2),
      x.mul(y).mul(c!),
      x.mul(-d!),
      y.mul(-e!),
    ]),
  rosenbrock: (x: tf.Tensor, y: tf.Tensor, { a, b }: Params) =>
    tf.add(tf.sub(a!, x).square(), y.sub(x.square()).square().mul(b!)),
  beale: (x: tf.Tensor, y: tf.Tensor) =>
    tf.addN([1.5, 2.25, 2.625].map((c, i) => x.mul(tf.pow(y, i + 1).sub(1)).add(c).square())),
};

/** A float32 is 2²⁹ times as coarse as a float64. */
const COARSER = 2 ** 29;

for (const { from, file } of readGolden<GoldenFile & { cases: Case[] }>("optimizers.json")) {
  for (const { id, peer, optimizer, input, options, expected, ...more } of file.cases) {
    if (optimizer !== "Adadelta") continue;
    const tolerance = Math.max(2e-5, 10 * more.one_ulp_sensitivity * COARSER);
    Deno.test({
      name: `Adadelta goes the path of ${peer}'s, ${id}, ${from}`,
      ignore: tolerance > 0.01, // paths that float32 leaves by more than that say nothing
      fn: () => {
        descend(new Adadelta(settings(options)), input).forEach((point, step) => {
          point.forEach((value, i) => {
            const error = Math.abs(value - expected.path[step]![i]!);
            assert(error <= tolerance, `step ${step}: off by ${error}, ${tolerance} allowed`);
          });
        });
      },
    });
  }
}

const golden = await readGoldenCnn("seed_pipeline", "Adadelta");

Deno.test({
  name: "Adadelta trains digitsCnn() without dropout as PyTorch does in float64, 60 steps",
  ignore: golden === null,
  async fn() {
    const { data, weights, losses, batchSize } = golden!;
    const model = digitsCnn({ seed: 0, dropout: [0, 0] });
    const tensors = weights.map(({ values, shape }) => tf.tensor(values, shape));
    model.setWeights(tensors);
    tf.dispose(tensors);
    const sizes = checkExamples("train", model, data);
    const trainer = createFitTrainer(
      model,
      data,
      sizes,
      objectiveOf(model, data.y),
      { batchSize, optimizer: "adadelta", learningRate: 1 },
    );
    const order = Uint32Array.from(data.y, (_, i) => i);
    const steps: number[] = [];
    await trainer.epoch(order, ({ lossSum }, count) => {
      steps.push(lossSum / count);
      return Promise.resolve(true);
    });
    trainer.dispose();
    assertEquals(steps.length, losses.length);
    steps.forEach((loss, i) => {
      const allowed = i < 20 ? 1e-4 : 5e-3; // float32 drifts away from float64
      assert(Math.abs(loss - losses[i]!) < allowed, `step ${i}: ${loss} and ${losses[i]}`);
    });
  },
});

function settings(options: Torch | Keras) {
  if ("eps" in options) {
    return { learningRate: options.lr, rho: options.rho, epsilon: options.eps };
  }
  const { learning_rate: learningRate, rho, epsilon } = options;
  return { learningRate, rho, epsilon };
}

/** The points passed, the start included. */
function descend(optimizer: Adadelta, { function: name, params, start, steps }: Input): Point[] {
  const point = tf.variable(tf.tensor1d(start));
  const loss = () => {
    const [x, y] = tf.unstack(point) as [tf.Tensor, tf.Tensor];
    return FUNCTIONS[name](x, y, params).asScalar() as tf.Scalar;
  };
  const path: Point[] = [[...point.dataSync()] as Point];
  for (let step = 0; step < steps; step++) {
    optimizer.minimize(loss, false, [point]);
    path.push([...point.dataSync()] as Point);
  }
  optimizer.dispose();
  point.dispose();
  return path;
}
