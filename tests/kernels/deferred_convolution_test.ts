import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { assert, assertEquals } from "@std/assert";
import { useBackend } from "descent/backend";
import { createPrng } from "descent/core";
import { heapOf, type Kernels, watchKernels } from "descent/kernels";
import { assertWithin, floats } from "./values.ts";

const IMAGES = 9;
const SIDE = 12;
const POSITIONS = (SIDE - 2) ** 2;

type Sizes = { units?: number; channels?: number; ink?: number; relu?: boolean; bias?: boolean };

/** Images with ink on the first lines alone, and the weights of a convolution and a dense layer. */
function problem({ units = 10, channels = 8, ink = 0.3 }: Sizes) {
  const prng = createPrng(5);
  const pixels = Float32Array.from(
    { length: IMAGES * SIDE * SIDE },
    (_, i) => i % (SIDE * SIDE) < ink * SIDE * SIDE && i % 5 ? prng.next() : 0,
  );
  return {
    x: tf.tensor4d(pixels, [IMAGES, SIDE, SIDE, 1]),
    weights: [
      tf.tensor4d(floats(9 * channels, 1), [3, 3, 1, channels]),
      tf.tensor1d(floats(channels, 2)),
      tf.tensor2d(floats(POSITIONS * channels * units, 3), [POSITIONS * channels, units]),
    ],
  };
}

type Weights = [tf.Tensor4D, tf.Tensor1D, tf.Tensor2D];

/** A convolution and a dense layer, as tfjs's layers compute them in training. */
function network(x: tf.Tensor4D, { bias = true, relu = true }: Sizes, look = false) {
  return (...[w, b, dense]: tf.Tensor[]): tf.Tensor => {
    let y: tf.Tensor = tf.conv2d(x, w as tf.Tensor4D, 1, "valid");
    if (bias) y = tf.add(y, b!);
    if (relu) y = tf.relu(y);
    if (look) y.dataSync();
    return tf.matMul(tf.reshape(y, [IMAGES, -1]), dense as tf.Tensor2D);
  };
}

/** Logits and gradients of a network, and the kernels called for them. */
function compute(sizes: Sizes, look: boolean): { values: Float32Array[]; called: string[] } {
  const called: (keyof Kernels)[] = [];
  const heap = heapOf(tf.backend() as BackendWasm);
  const stop = watchKernels(heap, ({ calls }) => called.push(...calls.map(({ name }) => name)));
  const values = tf.tidy(() => {
    const { x, weights } = problem(sizes);
    const { value, grads } = tf.valueAndGrads(network(x, sizes, look))(
      weights,
      tf.tensor2d(floats(IMAGES * (sizes.units ?? 10), 4), [IMAGES, sizes.units ?? 10]),
    );
    return [value, ...grads].map((tensor) => tensor.dataSync().slice() as Float32Array);
  });
  stop();
  return { values, called };
}

/** The terms that a value is the sum of are some thousands, of a size near 1. */
const BOUND = 4e-4;

function assertSame(sizes: Sizes): string[] {
  const part = compute(sizes, false);
  const whole = compute(sizes, true);
  assert(!whole.called.includes("densePatches"));
  ["logits", "filter", "bias", "dense"].forEach((what, i) =>
    assertWithin(part.values[i]!, whole.values[i]!, () => BOUND, what)
  );
  return part.called;
}

const CASES: Record<string, [Sizes, byPatches: boolean]> = {
  "mostly blank images": [{}, true],
  "one unit": [{ units: 1 }, true],
  "sixteen units": [{ units: 16 }, true],
  "more channels": [{ channels: 24 }, true],
  "blank images": [{ ink: 0 }, true],
  "seventeen units": [{ units: 17 }, false],
  "channels that fill no vectors": [{ channels: 7 }, false],
  "images full of ink": [{ ink: 1 }, false],
};

for (const [name, [sizes, byPatches]] of Object.entries(CASES)) {
  Deno.test(`a dense layer and gradients of a convolution: ${name}`, async () => {
    await useBackend("wasm");
    const called = assertSame(sizes);
    for (const kernel of ["densePatches", "densePatchesGrad", "convPatchesBackpropFilter"]) {
      assertEquals(called.includes(kernel), byPatches, kernel);
    }
    assertEquals(called.includes("conv2d"), !byPatches);
  });
}

Deno.test("a dense layer on a convolution without bias, without ReLU, or without both", async () => {
  await useBackend("wasm");
  assertSame({ bias: true, relu: false });
  // tfjs has no gradient for a bias that nobody uses.
  for (const relu of [true, false]) {
    const [part, whole] = [false, true].map((look) =>
      tf.tidy(() => {
        const { x, weights: [w, b, dense] } = problem({});
        const net = network(x, { bias: false, relu }, look);
        const { value, grads } = tf.valueAndGrads((w, dense) => net(w!, b!, dense!))([w!, dense!]);
        return [value, ...grads].map((tensor) => tensor.dataSync() as Float32Array);
      })
    );
    part!.forEach((values, i) => assertWithin(values, whole![i]!, () => BOUND, `${relu}, ${i}`));
  }
});

