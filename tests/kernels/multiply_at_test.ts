import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { useBackend } from "descent/backend";
import { heapOf, type Kernels, multiplyAt, watchKernels } from "descent/kernels";
import { matmul } from "descent/kernels/reference";
import { assertEquals } from "@std/assert";
import { assertWithin, floats } from "./values.ts";

await useBackend("wasm");
const heap = heapOf(tf.backend() as BackendWasm);

/** Sizes, how the factors lie, and the kernel that these ask for. */
const CASES: [
  sizes: { m: number; n: number; k: number },
  layout: { aT?: boolean },
  kernel: keyof Kernels,
][] = [
  [{ m: 32, n: 10, k: 100 }, {}, "matmulNarrow"],
  [{ m: 100, n: 10, k: 32 }, { aT: true }, "matmulOuter"],
  [{ m: 32, n: 100, k: 10 }, {}, "matmulShallow"],
  [{ m: 3, n: 40, k: 50 }, {}, "matmulRows"],
  [{ m: 37, n: 45, k: 300 }, {}, "matmulTiled"],
  [{ m: 400, n: 45, k: 260 }, {}, "matmulTiled"], // so much that threads cut the rows
  [{ m: 90, n: 410, k: 260 }, {}, "matmulTiled"], // and the columns
];

for (const [{ m, n, k }, { aT }, kernel] of CASES) {
  const sizes = `${m} × ${k} by ${k} × ${n}`;
  Deno.test(`multiplyAt() multiplies, adds a bias and takes a ReLU by ${kernel}: ${sizes}`, () => {
    const [as, bs, biases] = [floats(m * k, 1), floats(k * n, 2), floats(n, 3)];
    const blocks = [as, bs, biases, new Float32Array(m * n)].map((values) => {
      const block = heap.allocate(values.length);
      heap.floats(block.address, values.length).set(values);
      return block;
    });
    const [a, b, bias, c] = blocks.map(({ address }) => address) as Four;
    const [aRow, aCol] = aT ? [1, m] : [k, 1];
    const expected = matmul(as, bs, { m, n, k, aRow, aCol, bRow: n, bCol: 1 });
    const bound = k * 2 ** -22;
    for (const hasBias of [false, true]) {
      for (const relu of [false, true]) {
        const called = new Set<string>();
        const stop = watchKernels(
          heap,
          ({ calls }) => calls.forEach((one) => called.add(one.name)),
        );
        const left = { address: a, row: aRow, column: aCol };
        const right = { address: b, row: n, column: 1 };
        multiplyAt(heap, left, right, c, m, n, k, { bias: hasBias ? bias : 0, relu });
        stop();
        assertEquals([...called][0], kernel);
        const ended = expected.map((sum, i) => {
          const shifted = hasBias ? sum + biases[i % n]! : sum;
          return relu ? Math.max(0, shifted) : shifted;
        });
        const what = `bias ${hasBias}, ReLU ${relu}`;
        assertWithin(heap.floats(c, m * n), ended, () => bound, what);
      }
    }
    blocks.forEach((block) => heap.free(block));
  });
}

/** How much of the left factor is not 0, an odd value in the right one, and the kernel they ask for. */
const ZEROS: [share: number, odd: number | undefined, kernel: keyof Kernels][] = [
  [0.3, undefined, "matmulSparse"],
  [0, undefined, "matmulSparse"],
  [0.9, undefined, "matmulTiled"],
  [0.3, NaN, "matmulTiled"],
  [0.3, -Infinity, "matmulTiled"],
  [0, Infinity, "matmulTiled"],
];

for (const [share, odd, kernel] of ZEROS) {
  const other = odd === undefined ? "" : `, with a ${odd} in the other`;
  Deno.test(`multiplyAt() takes ${kernel} where ${share} of a factor is not 0${other}`, () => {
    for (const [m, n, k] of [[64, 128, 300], [200, 100, 300]] as const) {
      for (const { aT, bT } of [{ aT: false, bT: false }, { aT: true, bT: true }]) {
        const draws = floats(m * k, 4); // between -1 and 1: which values are wanted
        const as = floats(m * k, 1).map((x, i) => (draws[i]! + 1) / 2 < share ? x : 0);
        const bs = floats(k * n, 2);
        if (odd !== undefined) bs[n * 7 + 3] = odd;
        const blocks = [as, bs, new Float32Array(m * n)].map((values) => {
          const block = heap.allocate(values.length);
          heap.floats(block.address, values.length).set(values);
          return block;
        });
        const [a, b, c] = blocks.map(({ address }) => address) as Three;
        const left = { address: a, row: aT ? 1 : k, column: aT ? m : 1 };
        const right = { address: b, row: bT ? 1 : n, column: bT ? k : 1 };
        const called = new Set<string>();
        const stop = watchKernels(
          heap,
          ({ calls }) => calls.forEach((one) => called.add(one.name)),
        );
        multiplyAt(heap, left, right, c, m, n, k);
        stop();
        assertEquals(called.has(kernel), true, `called ${[...called]}`);
        const shape = { aRow: left.row, aCol: left.column, bRow: right.row, bCol: right.column };
        const expected = matmul(as, bs, { m, n, k, ...shape });
        assertWithin(heap.floats(c, m * n), expected, () => k * 2 ** -22, `${m} × ${n} × ${k}`);
        blocks.forEach((block) => heap.free(block));
      }
    }
  });
}

for (const n of [70, 128]) { // threads share rows and columns
  Deno.test(`multiplyAt() gives the same bits where it lists rows in several turns: ${n} columns`, () => {
    const [m, k] = [600, 300];
    const draws = floats(m * k, 4);
    const as = floats(m * k, 1).map((x, i) => draws[i]! < -0.4 ? x : 0);
    const blocks = [as, floats(k * n, 2), floats(n, 3), new Float32Array(m * n)].map((values) => {
      const block = heap.allocate(values.length);
      heap.floats(block.address, values.length).set(values);
      return block;
    });
    const [a, b, bias, c] = blocks.map(({ address }) => address) as Four;
    const right = { address: b, row: n, column: 1 };
    const called = new Set<string>();
    const stop = watchKernels(heap, ({ calls }) => calls.forEach(({ name }) => called.add(name)));
    const product = (first: number, rows: number) => {
      const left = { address: a + 4 * first * k, row: k, column: 1 };
      multiplyAt(heap, left, right, c, rows, n, k, { bias, relu: true });
      return [...heap.floats(c, rows * n)];
    };
    const whole = product(0, m);
    const parts = [0, 100, 200, 300, 400, 500].flatMap((first) => product(first, 100));
    stop();
    assertEquals(whole, parts);
    assertEquals([...called], ["listNonzeros", "matmulSparse"]);
    blocks.forEach((block) => heap.free(block));
  });
}

type Three = [number, number, number];
type Four = [number, number, number, number];
