import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { useBackend } from "descent/backend";
import { FusedAdam, type FusedAdamOptions } from "descent/kernels";
import { matmul } from "../../lib/kernels/reference/mod.ts";
import { assertWithin, floats } from "./values.ts";

const SETTINGS = { learningRate: 0.05, beta1: 0.8, beta2: 0.95, epsilon: 1e-4 };

/** A loss with all sorts of slopes: of a dense layer's weights and its bias. */
function problem(): { w: tf.Variable; b: tf.Variable; loss: () => tf.Scalar } {
  const x = tf.tensor2d(floats(6 * 5, 1), [6, 5]);
  const target = tf.tensor2d(floats(6 * 3, 2), [6, 3]);
  const w = tf.tidy(() => tf.variable(tf.tensor2d(floats(5 * 3, 3), [5, 3])));
  const b = tf.tidy(() => tf.variable(tf.tensor1d(floats(3, 4))));
  const loss = () => tf.sum(tf.square(tf.sub(tf.add(tf.matMul(x, w), b), target))) as tf.Scalar;
  return { w, b, loss };
}

function steps(optimizer: tf.Optimizer, count: number): Float32Array[] {
  return tf.tidy(() => {
    const { w, b, loss } = problem();
    for (let i = 0; i < count; i++) optimizer.minimize(loss, false, [w, b]);
    const values = [w, b].map((variable) => variable.dataSync() as Float32Array);
    tf.dispose([w, b]);
    return values;
  });
}

Deno.test("FusedAdam takes a first step of the learning rate's length, against the slope", async () => {
  await useBackend("wasm");
  const w = tf.variable(tf.tensor1d([3, -0.5, 0]));
  new FusedAdam({ learningRate: 0.1 }).minimize(() => tf.sum(tf.square(w)) as tf.Scalar);
  assertWithin(w.dataSync(), [2.9, -0.4, 0], () => 1e-6, "w");
  w.dispose();
});

Deno.test("FusedAdam by the corrected rule goes the way of tf.train.adam for 50 steps", async () => {
  await useBackend("wasm");
  const { learningRate, beta1, beta2, epsilon } = SETTINGS;
  const stock = tf.train.adam(learningRate, beta1, beta2, epsilon);
  const own = new FusedAdam(SETTINGS);
  const [expected, actual] = [steps(stock, 50), steps(own, 50)];
  actual.forEach((values, i) => assertWithin(values, expected[i]!, () => 2e-6, `variable ${i}`));
  assert(Math.abs(actual[0]![0]! - floats(15, 3)[0]!) > 0.01, "nothing was learnt");
  stock.dispose();
  own.dispose();
});

