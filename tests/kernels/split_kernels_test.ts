import { assert, assertEquals } from "@std/assert";
import { type Kernels, loadKernels, type Pool } from "descent/kernels";
import { splitKernels } from "../../lib/kernels/split_kernels.ts";
import { floats } from "./values.ts";

/** One of the kernels, called on addresses of blocks and on numbers. */
type Case = { name: keyof Kernels; args: (number | Place)[] };
/** A block of so many floats: what it holds comes from `seed`. */
type Place = { floats: number; seed: number };

let seed = 1;
const place = (count: number): Place => ({ floats: count, seed: seed++ });
const none = 0;

const N = 70_003; // values: large enough for four parts, and of no whole number of vectors
const [ROWS, COLUMNS] = [2003, 67];
/** Images of 9 × 7 with 33 channels; windows of 3 × 2, strides 2 and 1, padding 1 above. */
const [IMAGES, SIZE, OUT] = [61, 9 * 7 * 33, 5 * 6 * 33];
const volume = [IMAGES, 1, 9, 7, 33, 1, 5, 6, 1, 3, 2, 1, 2, 1, 0, 1, 0];
const depthwise = [IMAGES, 9, 7, 33, 5, 6, 3, 2, 2, 1, 1, 1, 1, 0];

const CASES: Case[] = [
  { name: "activate", args: [place(N), none, place(N), N, 2] },
  { name: "activateGrad", args: [place(N), place(N), place(N), place(N), N, 2] },
  { name: "adadelta", args: [place(N), place(N), place(N), place(N), N, 1, 0.9, 1e-7] },
  {
    name: "adam",
    args: [...[place(N), place(N), place(N), place(N), place(N)], N, 0.1, 0.9, 0.99, 1e-7, 2],
  },
  {
    name: "adamBySteps",
    args: [
      ...[place(N), place(N), place(N), place(N), place(N), place(N), place(N), N],
      ...[0.9, 0.1, 0.99, 0.01, 0.5, 0.25, 1e-7, -0.1],
    ],
  },
  { name: "clip", args: [place(N), place(N), N, -0.5, 0.5] },
  { name: "clipGrad", args: [place(N), place(N), place(N), N, -0.5, 0.5] },
  {
    name: "softmaxGrad",
    args: [
      ...[place(ROWS * COLUMNS), place(ROWS * COLUMNS), place(ROWS * COLUMNS)],
      ...[ROWS, COLUMNS],
    ],
  },
  { name: "transpose", args: [place(ROWS * COLUMNS), place(ROWS * COLUMNS), ROWS, COLUMNS] },
  { name: "reluGrad", args: [place(N), place(N), place(N), N] },
  { name: "sgd", args: [place(N), place(N), N, 0.1] },
  { name: "sqrt", args: [place(N), place(N), N] },
  { name: "dropout", args: [place(N), place(N), N, 77, 2 ** 30, 2] },
  { name: "arithmetic", args: [place(N), place(N), place(N), N, 3, 0] },
  { name: "arithmetic", args: [place(1), place(N), place(N), N, 1, 1] },
  { name: "arithmetic", args: [place(N), place(1), place(N), N, 2, 2] },
  {
    name: "addBias",
    args: [place(ROWS * COLUMNS), place(COLUMNS), place(ROWS * COLUMNS), ROWS, COLUMNS, 1],
  },
  {
    name: "normalize",
    args: [
      ...[place(ROWS * COLUMNS), place(COLUMNS), place(COLUMNS), place(COLUMNS)],
      ...[place(ROWS * COLUMNS), ROWS, COLUMNS, 0],
    ],
  },
  { name: "columnSums", args: [place(ROWS * COLUMNS), place(COLUMNS), ROWS, COLUMNS] },
  {
    name: "reluGradBias",
    args: [
      ...[place(ROWS * COLUMNS), place(ROWS * COLUMNS), place(ROWS * COLUMNS), place(COLUMNS)],
      ...[ROWS, COLUMNS],
    ],
  },
  { name: "avgPool3d", args: [place(IMAGES * SIZE), place(IMAGES * OUT), ...volume] },
  { name: "avgPool3dGrad", args: [place(IMAGES * OUT), place(IMAGES * SIZE), ...volume] },
  { name: "maxPool3d", args: [place(IMAGES * SIZE), place(IMAGES * OUT), ...volume] },
  {
    name: "maxPoolGrad",
    args: [
      ...[place(IMAGES * SIZE), place(IMAGES * OUT), place(IMAGES * SIZE)],
      ...[IMAGES, 9, 7, 33, 5, 6, 3, 2, 2, 1, 1, 0],
    ],
  },
  {
    name: "globalMaxGrad",
    args: [
      ...[place(IMAGES * SIZE), place(IMAGES * 33), place(IMAGES * 33), place(IMAGES * SIZE)],
      ...[IMAGES, 63, 33],
    ],
  },
  {
    name: "depthwiseConv2d",
    args: [place(IMAGES * SIZE), place(6 * 33), place(IMAGES * OUT), ...depthwise],
  },
  {
    name: "depthwiseBackpropInput",
    args: [place(IMAGES * OUT), place(6 * 33), place(IMAGES * SIZE), ...depthwise],
  },
  {
    name: "pad",
    args: [place(IMAGES * SIZE), place(IMAGES * 11 * 8 * 33), IMAGES, 9, 7, 33, 11, 8, 1, 0, 1, 1],
  },
];

