import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import { conv2dAt, heapOf, type Kernels, watchKernels } from "descent/kernels";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { useBackend } from "descent/backend";
import {
  conv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  type ConvShape,
} from "../../lib/kernels/reference/mod.ts";
import { winogradFilterAt, winogradWins } from "../../lib/kernels/winograd_at.ts";
import { assertWithin, floats } from "./values.ts";

type Case = { x: [number, number, number, number]; outC: number; k?: number; stride?: number };

function infoOf({ x, outC, k = 3, stride = 1 }: Case, pad: "same" | "valid" = "valid") {
  return tf.backend_util.computeConv2DInfo(x, [k, k, x[3], outC], stride, 1, pad);
}

const CASES: [Case, "same" | "valid", boolean][] = [
  [{ x: [32, 26, 26, 32], outC: 64 }, "valid", true], // the second layer of a larger network
  [{ x: [32, 24, 24, 64], outC: 32 }, "same", true],
  [{ x: [1, 28, 28, 32], outC: 64 }, "same", true],
  [{ x: [8, 28, 28, 8], outC: 8 }, "same", true],
  [{ x: [8, 8, 8, 128], outC: 128 }, "same", true],
  [{ x: [32, 28, 28, 1], outC: 32 }, "valid", false], // transforms cost more than they save
  [{ x: [32, 28, 28, 3], outC: 64 }, "valid", false], // the kernels take four channels or more
  [{ x: [32, 28, 28, 64], outC: 3 }, "valid", false],
  [{ x: [32, 28, 28, 4], outC: 4 }, "same", false],
  [{ x: [8, 5, 5, 64], outC: 64 }, "same", false], // most of four tiles of 4 × 4 lies outside
  [{ x: [32, 3, 3, 64], outC: 64 }, "valid", false],
  [{ x: [1, 4, 4, 512], outC: 512 }, "same", false], // the filters' transform is never repaid
  [{ x: [32, 26, 26, 32], outC: 64, k: 5 }, "same", false],
  [{ x: [32, 26, 26, 32], outC: 64, k: 1 }, "same", false],
  [{ x: [32, 26, 26, 32], outC: 64, stride: 2 }, "same", false],
];

for (const [c, pad, expected] of CASES) {
  const { k = 3, stride = 1 } = c;
  const what = `${c.x.join(" × ")}, ${c.outC} filters ${k} × ${k}, step ${stride}, ${pad}`;
  Deno.test(`Winograd's algorithm ${expected ? "takes" : "leaves"} ${what}`, () => {
    assertEquals(winogradWins(infoOf(c, pad)), expected);
  });
}

const SIZES: Case = { x: [3, 13, 14, 16], outC: 24 };
const DIRECT = ["conv2d", "conv2dBackpropFilter"];
const WINOGRAD = ["winogradConv2d", "winogradBackpropFilter"];

/** y, dx and dw of a convolution on WASM, and the kernels that were called for them. */
async function compute(change: (x: Float32Array, w: Float32Array, dy: Float32Array) => void) {
  await useBackend("wasm", { threads: 1 });
  const { x: shape, outC } = SIZES;
  const [xs, ws] = [floats(shape.reduce((a, b) => a * b), 1), floats(9 * shape[3] * outC, 2)];
  const dys = floats(3 * 11 * 12 * outC, 3);
  change(xs, ws, dys);
  const called: (keyof Kernels)[][] = [];
  const tensors = tf.tidy(() => {
    const [x, w] = [tf.tensor4d(xs, shape), tf.tensor4d(ws, [3, 3, shape[3], outC])];
    const dy = tf.tensor4d(dys, [3, 11, 12, outC]);
    return [
      () => tf.conv2d(x, w, 1, "valid"),
      () => tf.conv2dTranspose(dy, w, shape, 1, "valid"),
      () => tf.grad((w) => tf.conv2d(x, w as tf.Tensor4D, 1, "valid"))(w, dy),
    ].map((run) => {
      const names: (keyof Kernels)[] = [];
      const stop = watchKernels(
        heapOf(tf.backend() as BackendWasm),
        ({ calls }) => names.push(...calls.map(({ name }) => name)),
      );
      const result = run();
      result.dataSync(); // a convolution waits until somebody asks
      stop();
      called.push(names);
      return result;
    });
  });
  const values = tensors.map((tensor) => (tensor.dataSync() as Float32Array).slice());
  tf.dispose(tensors);
  return { xs, ws, dys, values, called };
}

const PLAIN: ConvShape = {
  ...{ batch: 3, inH: 13, inW: 14, inC: 16, kH: 3, kW: 3, outC: 24, outH: 11, outW: 12 },
  ...{ strideH: 1, strideW: 1 },
};

