import { resolve } from "node:path";

/**
 * The environment in which lessons run, under `deno task nb` as under Jupyter: text without colour
 * codes, which saved notebooks would show as signs, and more memory than the engine takes by
 * itself.
 *
 * @param totalBytes The machine's memory. Half of it is allowed for objects, from 2 to 8 GB;
 *   typed arrays and WebAssembly do not count.
 * @param v8Flags The engine's settings that the user has made. They stay.
 * @returns Environment variables.
 */
export function kernelEnvironment(totalBytes: number, v8Flags = ""): Record<string, string> {
  const megabytes = Math.round(Math.min(8000, Math.max(2000, totalBytes / 2e6)));
  const own = v8Flags.includes("--max-old-space-size")
    ? v8Flags
    : `${v8Flags} --max-old-space-size=${megabytes}`;
  return { NO_COLOR: "1", DENO_V8_FLAGS: own.trim() };
}

/** The same for this machine and this user. */
export function ownKernelEnvironment(): Record<string, string> {
  return kernelEnvironment(Deno.systemMemoryInfo().total, Deno.env.get("DENO_V8_FLAGS"));
}

/**
 * DESCENT_DATA for a process that starts in another folder: a relative name means what it means here.
 *
 * @param folder The variable's value.
 * @returns Environment variables, none where there is no value.
 */
export function dataFolderEnvironment(
  folder: string | undefined = Deno.env.get("DESCENT_DATA"),
): Record<string, string> {
  return folder ? { DESCENT_DATA: resolve(folder) } : {};
}
