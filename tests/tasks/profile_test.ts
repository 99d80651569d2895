import { loadKernels } from "descent/kernels";
import { assert, assertAlmostEquals, assertEquals, assertMatch, assertThrows } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { UsageError } from "../../tasks/cli/errors.ts";
import { MODELS } from "../../tasks/bench/train/models.ts";
import { nameArguments, readParameters } from "../../tasks/profile/kernel_parameters.ts";
import { opWork } from "../../tasks/profile/op_work.ts";
import { parseProfileOptions } from "../../tasks/profile/options.ts";
import type { Profile, ProfileRow } from "../../tasks/profile/profile.ts";
import { profile } from "../../tasks/profile/run.ts";
import { createTally } from "../../tasks/profile/tally.ts";
import { profileText, speedOf } from "../../tasks/profile/text.ts";
import { sumOfWork, workOf } from "../../tasks/profile/work.ts";

const YARDSTICKS = { gflops: 50, gigabytes: 20 }; // measuring takes longer than all the rest
const noHeap = () => 0;

/** Operations of all rows whose kernel has such a name. */
function flopOf(rows: readonly ProfileRow[], kernels: RegExp): number {
  return rows.filter(({ kernel }) => kernels.test(kernel)).reduce(
    (sum, { flop }) => sum + flop!,
    0,
  );
}

Deno.test("readParameters() knows every parameter of every kernel in the binary", () => {
  const parameters = readParameters();
  const { kernels } = loadKernels(new WebAssembly.Memory({ initial: 1 }));
  for (const [name, kernel] of Object.entries(kernels)) {
    if (typeof kernel === "function") {
      assertEquals(parameters.get(name)?.length, kernel.length, name);
    }
  }
  assertEquals(parameters.get("sgd"), ["w", "g", "n", "rate"]);
  assertEquals(nameArguments(["a", "n"], [64, 3]), { a: 64, n: 3 });
});

Deno.test("workOf() counts products and sums as two, and each value once", () => {
  const product = workOf("matmulTiled", { m: 2, n: 3, k: 4 }, noHeap);
  assertEquals(product, { given: "2×4 · 4×3", flop: 48, bytes: 4 * (8 + 12 + 6) });
  const sizes = { batch: 1, inH: 4, inW: 4, inC: 2, kH: 3, kW: 3, outC: 5, outH: 2, outW: 2 };
  const convolution = workOf("conv2d", sizes, noHeap);
  assertEquals(convolution.flop, 2 * (2 * 2 * 5) * (3 * 3 * 2));
  assertEquals(convolution.bytes, 4 * (32 + 90 + 20));
  const part = workOf("conv2dBackpropFilter", { ...sizes, from: 6, to: 12 }, noHeap);
  assertEquals(part.flop, convolution.flop! * 6 / 18); // 6 of the filter's 18 taps
  const images = { inH: 10, inW: 10, inC: 4, outC: 8, outH: 8, outW: 8 }; // four tiles each
  const tiles = workOf("winogradConv2d", { ...images, from: 4, to: 12 }, noHeap);
  assertEquals(tiles.given, "2×10×10×4, 8 filters 3×3");
  assertEquals(tiles.flop, 2 * 8 * 36 * 4 * 8);
  assertEquals(tiles.bytes, 4 * (2 * (400 + 512) + 36 * 32));
  const channels = workOf(
    "winogradBackpropFilter",
    { ...images, batch: 3, from: 4, to: 8 },
    noHeap,
  );
  assertEquals(channels.flop, 2 * 12 * 36 * 4 * 4);
  assertEquals(channels.bytes, 4 * (3 * (400 + 256) + 9 * 16));
  assertEquals(workOf("new", { x: 4096, n: 7 }, noHeap), { given: "n 7" });
});

Deno.test("workOf() takes from the heap how many patches are listed", () => {
  const of = { starts: 100, from: 1, to: 5, channels: 8, units: 10 };
  const { given, flop } = workOf("densePatches", of, (address) => address === 120 ? 5 : 2);
  assertEquals([given, flop], ["patches of 8, to 10", 2 * (3 * 8 * 10 + 320)]);
});

Deno.test("workOf() knows the work of every product and convolution among the kernels", () => {
  for (const [name, parameters] of readParameters()) {
    if (
      !/^(matmul|conv|depthwise|winograd)/.test(name) ||
      /^conv3d|^matmul(Blocks|Lanes|Loop)/.test(name)
    ) {
      continue; // convolutions in space are not counted; three products are a lesson's
    }
    const of = nameArguments(parameters, parameters.map((_, i) => i + 1));
    const { flop, bytes } = workOf(name, of, noHeap);
    if (name === "winogradFilter") continue; // makes no products
    assert(Number.isFinite(flop) && Number.isFinite(bytes), name);
  }
});

