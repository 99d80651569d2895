import { assertEquals } from "@std/assert";
import { chooseBackend, type Openers } from "../../lib/backend/choose.ts";
import type { Missing, Opened } from "../../lib/backend/backend_info.ts";

const wasm: Opened = { name: "wasm", simd: true, relaxedSimd: true, threads: 1 };
const cpu: Opened = { name: "cpu", simd: false, relaxedSimd: false, threads: 1 };
const webgpu: Opened = { ...cpu, name: "webgpu", adapter: "NVIDIA H200" };
const none: Missing = { missing: "no graphics adapter was found", mend: "install a driver" };

/** A machine with a real GPU, save for what is changed; `opened` lists what was opened on it. */
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

Deno.test("chooseBackend() takes a real GPU for large work", async () => {
  const { choose, opened, warnings } = machine();
  const reason = "the work is large and there is a GPU";
  assertEquals(await choose(true), { ...webgpu, reason });
  assertEquals(opened, ["probe", "webgpu"]);
  assertEquals(warnings, []);
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
    webgpu: () => Promise.resolve({ missing: "NVIDIA H200 gave no device (lost)", mend: "" }),
  });
  assertEquals((await broken.choose(true)).name, "wasm");
  assertEquals(
    (await broken.choose(true)).reason,
    "the work is large, but NVIDIA H200 gave no device (lost)",
  );
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
