import { assertEquals } from "@std/assert";
import { chooseBackend, type Openers } from "../../lib/backend/choose.ts";
import type { Missing, Opened } from "../../lib/backend/backend_info.ts";

const wasm: Opened = { name: "wasm", simd: true, relaxedSimd: true, threads: 1 };
const cpu: Opened = { name: "cpu", simd: false, relaxedSimd: false, threads: 1 };
const webgpu: Opened = { ...cpu, name: "webgpu", adapter: "NVIDIA H200" };
const none: Missing = { missing: "no graphics adapter was found", mend: "install a driver" };

const lost: Missing = { missing: "NVIDIA H200 gave no device (lost)", mend: "" };

/** A machine with a real GPU that is faster, save for what is changed; `opened` lists what was opened on it. */
function machine(change: Partial<Openers> = {}) {
  const opened: string[] = [];
  const warnings: string[] = [];
  const note = <T>(what: string, answer: T) => {
    opened.push(what);
    return Promise.resolve(answer);
  };
  const open: Openers = {
    probe: () => note("probe", { adapter: "NVIDIA H200", software: false }),
    webgpu: () => note("webgpu", webgpu),
    wasm: () => note("wasm", wasm),
    cpu: () => note("cpu", cpu),
    race: () => note("race", { webgpu: 3.14, wasm: 20.7 }),
    ...change,
  };
  const choose = (largeWork: boolean) =>
    chooseBackend(open, { largeWork, warn: (text) => warnings.push(text) });
  return { choose, opened, warnings };
}

Deno.test("chooseBackend() takes WebAssembly for small work and looks for no GPU", async () => {
  const { choose, opened, warnings } = machine();
  const reason = "the work is small, so no GPU was looked for";
  assertEquals(await choose(false), { ...wasm, reason });
  assertEquals(opened, ["wasm"]);
  assertEquals(warnings, []);
});

Deno.test("chooseBackend() takes a real GPU for large work that is faster there", async () => {
  const { choose, opened, warnings } = machine();
  const reason =
    "the work is large, and a sample of it took 3.1 ms on NVIDIA H200, 21 ms on WebAssembly";
  assertEquals(await choose(true), { ...webgpu, reason });
  assertEquals(opened, ["probe", "race", "webgpu"]);
  assertEquals(warnings, []);
});

Deno.test("chooseBackend() takes WebAssembly where a real GPU is not faster", async () => {
  for (const ms of [3.14, 99.5]) {
    const { choose, opened } = machine({
      race: () => Promise.resolve({ webgpu: ms, wasm: 3.14 }),
    });
    const { name, reason } = await choose(true);
    const onGpu = ms === 3.14 ? "3.1 ms" : "100 ms";
    assertEquals(name, "wasm");
    assertEquals(
      reason,
      `the work is large, and a sample of it took ${onGpu} on NVIDIA H200, 3.1 ms on WebAssembly`,
    );
    assertEquals(opened, ["probe", "wasm"]);
  }
});

Deno.test("chooseBackend() takes a real GPU where there is no WebAssembly", async () => {
  const wasm: Missing = { missing: "there is no SIMD", mend: "buy a processor" };
  const { choose, opened } = machine({ race: () => Promise.resolve({ webgpu: 3, wasm }) });
  const reason = "the work is large, and a sample of it took 3.0 ms on NVIDIA H200; " +
    "no WebAssembly: there is no SIMD";
  assertEquals(await choose(true), { ...webgpu, reason });
  assertEquals(opened, ["probe", "webgpu"]);
});

Deno.test("chooseBackend() does not take a software adapter for a GPU", async () => {
  const { choose, opened } = machine({
    probe: () => Promise.resolve({ adapter: "llvmpipe", software: true }),
  });
  const reason = "the work is large, but the only graphics adapter is software (llvmpipe)";
  assertEquals(await choose(true), { ...wasm, reason });
  assertEquals(opened, ["wasm"]);
});

Deno.test("chooseBackend() goes on to WebAssembly where no GPU is found or opens", async () => {
  const absent = machine({ probe: () => Promise.resolve(none) });
  const reason = "the work is large, but no graphics adapter was found";
  assertEquals(await absent.choose(true), { ...wasm, reason });

  const broken = machine({
    race: () => Promise.resolve({ webgpu: lost, wasm: 3 }),
  });
  assertEquals((await broken.choose(true)).name, "wasm");
  assertEquals(
    (await broken.choose(true)).reason,
    "the work is large, but NVIDIA H200 gave no device (lost)",
  );

  const lostMeanwhile = machine({ webgpu: () => Promise.resolve(lost) });
  assertEquals((await lostMeanwhile.choose(true)).name, "wasm");
});

Deno.test("chooseBackend() falls back to cpu with one warning that names cause and mend", async () => {
  const { choose, opened, warnings } = machine({
    probe: () => Promise.resolve(none),
    wasm: () => Promise.resolve({ missing: "there is no SIMD", mend: "buy a processor" }),
  });
  assertEquals(await choose(true), {
    ...cpu,
    reason: "the work is large, but no graphics adapter was found; " +
      "no WebAssembly: there is no SIMD",
  });
  assertEquals(opened, ["cpu"]);
  assertEquals(warnings, [
    "Training in plain JavaScript, which takes some 400 times as long: there is no SIMD. " +
    "To mend it, buy a processor.",
  ]);
});
