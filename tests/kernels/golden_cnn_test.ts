import * as tf from "@tensorflow/tfjs";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { useBackend } from "descent/backend";
import { FusedAdam } from "descent/kernels";
import { conv2d, conv2dBackpropFilter, matmul } from "../../lib/kernels/reference/mod.ts";
import {
  type GoldenCnn,
  goldenModel,
  readGoldenCnn,
  rows,
  type Summary,
  type Trajectory,
} from "./golden_cnn.ts";
import { assertWithin } from "./values.ts";

const golden = readGoldenCnn();

/** A test that runs where the golden values are at hand. */
function test(name: string, body: (golden: GoldenCnn) => Promise<void>): void {
  Deno.test({ name, ignore: !golden, fn: () => body(golden!) });
}

/** Hands out the gradients that a model's training step computes, and takes no step. */
class Catch extends tf.Optimizer {
  static className = "Catch";
  readonly gradients: Float32Array[] = [];

  override applyGradients(gradients: { name: string; tensor: tf.Tensor }[]): void {
    for (const { tensor } of gradients) this.gradients.push(tensor.dataSync<"float32">().slice());
  }

  getConfig(): tf.serialization.ConfigDict {
    return {};
  }
}

const LOSS = "sparseCategoricalCrossentropy";

test("the documented model gives PyTorch's float64 logits and loss on WASM", async (golden) => {
  await useBackend("wasm");
  const { logits, loss, accuracy } = golden.expected.first64_float64;
  const { x, y } = rows(golden, ...golden.input.eval_rows);
  const linear = goldenModel(golden, "linear");
  const found = linear.predict(x) as tf.Tensor;
  assertWithin(found.dataSync(), logits.flat(), () => 1e-5, "logits");
  const model = goldenModel(golden);
  model.compile({ optimizer: new Catch(), loss: LOSS, metrics: ["accuracy"] });
  const [lossFound, accuracyFound] = await model.trainOnBatch(x, y) as number[];
  assertAlmostEquals(lossFound!, loss, 1e-5);
  assertAlmostEquals(accuracyFound!, accuracy, 1e-6);
  tf.dispose([x, y, found]);
  linear.dispose();
  model.dispose();
});

test("the documented model's gradients on WASM are PyTorch's float64 ones", async (golden) => {
  await useBackend("wasm");
  const { x, y } = rows(golden, ...golden.input.eval_rows);
  const model = goldenModel(golden);
  const optimizer = new Catch();
  model.compile({ optimizer, loss: LOSS });
  await model.trainOnBatch(x, y);
  const whole = gradientsByLoops(golden);
  Object.entries(golden.weights).forEach(([name, { sampleIndices }], i) => {
    const expected = golden.expected.first64_float64.gradients[name]!;
    const exact = whole[name]!;
    // The plain loops in float64 stand for all of PyTorch's values, of which the file holds some.
    assertWithin(pick(exact, sampleIndices), expected.sample_values, () => 1e-10, name);
    assertAlmostEquals(Math.hypot(...norms(exact)), expected.l2_norm, 1e-10, name);
    const gradient = optimizer.gradients[i]!;
    const difference = gradient.map((value, at) => value - exact[at]!);
    const error = Math.hypot(...norms(difference)) / expected.l2_norm;
    assert(error <= 1e-5, `${name}: relative L2 error ${error}`);
    assertWithin(pick(gradient, sampleIndices), expected.sample_values, () => 1e-6, name);
  });
  tf.dispose([x, y]);
  model.dispose();
});

/** Loss gradients by every weight, in float64, by the kernels' plain loops. */
function gradientsByLoops({ images, labels, weights, input }: GoldenCnn) {
  const [from, to] = input.eval_rows;
  const n = to - from;
  const [kernel, bias] = [weights["conv.kernel"]!.values, weights["conv.bias"]!.values];
  const [dense, denseBias] = [weights["dense.kernel"]!.values, weights["dense.bias"]!.values];
  const x = images.subarray(from * 784, to * 784);
  const s = {
    ...{ batch: n, inH: 28, inW: 28, inC: 1, kH: 3, kW: 3, outC: 32, outH: 26, outW: 26 },
    ...{ strideH: 1, strideW: 1 },
  };
  const a = conv2d(x, kernel, { ...s, bias, relu: true });
  const size = a.length / n;
  const product = { m: n, n: 10, k: size, aRow: size, aCol: 1, bRow: 10, bCol: 1 };
  const logits = matmul(a, dense, product).map((sum, i) => sum + denseBias[i % 10]!);
  const dLogits = logits.map((logit, i) => {
    const row = logits.subarray(i - i % 10, i - i % 10 + 10);
    const p = Math.exp(logit) / row.reduce((sum, other) => sum + Math.exp(other), 0);
    return (p - (labels[from + Math.floor(i / 10)] === i % 10 ? 1 : 0)) / n;
  });
  const byWeight = { m: size, n: 10, k: n, aRow: 1, aCol: size, bRow: 10, bCol: 1 };
  const byInput = { m: n, n: size, k: 10, aRow: 10, aCol: 1, bRow: 1, bCol: 10 };
  const dy = matmul(dLogits, dense, byInput).map((slope, i) => a[i]! > 0 ? slope : 0);
  const columns = (values: Float64Array, count: number) =>
    values.reduce((sums, value, i) => (sums[i % count]! += value, sums), new Float64Array(count));
  return {
    "conv.kernel": conv2dBackpropFilter(x, dy, s),
    "conv.bias": columns(dy, 32),
    "dense.kernel": matmul(a, dLogits, byWeight),
    "dense.bias": columns(dLogits, 10),
  } as Record<string, Float64Array>;
}

