import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import fc from "fast-check";
import { assert, assertEquals } from "@std/assert";
import { useBackend } from "descent/backend";
import { heapOf, watchKernels } from "descent/kernels";
import { floats, range } from "./values.ts";

const N = 5000; // enough to be put off

/** What a run calls of the kernels for arithmetic. */
function callsOf(run: () => void): string[] {
  const called: string[] = [];
  const heap = heapOf(tf.backend() as BackendWasm);
  const stop = watchKernels(heap, ({ calls }) => called.push(...calls.map(({ name }) => name)));
  run();
  stop();
  return called.filter((name) =>
    ["adamBySteps", "arithmetic", "elementwise", "sqrt"].includes(name)
  );
}

/** Steps of `tf.train.adam` on one weight, as tfjs writes them, each value looked at if `look`. */
function adam(steps: number, look: boolean): Float32Array[] {
  return tf.tidy(() => {
    let [w, m, v] = [tf.tensor1d(floats(N, 1)), tf.zeros([N]), tf.zeros([N])] as tf.Tensor[];
    const see = <T extends tf.Tensor>(x: T): T => {
      if (look) x.dataSync();
      return x;
    };
    for (let t = 1; t <= steps; t++) {
      const g = tf.tensor1d(floats(N, 10 + t));
      m = see(tf.add(see(tf.mul(m!, 0.9)), see(tf.mul(g, 0.1))));
      v = see(tf.add(see(tf.mul(v!, 0.99)), see(tf.mul(see(tf.square(g)), 0.01))));
      const [first, second] = [see(tf.div(m, 1 - 0.9 ** t)), see(tf.div(v, 1 - 0.99 ** t))];
      const step = see(tf.div(first, see(tf.add(see(tf.sqrt(second)), 1e-7))));
      w = see(tf.add(see(tf.mul(step, -0.1)), w!));
    }
    return [w!, m!, v!].map((tensor) => tensor.dataSync() as Float32Array);
  });
}

Deno.test("what an optimiser does to a weight is one pass, with the bits of its steps", async () => {
  for (const threads of [1, 2]) {
    await useBackend("wasm", { threads });
    for (const steps of [1, 2, 5]) {
      let values: Float32Array[] = [];
      const called = callsOf(() => values = adam(steps, false));
      assertEquals(values, adam(steps, true));
      if (threads === 1) assert(called.length <= steps, `${called}`); // 14 operations a step
    }
  }
});

Deno.test("a step of Adam is one kernel, wherever its moments are looked at", async () => {
  await useBackend("wasm", { threads: 1 });
  const seen = [[], [0], [1], [2], [1, 0], [2, 1]].map((order) => {
    let values: Float32Array[] = [];
    const called = callsOf(() => {
      values = tf.tidy(() => {
        const [w, m, v, g] = range(0, 3).map((seed) => tf.square(tf.tensor1d(floats(N, seed))));
        for (const tensor of [w!, m!, v!, g!]) tensor.dataSync();
        const first = tf.add(tf.mul(m!, 0.9), tf.mul(g!, 0.1));
        const second = tf.add(tf.mul(v!, 0.99), tf.mul(tf.square(g!), 0.01));
        const root = tf.add(tf.sqrt(tf.div(second, 0.3)), 1e-7);
        const all = [tf.add(tf.mul(tf.div(tf.div(first, 0.2), root), -0.1), w!), first, second];
        for (const i of order) all[i]!.dataSync();
        return all.map((tensor) => tensor.dataSync() as Float32Array);
      });
    });
    return { values, called };
  });
  for (const { values } of seen) assertEquals(values, seen[0]!.values);
  assertEquals(seen.map(({ called }) => called.includes("adamBySteps")), [
    ...[true, true, false, false, false, false],
  ]);
});

Deno.test("expressions end somewhere: of many steps some are done on the way", async () => {
  await useBackend("wasm", { threads: 1 });
  const before = tf.memory();
  tf.tidy(() => {
    let x: tf.Tensor = tf.zeros([N]);
    const called = callsOf(() => {
      for (let i = 0; i < 1000; i++) x = tf.add(x, 1);
    });
    assert(called.length >= 1000 / 48 - 1, `${called.length}`);
    assertEquals(x.dataSync(), new Float32Array(N).fill(1000));
  });
  assertEquals(tf.memory(), before);
});