Deno.test("sumOfWork() adds up parts, and tells nothing where one of them does not", () => {
  const parts = [{ given: "a", flop: 2, bytes: 1 }, { given: "b", flop: 3 }];
  assertEquals(sumOfWork(parts), { given: "2 parts, b", flop: 5 });
});

Deno.test("opWork() counts TensorFlow.js's products by their shapes", () => {
  const info = (...shape: number[]) => ({ dataId: {}, shape, dtype: "float32" as const });
  const product = opWork(
    "BatchMatMul",
    { inputs: { a: info(1, 4, 2), b: info(1, 4, 3) }, attrs: { transposeA: true } },
    [info(1, 2, 3)],
  );
  assertEquals(product.flop, 2 * 2 * 3 * 4);
  assertEquals(product.given, "1×4×2, 1×4×3 to 1×2×3");
  const sum = opWork("Add", { inputs: { a: info(2, 3), b: info(3) } }, [info(2, 3)]);
  assertEquals(sum, { given: "2×3, 3 to 2×3", bytes: 4 * (6 + 3 + 6) });
});

Deno.test("createTally() adds up what a kernel took in each step, less the clock's time", () => {
  const tally = createTally(0.25);
  const call = (ms: number) => ({ kernel: "sgd", ms, work: { given: "8", flop: 16 } });
  tally.add([call(1.25), call(2.25), { kernel: "pad", ms: 0.125, work: { given: "8" } }]);
  tally.add([call(1.25)]);
  assertEquals(tally.rows(), [
    { kernel: "sgd", given: "8", flop: 24, calls: 1.5, ms: 2, leastMs: 1 },
    { kernel: "pad", given: "8", calls: 0.5, ms: 0, leastMs: 0 },
  ]);
});

// Stands before the others: a backend that was opened for one thread has no more.
Deno.test("profile() counts the same operations however many threads share the work", async () => {
  for (const model of ["documented", "conv", "batchnorm"]) {
    const request = { model, steps: 1, batch: 4, yardsticks: YARDSTICKS };
    const [shared, alone] = [await profile(request), await profile({ ...request, threads: 1 })];
    const total = ({ rows }: Profile) => rows.reduce((sum, { flop = 0 }) => sum + flop, 0);
    assertEquals([shared.path, total(shared)], ["plan", total(alone)], model);
  }
});

// Forward, the weights' gradients, and the inputs' but for those of the pixels.
const WEIGHTS = 784 * 512 + 512 * 512 + 512 * 10;
const PRODUCTS = 2 * 8 * (3 * WEIGHTS - 784 * 512);

Deno.test("profile() sees all products of a plan of dense layers", async () => {
  const request = { model: "dense", steps: 2, batch: 8, threads: 1, yardsticks: YARDSTICKS };
  const { path, rows, stepMs, betweenMs } = await profile(request);
  assertEquals([path, flopOf(rows, /^matmul/)], ["plan", PRODUCTS]);
  const adam = rows.filter(({ kernel }) => kernel === "adam");
  assertEquals(adam.reduce((sum, { calls }) => sum + calls, 0), 6);
  assert(rows.every(({ leastMs, ms }) => leastMs >= 0 && ms >= leastMs));
  assert(stepMs.median >= stepMs.least && betweenMs >= 0);
});

Deno.test("profile() sees the same products in model.fit, and leaves its kernels as they were", async () => {
  const request = { model: "dense", steps: 2, batch: 8, yardsticks: YARDSTICKS, fit: true };
  const { path, rows } = await profile(request);
  assertEquals([path, flopOf(rows, /MatMul/)], ["fit", PRODUCTS]);
  const again = await profile({ ...request, fit: false });
  assertEquals(again.path, "plan");
});

Deno.test("profile() of predict() sees the products of the forward pass alone", async () => {
  const request = { model: "dense", steps: 2, batch: 8, yardsticks: YARDSTICKS, predict: true };
  const { path, rows } = await profile(request);
  assertEquals([path, flopOf(rows, /^matmul/)], ["predict", 2 * 8 * WEIGHTS]);
  assert(rows.every(({ kernel }) => kernel !== "adam"));
});

const ROW: ProfileRow = {
  kernel: "matmulTiled",
  given: "8×8 · 8×8",
  flop: 1e7,
  bytes: 1e7,
  calls: 1,
  ms: 2,
  leastMs: 1,
};