/** The memory after one call, by a pool that says it has so many threads; and in how many parts. */
function run({ name, args }: Case, threads: number): { memory: Float32Array; parts: number } {
  const memory = new WebAssembly.Memory({ initial: 64 });
  const { kernels } = loadKernels(memory);
  const values = new Float32Array(memory.buffer);
  let parts = 0;
  const pool: Pool = {
    threads,
    use() {},
    run(ranges, call) {
      parts += ranges.length;
      ranges.toReversed().forEach((range, part) => call(kernels, range, part));
    },
  };
  let at = 1024;
  const given = args.map((arg) => {
    if (typeof arg === "number") return arg;
    values.set(floats(arg.floats, arg.seed), at);
    at += arg.floats + 16;
    return 4 * (at - arg.floats - 16);
  });
  const split = splitKernels(kernels, pool) as Record<string, unknown>;
  (split[name] as (...args: number[]) => void)(...given);
  return { memory: values, parts };
}

for (const each of CASES) {
  Deno.test(`splitKernels() cuts ${each.name}() without changing a bit`, () => {
    const alone = run(each, 1);
    assert(alone.memory.some((value) => value !== 0));
    for (const threads of [2, 3, 4]) {
      const { memory, parts } = run(each, threads);
      assertEquals(parts, threads);
      assertEquals(memory.findIndex((value, i) => !Object.is(value, alone.memory[i])), -1);
    }
  });
}

Deno.test("splitKernels() cuts gather() without changing a bit", () => {
  const memory = new WebAssembly.Memory({ initial: 64 });
  const { kernels } = loadKernels(memory);
  const values = new Float32Array(memory.buffer);
  const [rows, n, columns] = [50, 3001, 67];
  values.set(floats(rows * columns, 1), 1024);
  const index = new Int32Array(memory.buffer, 4 * 10_000, n).map((_, i) => (i * 7) % rows);
  new Int32Array(memory.buffer).set(index, 10_000);
  const outs = [1, 3].map((threads) => {
    const pool: Pool = {
      threads,
      use() {},
      run: (ranges, call) => ranges.forEach((range, part) => call(kernels, range, part)),
    };
    splitKernels(kernels, pool).gather(4096, 40_000, 4 * 20_000, n, 4 * columns);
    return values.slice(20_000, 20_000 + n * columns);
  });
  assertEquals(outs[1], outs[0]);
  assertEquals(outs[0]![67], values[1024 + 7 * 67]);
});