Deno.test("what nobody reads is not computed", async () => {
  await useBackend("wasm");
  const called = callsOf(() => {
    tf.tidy(() => void tf.sqrt(tf.mul(tf.ones([N]), 2)));
  });
  assertEquals(called, []);
});

Deno.test("few values are computed at once", async () => {
  await useBackend("wasm");
  const called = callsOf(() => tf.tidy(() => void tf.add(tf.ones([100]), tf.ones([100]))));
  assertEquals(called, ["arithmetic"]);
});

Deno.test("model.fit keeps no tensor of its optimisers' steps", async () => {
  await useBackend("wasm");
  const optimizers = [tf.train.adam, tf.train.rmsprop, tf.train.adagrad, tf.train.adamax];
  for (const create of optimizers) {
    const backend = tf.backend() as BackendWasm;
    const before = [tf.memory(), backend.numDataIds()];
    const [x, y] = [
      tf.tensor2d(floats(8 * 100, 1), [8, 100]),
      tf.tensor2d(floats(400, 2), [8, 50]),
    ];
    const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [100], units: 50 })] });
    const optimizer = create(0.01);
    model.compile({ optimizer, loss: "meanSquaredError" });
    const { history } = await model.fit(x, y, { epochs: 5, verbose: 0 });
    const losses = history["loss"] as number[];
    assert(losses.every((loss, i) => i === 0 || loss < losses[i - 1]!), `${losses}`);
    tf.dispose([x, y]);
    model.dispose();
    optimizer.dispose();
    assertEquals([tf.memory(), backend.numDataIds()], before);
  }
});

/** An operation on tensors made before, by their numbers, or a look at or the end of one of them. */
type Act = { what: "add" | "sub" | "mul" | "div" | "sqrt" | "read" | "drop"; a: number; b: number };

Deno.test("any order of operations, looks and disposals gives what step by step gives", async () => {
  await useBackend("wasm", { threads: 1 });
  const act = fc.record({
    what: fc.constantFrom<Act["what"]>("add", "sub", "mul", "div", "sqrt", "read", "drop"),
    a: fc.nat(1000),
    b: fc.nat(1000),
  });
  const before = tf.memory();
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const make = () => [tf.tensor1d(floats(N, 1)), tf.tensor1d(floats(N, 2)), tf.scalar(0.5)];
      const all: tf.Tensor[] = make();
      const expected = make().map((tensor) => {
        const values = tensor.dataSync();
        tensor.dispose();
        return values as Float32Array;
      });
      for (const { what, a, b } of acts) {
        if (all.length === 0) break;
        const [i, j] = [a % all.length, b % all.length];
        const [x, y] = [all[i]!, all[j]!];
        if (what === "read") assertEquals(x.dataSync(), expected[i]);
        else if (what === "drop") {
          x.dispose();
          all.splice(i, 1);
          expected.splice(i, 1);
        } else {
          all.push(what === "sqrt" ? tf.sqrt(x) : tf[what](x, y));
          expected.push(stepByStep(what, expected[i]!, expected[j]!));
        }
      }
      all.forEach((tensor, i) => assertEquals(tensor.dataSync(), expected[i]));
      tf.dispose(all);
      assertEquals(tf.memory(), before);
    }),
    { numRuns: 60, seed: 1 },
  );
});

function stepByStep(what: Act["what"], a: Float32Array, b: Float32Array): Float32Array {
  const n = what === "sqrt" ? a.length : Math.max(a.length, b.length);
  return Float32Array.from({ length: n }, (_, i) => {
    const [x, y] = [a[a.length === 1 ? 0 : i]!, b[b.length === 1 ? 0 : i]!];
    if (what === "sqrt") return Math.sqrt(x);
    return what === "add" ? x + y : what === "sub" ? x - y : what === "mul" ? x * y : x / y;
  });
}