/** The norms of the values' parts: hypot takes only so many arguments. */
function norms(values: ArrayLike<number>): number[] {
  const parts: number[] = [];
  for (let at = 0; at < values.length; at += 1000) {
    parts.push(Math.hypot(...Array.prototype.slice.call(values, at, at + 1000)));
  }
  return parts;
}

function pick(values: ArrayLike<number>, indices: number[]): number[] {
  return indices.map((index) => values[index]!);
}

/** The run of a peer's Adam in float64 with Keras's epsilon. */
function trajectory(golden: GoldenCnn, peer: Trajectory["peer"]): Trajectory {
  return golden.expected.trajectories.find((run) =>
    run.peer === peer && run.optimizer === "Adam" && run.dtype === "float64" &&
    (run.options.eps ?? run.options.epsilon) === 1e-7
  )!;
}

function assertLosses(actual: number[], expected: number[]): void {
  assertEquals(actual.length, expected.length);
  assertWithin(actual, expected, (step) => 5e-4 * expected[step]!, "loss");
}

test("60 steps of model.fit with FusedAdam lose what PyTorch's float64 Adam loses", async (golden) => {
  await useBackend("wasm");
  const { options, loss, final_weights, final_loss_first64 } = trajectory(golden, "torch");
  const { batch_size: batchSize, steps } = golden.input;
  const { x, y } = rows(golden, 0, steps * batchSize);
  const model = goldenModel(golden);
  const [beta1, beta2] = options.betas!;
  const optimizer = new FusedAdam({
    learningRate: options.lr!,
    beta1,
    beta2,
    epsilon: options.eps!,
  });
  model.compile({ optimizer, loss: LOSS });
  const losses: number[] = [];
  const onBatchEnd = (_: number, logs?: tf.Logs) => void losses.push(logs!.loss as number);
  await model.fit(x, y, {
    batchSize,
    epochs: 1,
    shuffle: false,
    verbose: 0,
    callbacks: { onBatchEnd },
  });
  assertLosses(losses, loss);
  assertWeights(model, golden, final_weights);
  const first = rows(golden, ...golden.input.eval_rows);
  const after = model.evaluate(first.x, first.y) as tf.Scalar;
  assertAlmostEquals(after.dataSync()[0]!, final_loss_first64, 5e-4 * final_loss_first64);
  optimizer.dispose();
  tf.dispose([x, y, first.x, first.y, after]);
  model.dispose();
});

test("60 calls of trainOnBatch with FusedAdam by Keras's rule lose what Keras's Adam loses", async (golden) => {
  await useBackend("wasm");
  const { options, loss, final_weights } = trajectory(golden, "keras");
  const { batch_size: batchSize, steps } = golden.input;
  const model = goldenModel(golden);
  const optimizer = new FusedAdam({
    learningRate: options.learning_rate!,
    beta1: options.beta_1!,
    beta2: options.beta_2!,
    epsilon: options.epsilon!,
    epsilonOn: "uncorrected",
  });
  model.compile({ optimizer, loss: LOSS });
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const { x, y } = rows(golden, step * batchSize, (step + 1) * batchSize);
    losses.push(await model.trainOnBatch(x, y) as number);
    tf.dispose([x, y]);
  }
  assertLosses(losses, loss);
  assertWeights(model, golden, final_weights);
  optimizer.dispose();
  model.dispose();
});

/** The weights themselves end near the peer's: some values, and the norm of each tensor. */
function assertWeights(
  model: tf.LayersModel,
  { weights }: GoldenCnn,
  expected: Record<string, Summary>,
): void {
  const found = model.getWeights();
  Object.entries(weights).forEach(([name, { sampleIndices }], i) => {
    const values = found[i]!.dataSync();
    const { l2_norm, sample_values } = expected[name]!;
    assertAlmostEquals(Math.hypot(...norms(values)) / l2_norm, 1, 1e-3, name);
    assertWithin(pick(values, sampleIndices), sample_values, () => 2e-3, name);
  });
}
