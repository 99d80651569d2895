import { assert, assertEquals } from "@std/assert";
import { probeGpu } from "../../lib/backend/gpu_probe.ts";

/** A child that finds this adapter. */
const finds = (info: unknown) => ({ program: `console.log('${JSON.stringify(info)}')` });

Deno.test("probeGpu() names a real GPU", async () => {
  const info = { vendor: "4318", model: "9013", description: "NVIDIA H200" };
  const real = { adapter: "NVIDIA H200", software: false };
  assertEquals(await probeGpu(finds({ ...info, isFallbackAdapter: false })), real);
  assertEquals(await probeGpu(finds(info)), real);
});

Deno.test("probeGpu() knows a software adapter by its flag or by its name", async () => {
  const software = [
    { description: "A new one", isFallbackAdapter: true },
    { description: "llvmpipe (LLVM 15.0.6, 256 bits)" },
    { description: "SwiftShader Device (Subzero)" },
    { description: "", model: "lavapipe" },
    { description: "Microsoft Basic Render Driver" },
  ];
  for (const info of software) {
    const gpu = await probeGpu(finds(info));
    assert("software" in gpu && gpu.software, JSON.stringify(info));
  }
});

Deno.test("probeGpu() falls back on the model, the vendor, and words for a name", async () => {
  const name = async (info: unknown) => {
    const gpu = await probeGpu(finds(info));
    return "adapter" in gpu ? gpu.adapter : gpu.missing;
  };
  assertEquals(await name({ description: "", model: "9013", vendor: "4318" }), "9013");
  assertEquals(await name({ vendor: "4318" }), "4318");
  assertEquals(await name({}), "a nameless graphics adapter");
});

const mend = 'install a Vulkan driver, or take "wasm"';

Deno.test("probeGpu() says that there is no adapter", async () => {
  assertEquals(await probeGpu(finds(null)), { missing: "no graphics adapter was found", mend });
});

Deno.test("probeGpu() outlives a driver that breaks down", async () => {
  const missing = "the graphics driver broke down when it was tried";
  const crashes =
    'Deno.kill(Deno.pid, "SIGKILL"); await new Promise(() => setInterval(() => {}, 9))';
  for (const program of [crashes, "throw new Error('no device')", "console.log('{\"vendor')"]) {
    assertEquals(await probeGpu({ program }), { missing, mend });
  }
});

// A driver hangs in native code, as this loop does: no timer of its own could end it.
Deno.test("probeGpu() waits no longer than it is told for a driver that hangs", async () => {
  const start = performance.now();
  assertEquals(await probeGpu({ program: "for (;;);", timeoutMs: 300 }), {
    missing: "the graphics driver did not answer within 0.3 s",
    mend: 'mend the Vulkan driver (does "vulkaninfo" answer?), or take "wasm"',
  });
  assert(performance.now() - start < 5000);
});

Deno.test({
  name: "probeGpu() asks for no permission and says which one it lacks",
  permissions: { run: false, read: true },
  async fn() {
    assertEquals(await probeGpu(), {
      missing: "looking for a GPU safely takes a child process, which needs a permission",
      mend: 'start Deno with --allow-run or -A, or take "wasm"',
    });
  },
});

Deno.test("probeGpu() answers for this machine, one way or the other", async () => {
  const gpu = await probeGpu();
  if ("missing" in gpu) assert(gpu.missing.length > 0 && gpu.mend.length > 0);
  else assert(gpu.adapter.length > 0);
});
