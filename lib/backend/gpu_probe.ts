import type { Missing } from "./backend_info.ts";

/** The graphics adapter that WebGPU would take. */
export type Gpu = {
  /** Its own name, such as "NVIDIA H200". */
  adapter: string;
  /** Whether it is a program on the processor (Mesa's llvmpipe, SwiftShader, WARP). */
  software: boolean;
};

/** How to look; the tests look at other things. */
export type ProbeOptions = {
  /** The program that the child runs. */
  program?: string;
  /** How long to wait for it; a driver that starts cold takes its time. @default 10_000 */
  timeoutMs?: number;
};

/** Prints the adapter's `info`, or null, as JSON. Opening a device shows whether the driver works. */
const LOOK = `
const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
const device = await adapter?.requestDevice();
const { vendor, architecture, device: model, description, isFallbackAdapter } = adapter?.info ?? {};
const info = { vendor, architecture, model, description, isFallbackAdapter };
console.log(JSON.stringify(device ? info : null));
`;

const SOFTWARE = /llvmpipe|lavapipe|softpipe|swiftshader|basic render|\bwarp\b/i;

/**
 * Looks for a graphics adapter from a child process. A broken driver can crash or hang whoever loads
 * it, and since Deno waits for it in native code no timer fires meanwhile: so a child goes first,
 * and is ended when it takes too long.
 *
 * Never asks for a permission: without one it says so.
 */
export async function probeGpu(options: ProbeOptions = {}): Promise<Gpu | Missing> {
  const { program = LOOK, timeoutMs = 10_000 } = options;
  if (!(await mayRunDeno())) {
    const missing = "looking for a GPU safely takes a child process, which needs a permission";
    return { missing, mend: 'start Deno with --allow-run or -A, or take "wasm"' };
  }
  const answer = await run(program, timeoutMs);
  if (answer === "late") {
    const missing = `the graphics driver did not answer within ${timeoutMs / 1000} s`;
    return { missing, mend: 'mend the Vulkan driver (does "vulkaninfo" answer?), or take "wasm"' };
  }
  return read(answer);
}

/** Asks without a prompt. A program made by `deno compile` cannot run Deno: it would run itself. */
async function mayRunDeno(): Promise<boolean> {
  if (Deno.build.standalone) return false;
  const command = Deno.execPath();
  return (await Deno.permissions.query({ name: "run", command })).state === "granted";
}

/** What the program printed, or "late". */
async function run(program: string, timeoutMs: number): Promise<string | "late"> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", "--no-config", program],
    stdin: "null",
    stdout: "piped",
    stderr: "null", // Mesa says there what it misses, which is of no interest here
  }).spawn();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => {
      child.kill("SIGKILL");
      child.unref(); // a driver that hangs in the kernel outlives even this
      resolve("late");
    }, timeoutMs);
  });
  const answer = child.output().then(({ stdout }) => new TextDecoder().decode(stdout));
  return await Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function read(answer: string): Gpu | Missing {
  const mend = 'install a Vulkan driver, or take "wasm"';
  let info: Record<string, unknown> | null;
  try {
    info = JSON.parse(answer);
  } catch {
    return { missing: "the graphics driver broke down when it was tried", mend };
  }
  if (!info) return { missing: "no graphics adapter was found", mend };
  const names = [info.description, info.model, info.vendor].map((name) => String(name ?? ""));
  return {
    adapter: names.find((name) => name !== "") ?? "a nameless graphics adapter",
    software: info.isFallbackAdapter === true || names.some((name) => SOFTWARE.test(name)),
  };
}
