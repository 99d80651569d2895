import { assert, assertEquals, assertRejects } from "@std/assert";
import { useBackend } from "descent/backend";
import { watchKernels } from "descent/kernels";
import { heap, type KernelCase, noiseTensor, opCase } from "../../tasks/bench/kernels/case.ts";
import { measure } from "../../tasks/bench/kernels/measure.ts";
import { kernelsText } from "../../tasks/bench/kernels/text.ts";

/** A kernel that doubles 1, 2, -4, and counts its calls. */
function doubling(outputs: ArrayLike<number>[], stock?: ArrayLike<number>[]) {
  const calls = { ours: 0, reference: 0, stock: 0, direct: 0 };
  const call = (who: "ours" | "stock" | "direct", values: ArrayLike<number>[]) => ({
    run: () => void calls[who]++,
    values: () => values,
  });
  const test: KernelCase = {
    kernel: "double",
    sizes: "3",
    work: { flop: 3 },
    reference: () => {
      calls.reference++;
      return [[2, 4, -8]];
    },
    ours: call("ours", outputs),
    ...(stock ? { stock: call("stock", stock), direct: call("direct", [[2, 4, -7]]) } : {}),
  };
  return { test, calls };
}
const rounds = { counted: 3, warmUp: 1 };

Deno.test("measure() times ours, the plain loop, tfjs's own and the direct way, a value a round", async () => {
  const { test, calls } = doubling([[2, 4, -8]], [[2, 4, -8]]);
  const result = await measure(test, rounds);
  const times = [result.ours, result.reference.ms, result.stock!.ms, result.direct!.ms];
  assertEquals(times.map(({ length }) => length), [3, 3, 3, 3]);
  assertEquals([result.error, result.stock!.error, result.direct!.error], [0, 0, 1 / 8]);
  for (const count of Object.values(calls)) assert(count > 4, "quick calls fill a turn by number");
});

Deno.test("measure() tells errors as shares of the largest value", async () => {
  const { test } = doubling([[2, 4.0004, -8]]);
  assertEquals((await measure(test, rounds)).error.toFixed(8), "0.00005000");
});

for (const wrong of [[[2, 4, 8]], [[2, NaN, -8]], [[2, 4]], [[2, 4, -8], [1]], []]) {
  Deno.test(`measure() does not time a kernel that answers ${JSON.stringify(wrong)}`, async () => {
    const { test, calls } = doubling(wrong);
    await assertRejects(
      () => measure(test, rounds),
      RangeError,
      "Cannot time double (3): its largest error beside the plain loop must be at most 0.0001, got ",
    );
    assertEquals(calls.ours, 0);
  });
}

Deno.test("measure() times tfjs's own even where it is wrong, and says so", async () => {
  const { test } = doubling([[2, 4, -8]], [[2, 0, -8]]);
  assertEquals((await measure(test, rounds)).stock!.error, 0.5);
});

Deno.test("kernelsText() gives speed, ratios, wrong kernels, and those that were forgotten", () => {
  const ratio = (byRound: number) => ({ byRound, ofBest: byRound });
  const text = kernelsText({
    bench: "kernels",
    machine: { cpu: "CPU", cores: 2, simd: [], memoryBytes: 2 ** 30, os: "linux x", load: 0 },
    versions: { Deno: "2", tfjs: "4" },
    settings: { rounds: 3, warmUp: 1 },
    relaxedSimd: true,
    notMeasured: ["newcomer"],
    kernels: [
      {
        kernel: "double",
        sizes: "1000",
        work: { flop: 1000 },
        ours: [0.002, 0.001],
        error: 1e-6,
        reference: { ms: [0.02], ratio: ratio(20.4) },
        stock: { ms: [0.002], ratio: ratio(2), error: 0.5 },
      },
      {
        kernel: "copy",
        sizes: "1",
        work: { bytes: 5e5 },
        ours: [0.1],
        error: 0,
        reference: { ms: [0.5], ratio: ratio(5) },
        direct: { ms: [0.3], ratio: ratio(3), error: 0 },
      },
    ],
  });
  assertEquals(
    text,
    `Machine   CPU, 2 cores, 1 GiB, linux x, load 0.00
Versions  Deno 2, tfjs 4
Build     relaxed SIMD, 1 thread
Checked   all within 1.0e-6 of their plain loops (0.0001 allowed)

Best of 3 rounds in turn after 1 to warm up; for the others: how many times ours they take, by round
        given  µs a call  speed           plain loop    tfjs's own  direct
double   1000        1.0    1.0  GFLOP/s         20×  2.0× (wrong)
copy        1        100    5.0     GB/s        5.0×          none    3.0×
(digits and zeros: speed as if nothing were left out; winograd…: as if every product were made, as
our direct kernels make them)

Not measured: newcomer`,
  );
});

Deno.test("opCase() has a tensor that waits computed in every run", async () => {
  await useBackend("wasm");
  const inputs = { x: noiseTensor(1, 6, 6, 1), filter: noiseTensor(3, 3, 1, 8) };
  const attrs = { strides: [1, 1], pad: "valid", dataFormat: "NHWC", dilations: [1, 1] };
  const work = { kernel: "conv2d", sizes: "", work: { flop: 1 }, reference: () => [] };
  const { ours } = opCase(work, { name: "Conv2D", inputs, attrs }, () => undefined);
  const called: string[] = [];
  const stop = watchKernels(heap(), ({ calls }) => called.push(...calls.map(({ name }) => name)));
  ours.run();
  stop();
  assert(called.includes("conv2d"), `called ${called}`);
});