Deno.test("a convolution, its bias and its ReLU are one kernel, if only the last is read", async () => {
  await useBackend("wasm", { threads: 1 });
  const heap = heapOf(tf.backend() as BackendWasm);
  const called: string[] = [];
  tf.tidy(() => {
    const { x, weights } = problem({ ink: 1 });
    const [w, b] = weights as Weights;
    const stop = watchKernels(heap, ({ calls }) => called.push(...calls.map(({ name }) => name)));
    const sum = tf.add(tf.conv2d(x, w, 1, "valid"), b);
    const y = tf.relu(sum);
    const values = y.dataSync();
    stop();
    const expected = sum.dataSync().map((value) => Math.max(value, 0));
    assertEquals([...values], [...expected]); // read later, it is computed by itself
  });
  assertEquals(called.filter((name) => name !== "isFinite"), ["conv2d"]);
});

Deno.test("two dense layers on one convolution get the gradients of both", async () => {
  await useBackend("wasm");
  const run = (look: boolean) =>
    tf.tidy(() => {
      const { x, weights } = problem({});
      const [w, b, first] = weights as Weights;
      const second = tf.tensor2d(floats(first.size, 8), first.shape);
      const loss = (...[w, b, first, second]: tf.Tensor[]) => {
        const y = tf.relu(tf.add(tf.conv2d(x, w as tf.Tensor4D, 1, "valid"), b!));
        if (look) y.dataSync();
        const rows = tf.reshape(y, [IMAGES, -1]);
        const [p, q] = [tf.matMul(rows, first!), tf.matMul(rows, second!)];
        return tf.add(tf.sum(tf.tanh(p)), tf.sum(tf.tanh(q)));
      };
      const { value, grads } = tf.valueAndGrads(loss)([w, b, first, second]);
      return [value, ...grads].map((tensor) => tensor.dataSync() as Float32Array);
    });
  const [part, whole] = [run(false), run(true)];
  part.forEach((values, i) => assertWithin(values, whole[i]!, () => 4 * BOUND, `${i}`));
});

Deno.test("two losses of one dense layer on a convolution get the gradients of both", async () => {
  await useBackend("wasm");
  const run = (look: boolean) =>
    tf.tidy(() => {
      const { x, weights } = problem({});
      const loss = (...all: tf.Tensor[]) => {
        const rows = tf.reshape(
          tf.relu(tf.add(tf.conv2d(x, all[0] as tf.Tensor4D, 1, "valid"), all[1]!)),
          [IMAGES, -1],
        );
        if (look) rows.dataSync();
        // The same weights twice: the gradients come one after the other.
        return tf.add(
          tf.sum(tf.sin(tf.matMul(rows, all[2]!))),
          tf.sum(tf.square(tf.matMul(rows, all[2]!))),
        );
      };
      const { value, grads } = tf.valueAndGrads(loss)(weights);
      return [value, ...grads].map((tensor) => tensor.dataSync() as Float32Array);
    });
  const [part, whole] = [run(false), run(true)];
  whole.forEach((expected, i) => {
    const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    assertWithin(part[i]!, expected, () => 1e-5 * largest, `${i}`);
  });
});

Deno.test("a weight that is not finite reaches blank patches too", async () => {
  await useBackend("wasm");
  tf.tidy(() => {
    const { x, weights } = problem({});
    const values = weights[0]!.dataSync().slice();
    values[3] = NaN;
    const broken = [tf.tensor4d(values, [3, 3, 1, 8]), ...weights.slice(1)];
    const logits = network(x, {})(...broken).dataSync();
    assert(logits.every(Number.isNaN));
  });
});

Deno.test("putting off convolutions changes no bit with the threads, and leaves nothing", async () => {
  const runs: Float32Array[][] = [];
  for (const threads of [1, 2, 3]) {
    await useBackend("wasm", { threads });
    const backend = tf.backend() as BackendWasm;
    const before = [tf.memory(), backend.numDataIds()];
    runs.push(compute({}, false).values);
    assertEquals([tf.memory(), backend.numDataIds()], before);
  }
  for (const run of runs.slice(1)) assertEquals(run, runs[0]);
});

Deno.test("a convolution is of the filter that there was when it was asked for", async () => {
  await useBackend("wasm");
  tf.tidy(() => {
    const { x, weights } = problem({});
    const filter = tf.variable(weights[0]!);
    const [first, expected] = [0, 1].map(() => tf.conv2d(x, filter as tf.Tensor4D, 1, "valid"));
    const before = expected!.dataSync();
    filter.assign(tf.neg(weights[0]!));
    assertEquals(first!.dataSync(), before);
    filter.dispose();
  });
});

Deno.test("an image at a time goes through a network as all of them do", async () => {
  await useBackend("wasm");
  tf.tidy(() => {
    const { x, weights } = problem({});
    const [w, b, dense] = weights as Weights;
    const forward = (x: tf.Tensor4D) => {
      const y = tf.fused.conv2d({
        ...{ x, filter: w, strides: 1, pad: "valid", bias: b },
        activation: "relu",
      });
      return tf.matMul(tf.reshape(y, [x.shape[0], -1]), dense).dataSync();
    };
    const all = forward(x);
    for (let i = 0; i < IMAGES; i++) {
      const one = forward(tf.slice(x, i, 1));
      assertWithin(one, all.slice(10 * i, 10 * (i + 1)), () => BOUND, `image ${i}`);
    }
  });
});
