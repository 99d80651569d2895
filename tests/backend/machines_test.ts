// useBackend() on machines that lack something, each in a process of its own.
import { assertEquals, assertStringIncludes } from "@std/assert";

type Machine = { args?: string[]; flags?: string[]; env?: Record<string, string> };

async function run(fixture: string, { args = [], flags = ["-A"], env = {} }: Machine = {}) {
  const path = new URL(`fixtures/${fixture}`, import.meta.url).href;
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", ...flags, path, ...args],
    env: { NO_COLOR: "1", ...env },
  });
  const { code, stdout, stderr } = await command.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

const noGpu = { VK_DRIVER_FILES: "/nowhere", DENO_WEBGPU_BACKEND: "vulkan" };
const cpu = { name: "cpu", simd: false, relaxedSimd: false, threads: 1 };
const cpuWarning = "Training in plain JavaScript, which takes some 400 times as long: ";

Deno.test("useBackend() and training print nothing of themselves", async () => {
  assertEquals(await run("clean_run.ts"), { code: 0, stdout: "", stderr: "" });
});

Deno.test("useBackend() falls back to cpu with one warning on a processor without SIMD", async () => {
  const { stdout, stderr } = await run("tell.ts", { args: ["no-simd", "auto", "wasm"] });
  const missing = "this processor or JavaScript engine has no WebAssembly SIMD";
  const mend = "run it on a processor with SSE4.1 (x86) or NEON (Arm)";
  const reason = `the work is small, so no GPU was looked for; no WebAssembly: ${missing}`;
  assertEquals(JSON.parse(stdout), {
    outcomes: [
      { ...cpu, reason },
      `Error: Cannot use the backend "wasm": ${missing}; ${mend}`,
    ],
    inUse: "cpu",
    sum: 3,
  });
  assertEquals(stderr, `${cpuWarning}${missing}. To mend it, ${mend}.\n`);
});

Deno.test("useBackend() falls back to cpu with one warning where no file may be read", async () => {
  const { stdout, stderr } = await run("tell.ts", { args: ["auto"], flags: [] });
  const { outcomes, inUse, sum } = JSON.parse(stdout);
  assertEquals([inUse, sum], ["cpu", 3]);
  assertStringIncludes(outcomes[0].reason, "no WebAssembly: a binary did not load (NotCapable: ");
  assertEquals(stderr.trimEnd().split("\n").length, 1, stderr);
  assertStringIncludes(stderr, cpuWarning);
  assertStringIncludes(stderr, "To mend it, start Deno with -A, or fetch the package again with ");
});

Deno.test("useBackend() stays where it was when WebAssembly does not start", async () => {
  const { stdout, stderr } = await run("tell.ts", { args: ["cpu", "wasm"], flags: [] });
  const { outcomes, inUse, sum } = JSON.parse(stdout);
  assertEquals({ stderr, inUse, sum }, { stderr: "", inUse: "cpu", sum: 3 });
  assertStringIncludes(
    outcomes[1],
    'Error: Cannot use the backend "wasm": a binary did not load (',
  );
});

Deno.test({
  name: "useBackend() says what is missing where there is no GPU, and stays where it was",
  ignore: Deno.build.os !== "linux", // elsewhere the graphics driver cannot be hidden this way
  async fn() {
    const machine = { args: ["wasm", "webgpu", "large"], env: noGpu };
    const { code, stdout, stderr } = await run("tell.ts", machine);
    const { outcomes, inUse, sum } = JSON.parse(stdout);
    assertEquals({ code, stderr, inUse, sum }, { code: 0, stderr: "", inUse: "wasm", sum: 3 });
    assertEquals(outcomes[0].reason, "asked for by name");
    assertEquals(
      outcomes[1],
      'Error: Cannot use the backend "webgpu": no graphics adapter was found; ' +
        'install a Vulkan driver, or take "wasm"',
    );
    assertEquals(outcomes[2].name, "wasm");
    assertEquals(outcomes[2].reason, "the work is large, but no graphics adapter was found");
  },
});

Deno.test("useBackend() needs no more than to read files for WebAssembly", async () => {
  const machine = { args: ["auto", "webgpu"], flags: ["--allow-read"] };
  const { stdout, stderr } = await run("tell.ts", machine);
  const { outcomes, inUse } = JSON.parse(stdout);
  assertEquals({ stderr, inUse }, { stderr: "", inUse: "wasm" });
  assertEquals(
    outcomes[1],
    'Error: Cannot use the backend "webgpu": looking for a GPU safely takes a child process, ' +
      'which needs a permission; start Deno with --allow-run or -A, or take "wasm"',
  );
});
