import { ROOT } from "./files.ts";

/** How a run of Deno ended. */
export type Run = { code: number; stdout: string; stderr: string };

/**
 * Runs the Deno that runs this program, in the project's root, and keeps what it prints.
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

/**
 * The same, shown on the terminal as it comes. Ctrl-C goes to the run; this program waits for it to
 * end and can tidy up.
 *
 * @param args Arguments for Deno.
 * @returns Exit code and the standard output; errors are only shown.
 */
export async function showDeno(args: string[]): Promise<Run> {
  const stay = () => {};
  Deno.addSignalListener("SIGINT", stay);
  try {
    const options: Deno.CommandOptions = { args, cwd: ROOT, stdin: "inherit", stdout: "piped" };
    const child = new Deno.Command(Deno.execPath(), { ...options, stderr: "inherit" }).spawn();
    const [shown, kept] = child.stdout.tee();
    const end = shown.pipeTo(Deno.stdout.writable, { preventClose: true });
    const stdout = await new Response(kept).text();
    await end;
    return { code: (await child.status).code, stdout, stderr: "" };
  } finally {
    Deno.removeSignalListener("SIGINT", stay);
  }
}