Deno.test("speedOf() holds a kernel against the peak and against what memory allows", () => {
  const { gflops, ofPeak, intensity, ofRoof } = speedOf(ROW, YARDSTICKS)!;
  assertEquals([gflops, intensity], [10, 1]);
  assertAlmostEquals(ofPeak, 0.2);
  assertAlmostEquals(ofRoof!, 0.5); // at one operation a byte memory allows 20 GFLOP/s
  assertEquals(speedOf({ ...ROW, leastMs: 0 }, YARDSTICKS), undefined);
});

Deno.test("profileText() shows the longest kernels, the rest in a row, and what lies between", () => {
  const short = { kernel: "sgd", given: "8", calls: 1, ms: 0.1, leastMs: 0.1 };
  const found: Profile = {
    model: "dense",
    label: "net",
    batch: 8,
    steps: 3,
    path: "fit",
    why: "it is a test",
    threads: 2,
    stepMs: { least: 5, median: 6 },
    rows: [ROW, ...Array(21).fill(short)],
    betweenMs: 1.9,
    yardsticks: YARDSTICKS,
  };
  const lines = profileText(found).split("\n");
  assertEquals(lines.slice(0, 2), [
    "net, batch 8: model.fit, tf.train.adam, 2 threads",
    "(no plan, as it is a test)",
  ]);
  const row = (start: string) => lines.find((line) => line.startsWith(start))!.split(/ {2,}/);
  assertEquals(row("matmulTiled").slice(2), ["1", "1 ms", "20.0 %", "10.0", "20 %", "1.0", "50 %"]);
  assertEquals(row("others"), ["others", "2 rows", "2", "200 µs", "4.0 %"]);
  assertEquals(row("between"), ["between kernels", "1.9 ms", "38.0 %"]);
});

Deno.test("parseProfileOptions() has defaults and takes what is given", () => {
  const usual = {
    model: "documented",
    steps: 30,
    batch: 32,
    fit: false,
    predict: false,
    help: false,
  };
  assertEquals(parseProfileOptions([]), usual);
  const words = "conv --steps 3 --batch 4 --fit --threads 1 --json out.json".split(" ");
  const asked = { model: "conv", steps: 3, batch: 4, fit: true, threads: 1, json: "out.json" };
  assertEquals(parseProfileOptions(words), { ...usual, ...asked });
});

const mistakes: [string, string][] = [
  ["vgg", `the network must be one of ${Object.keys(MODELS).join(", ")}, got "vgg"`],
  ["conv lstm", 'unexpected argument "lstm"'],
  ["--steps 0", '--steps must be a whole number from 1 to 10000, got "0"'],
  ["--threads 0", '--threads must be a whole number from 1 to 64, got "0"'],
  ["--fit --predict", "--fit and --predict exclude each other"],
  ["--batch x", '--batch must be a whole number from 1 to 4096, got "x"'],
];
for (const [words, message] of mistakes) {
  Deno.test(`parseProfileOptions() refuses ${words}`, () => {
    assertThrows(
      () => parseProfileOptions(words.split(" ")),
      UsageError,
      `${message} (see "deno task profile --help")`,
    );
  });
}

const [, ...program] = config.tasks.profile.split(" ");
const root = new URL("../..", import.meta.url);

async function run(...args: string[]) {
  const command = new Deno.Command(Deno.execPath(), { args: [...program, ...args], cwd: root });
  const { code, stdout, stderr } = await command.output();
  const read = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: read(stdout), errors: read(stderr) };
}

Deno.test("deno task profile prints a table and writes what it measured", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const json = `${folder}/profile.json`;
    const { code, out, errors } = await run("lstm", "--steps", "1", "--batch", "2", "--json", json);
    assertEquals([code, errors], [0, ""]);
    assertMatch(
      out,
      /^Peak of 128-bit products and sums \d+\.\d GFLOP\/s, memory \d+\.\d GB\/s\.$/m,
    );
    assertMatch(out, /^lstm +2×100×32 +1 /m);
    const found: Profile = JSON.parse(await Deno.readTextFile(json));
    assertEquals([found.model, found.path, found.batch], ["lstm", "plan", 2]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("deno task profile helps, and ends with 2 where it does not understand", async () => {
  const help = await run("--help");
  assertEquals([help.code, help.errors], [0, ""]);
  for (const name of Object.keys(MODELS)) assert(help.out.includes(`  ${name} `), name);
  for (const line of help.out.split("\n")) assert(line.length <= 100, line);
  assertEquals((await run("vgg")).code, 2);
});