Deno.test("a convolution and its gradients on WASM go by Winograd's algorithm where it wins", async () => {
  const { xs, ws, dys, values, called } = await compute(() => {});
  [WINOGRAD[0]!, WINOGRAD[0]!, WINOGRAD[1]!].forEach((name, i) => {
    assert(called[i]!.includes(name as keyof Kernels), `${called[i]}`);
    assert(!called[i]!.some((other) => DIRECT.includes(other)), `${called[i]}`);
  });
  const expected = [
    conv2d(xs, ws, PLAIN),
    conv2dBackpropInput(dys, ws, PLAIN),
    conv2dBackpropFilter(xs, dys, PLAIN),
  ];
  expected.forEach((all, i) => {
    const largest = all.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    assertWithin(values[i]!, all, () => 4e-6 * largest, ["y", "dx", "dw"][i]!);
  });
});

Deno.test("a convolution of numbers that are not finite goes the direct way, and gives its NaNs", async () => {
  for (const bad of [NaN, Infinity]) {
    const { xs, ws, dys, values, called } = await compute((x, _w, dy) => {
      x[(5 * 14 + 6) * 16 + 3] = bad;
      dy[(5 * 12 + 6) * 24 + 3] = bad;
    });
    called.forEach((names, i) => {
      assert(!names.some((name) => WINOGRAD.includes(name)), `${["y", "dx", "dw"][i]}: ${names}`);
    });
    const where = (all: ArrayLike<number>) => Array.from(all, (value) => Number.isFinite(value));
    assertEquals(where(values[0]!), where(conv2d(xs, ws, PLAIN)));
    assertEquals(where(values[1]!), where(conv2dBackpropInput(dys, ws, PLAIN)));
    assertEquals(where(values[2]!), where(conv2dBackpropFilter(xs, dys, PLAIN)));
  }
});

Deno.test("a convolution gives the same with its filter transformed beforehand, for any batch", async () => {
  await useBackend("wasm");
  const heap = heapOf(tf.backend() as BackendWasm);
  const [inC, outC, batch] = [16, 24, 3];
  const room = (count: number) => heap.allocate(count);
  const blocks = [room(9 * inC * outC), room(batch * 13 * 14 * inC), room(outC)];
  const [w, x, bias] = blocks.map(({ address }) => address) as [number, number, number];
  heap.floats(w, 9 * inC * outC).set(floats(9 * inC * outC, 1));
  heap.floats(x, batch * 13 * 14 * inC).set(floats(batch * 13 * 14 * inC, 2));
  heap.floats(bias, outC).set(floats(outC, 3));
  const sizes = (batch: number) => infoOf({ x: [batch, 13, 14, inC], outC }, "valid");
  const u = winogradFilterAt(heap, sizes(batch), w, (count) => {
    const block = room(count);
    blocks.push(block);
    return block.address;
  })!;
  const results = [undefined, u].map((u) => {
    const y = room(batch * 11 * 12 * outC);
    blocks.push(y);
    conv2dAt(heap, sizes(batch), { x, w, u, bias, y: y.address }, true);
    return heap.floats(y.address, batch * 11 * 12 * outC).slice();
  });
  assertEquals(results[0], results[1]);
  const one = room(11 * 12 * outC);
  conv2dAt(heap, sizes(1), { x, w, u, bias, y: one.address }, true);
  assertEquals(heap.floats(one.address, 11 * 12 * outC), results[1]!.slice(0, 11 * 12 * outC));
  heap.floats(x, 1)[0] = Infinity; // goes the direct way, which reaches nine outputs and no more
  conv2dAt(heap, sizes(1), { x, w, u, bias: 0, y: one.address }, false);
  const infinite = heap.floats(one.address, 11 * 12 * outC).filter((value) => !isFinite(value));
  assertEquals(infinite.length, outC);
  [...blocks, one].forEach((block) => heap.free(block));
});

Deno.test("a filter is transformed beforehand only where Winograd's algorithm suits and it is finite", async () => {
  await useBackend("wasm");
  const heap = heapOf(tf.backend() as BackendWasm);
  const refuse = (): number => {
    throw new RangeError("nothing shall be allocated");
  };
  const w = heap.allocate(9 * 16 * 24);
  heap.floats(w.address, 9 * 16 * 24).fill(1)[7] = NaN;
  const info = (given: Case) => infoOf(given, "valid");
  for (
    const given of [
      { x: [3, 13, 14, 16], outC: 24 }, // not finite
      { x: [3, 13, 14, 16], outC: 24, k: 1 },
      { x: [3, 13, 14, 16], outC: 24, stride: 2 },
      { x: [3, 28, 28, 1], outC: 32 },
    ] as Case[]
  ) {
    assertEquals(winogradFilterAt(heap, info(given), w.address, refuse), undefined);
  }
  heap.free(w);
});