Deno.test("FusedAdam has Keras's and the paper's defaults: 0.001, 0.9, 0.999, 1e-7, corrected", async () => {
  await useBackend("wasm");
  const named: FusedAdamOptions = {
    ...{ learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    epsilonOn: "corrected",
  };
  assertEquals(steps(new FusedAdam(), 3), steps(new FusedAdam(named), 3));
});

Deno.test("FusedAdam's two rules differ by where epsilon stands", async () => {
  await useBackend("wasm");
  // One step: m = 0.1 g, v = 0.001 g², so √v = 0.0316 |g| and the corrected root is |g|.
  const step = (epsilonOn: "corrected" | "uncorrected") => {
    const w = tf.variable(tf.tensor1d([0]));
    const optimizer = new FusedAdam({ learningRate: 1, epsilon: 1, epsilonOn });
    optimizer.applyGradients([{ name: w.name, tensor: tf.tensor1d([1]) }]);
    const value = w.dataSync()[0]!;
    tf.dispose(w);
    optimizer.dispose();
    return value;
  };
  const root = Math.sqrt(0.001);
  assertWithin([step("corrected")], [-1 / (1 + 1)], () => 1e-6, "corrected");
  assertWithin([step("uncorrected")], [-root / (root + 1)], () => 1e-6, "uncorrected");
});

Deno.test("FusedAdam never writes into a weight: each step makes a new buffer", async () => {
  await useBackend("wasm");
  const { w, loss } = problem();
  const optimizer = new FusedAdam();
  for (let i = 0; i < 5; i++) {
    const before = w.dataId;
    const copy = tf.clone(w);
    const values = copy.dataSync().slice();
    optimizer.minimize(loss, false, [w]);
    assertNotEquals(w.dataId, before);
    assertEquals(copy.dataSync(), values); // who holds the old weights, keeps them
    copy.dispose();
  }
  optimizer.dispose();
});

Deno.test("tfjs's own kernels, which keep packed weights by tensor, see FusedAdam's new ones", async () => {
  await useBackend("wasm");
  const w = tf.variable(tf.tensor2d(floats(5 * 4, 1), [5, 4]));
  const filter = tf.variable(tf.tensor4d(floats(2 * 2 * 1 * 3, 2), [2, 2, 1, 3]));
  const optimizer = new FusedAdam({ learningRate: 0.5 });
  const x = floats(3 * 5, 3);
  // relu6 and dilation are left to tfjs's own kernels.
  const product = () =>
    tf.tidy(() =>
      tf.fused.matMul({ a: tf.tensor2d(x, [3, 5]), b: w as tf.Tensor2D, activation: "relu6" })
        .dataSync()
    );
  const corner = () =>
    tf.tidy(() =>
      tf.conv2d(tf.ones([1, 3, 3, 1]) as tf.Tensor4D, filter as tf.Tensor4D, 1, "valid", "NHWC", 2)
        .dataSync()
    );
  for (let i = 0; i < 3; i++) {
    const shape = { m: 3, n: 4, k: 5, aRow: 5, aCol: 1, bRow: 4, bCol: 1 };
    const expected = matmul(x, w.dataSync(), shape).map((y) => Math.min(6, Math.max(0, y)));
    assertWithin(product(), expected, () => 1e-5, `product after ${i} steps`);
    const taps = filter.dataSync();
    const sums = [0, 1, 2].map((o) => [0, 3, 6, 9].reduce((sum, t) => sum + taps[t + o]!, 0));
    assertWithin(corner(), sums, () => 1e-5, `convolution after ${i} steps`);
    tf.tidy(() =>
      optimizer.applyGradients([
        { name: w.name, tensor: tf.ones([5, 4]) },
        { name: filter.name, tensor: tf.ones([2, 2, 1, 3]) },
      ])
    );
  }
  tf.dispose([w, filter]);
  optimizer.dispose();
});

Deno.test("FusedAdam leaves a parameter without a gradient untouched, and its moments too", async () => {
  await useBackend("wasm");
  const [used, idle] = [tf.variable(tf.tensor1d([1])), tf.variable(tf.tensor1d([2]))];
  const optimizer = new FusedAdam({ learningRate: 0.1 });
  const idleId = idle.dataId;
  for (let i = 0; i < 3; i++) {
    optimizer.minimize(() => tf.sum(tf.square(used)) as tf.Scalar, false, [used, idle]);
  }
  assertEquals([idle.dataId, idle.dataSync()[0]], [idleId, 2]);
  assert(used.dataSync()[0]! < 1);
  tf.dispose([used, idle]);
  optimizer.dispose();
});

Deno.test("FusedAdam knows a variable by itself, not by a name that is used again", async () => {
  await useBackend("wasm");
  const optimizer = new FusedAdam({ learningRate: 0.1 });
  for (const length of [2, 1000]) {
    const w = tf.variable(tf.ones([length]), true, "used_twice");
    optimizer.minimize(() => tf.sum(tf.square(w)) as tf.Scalar, false, [w]);
    assert(w.dataSync().every((value) => value < 1 && value > 0.5), `${length} values`);
    w.dispose();
  }
  optimizer.dispose();
});

Deno.test("FusedAdam holds two tensors a parameter and gives all of them back", async () => {
  await useBackend("wasm");
  const { w, b, loss } = problem();
  const before = tf.memory();
  const optimizer = new FusedAdam();
  for (let i = 0; i < 10; i++) optimizer.minimize(loss, false, [w, b]);
  assertEquals(tf.memory().numTensors, before.numTensors + 2 * 2);
  optimizer.dispose();
  assertEquals(tf.memory().numTensors, before.numTensors);
  assertEquals(tf.memory().numDataBuffers, before.numDataBuffers);
});

Deno.test("FusedAdam works as a model's optimizer, and is Adam by name", async () => {
  await useBackend("wasm");
  const kernelInitializer = tf.initializers.ones(); // far from the solution, which is 0
  const dense = tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer });
  const model = tf.sequential({ layers: [dense] });
  const optimizer = new FusedAdam({ learningRate: 0.1 });
  model.compile({ optimizer, loss: "meanSquaredError" });
  const [x, y] = [tf.tensor2d(floats(40, 1), [20, 2]), tf.zeros([20, 1])];
  const { history } = await model.fit(x, y, { epochs: 20, verbose: 0 });
  assert((history.loss!.at(-1) as number) < 0.1 * (history.loss![0] as number));
  assertEquals(optimizer.getClassName(), "Adam");
  assertEquals(optimizer.getConfig(), {
    ...{ learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  });
  tf.dispose([x, y]);
  model.dispose();
});

const WRONG: [Record<string, unknown>, string][] = [
  [{ learningRate: 0 }, "learningRate must be a finite number above 0, got 0"],
  [{ learningRate: NaN }, "learningRate must be a finite number above 0, got NaN"],
  [{ learningRate: Infinity }, "learningRate must be a finite number above 0, got Infinity"],
  [{ beta1: 1 }, "beta1 must be at least 0 and below 1, got 1"],
  [{ beta1: -0.1 }, "beta1 must be at least 0 and below 1, got -0.1"],
  [{ beta2: NaN }, "beta2 must be at least 0 and below 1, got NaN"],
  [{ epsilon: 0 }, "epsilon must be a finite number above 0, got 0"],
  [{ epsilonOn: "keras" }, 'epsilonOn must be "corrected" or "uncorrected", got "keras"'],
];
for (const [options, needed] of WRONG) {
  Deno.test(`FusedAdam refuses ${JSON.stringify(options)} and says what would be right`, () => {
    assertThrows(
      () => new FusedAdam(options as FusedAdamOptions),
      RangeError,
      `Cannot create FusedAdam: ${needed}`,
    );
  });
}

Deno.test("FusedAdam takes a beta of 0", () => {
  new FusedAdam({ beta1: 0, beta2: 0 }).dispose();
});

Deno.test("FusedAdam refuses a step on another backend, names the mend and changes nothing", async () => {
  await useBackend("cpu");
  const w = tf.variable(tf.tensor1d([1, 2]));
  const optimizer = new FusedAdam();
  assertThrows(
    () => optimizer.minimize(() => tf.sum(tf.square(w)) as tf.Scalar, false, [w]),
    RangeError,
    'Cannot take a step with FusedAdam: the backend must be "wasm"; take tf.train.adam on others, got "cpu"',
  );
  assertEquals([...w.dataSync()], [1, 2]);
  w.dispose();
  await useBackend("wasm");
});
