import { ROOT } from "./files.ts";

/** How a run of Deno ended. */
export type Run = { code: number; stdout: string; stderr: string };

/**
 * Runs the Deno that runs this program, in the project's root, on the terminal it was started from.
 *
 * @param args Arguments for Deno.
 * @param env Environment variables to add.
 * @returns The exit code.
 */
export async function showDeno(args: string[], env: Record<string, string> = {}): Promise<number> {
  const { code } = await new Deno.Command(Deno.execPath(), { args, env, cwd: ROOT }).spawn().status;
  return code;
}

/**
 * The same, but silent.
 *
 * @param args Arguments for Deno.
 * @param limitMs After so many milliseconds the run is stopped. @default none
 * @returns Exit code (143 when stopped) and what was printed.
 */
export async function readDeno(args: string[], limitMs?: number): Promise<Run> {
  const options: Deno.CommandOptions = { args, cwd: ROOT };
  if (limitMs !== undefined) options.signal = AbortSignal.timeout(limitMs);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), options).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}
