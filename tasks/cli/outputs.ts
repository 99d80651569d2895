import { dirname, resolve } from "node:path";
import { cannot } from "descent/core";
import { explain } from "./errors.ts";

/** Something that shall be written when the work is done. */
export type Output = {
  /** The option that asked for it, with its dashes. */
  option: string;
  /** What it is, for the error text: `"the run card"`. */
  what: string;
  path: string;
  kind: "file" | "folder";
  /** About how much it takes. */
  bytes: number;
};

/**
 * Stops unless an output could be written now, so that hours of work do not end in an error: writes
 * as many bytes beside it and removes them.
 *
 * @param output The file, or the folder for files. Missing folders on the way are fine.
 * @throws {RangeError} If the path is taken by the wrong thing, or the folder cannot be written.
 */
export async function checkOutput(output: Output): Promise<void> {
  const { option, what, path, kind, bytes } = output;
  const found = await kindOf(path);
  if (found !== undefined && found !== kind) {
    throw new RangeError(cannot(`write ${what}`, `${option} must name a ${kind}`, path));
  }
  const folder = await nearestFolder(found === "folder" ? path : dirname(resolve(path)));
  const probe = `${folder}/.descent-${crypto.randomUUID()}.part`;
  await writing(output, async () => {
    try {
      await Deno.writeFile(probe, new Uint8Array(bytes), { createNew: true });
    } finally {
      await Deno.remove(probe).catch(() => {});
    }
  });
}

/**
 * Runs what writes an output, and tells the file system's refusal in the kit's form.
 *
 * @param output What is written.
 * @param write Writes it.
 * @throws {RangeError} If the file system refuses.
 */
export async function writing(output: Output, write: () => Promise<void>): Promise<void> {
  const { option, what, path } = output;
  try {
    await write();
  } catch (error) {
    const why = refusal(error);
    if (why === undefined) throw error;
    const needed = `${option} must name a place that can be written (${why})`;
    throw new RangeError(cannot(`write ${what}`, needed, path), { cause: error });
  }
}

/**
 * Writes an output where one was asked for; tells at once what the file system refuses, so that the
 * other results still come.
 *
 * @param output What is written, if anything.
 * @param write Writes it.
 * @returns Whether all is well.
 */
export async function writeOrSay(
  output: Output | undefined,
  write: (path: string) => Promise<void>,
): Promise<boolean> {
  if (output === undefined) return true;
  try {
    await writing(output, () => write(output.path));
    return true;
  } catch (error) {
    const known = explain(error);
    if (known === undefined) throw error;
    console.error(known.line);
    return false;
  }
}

async function kindOf(path: string): Promise<Output["kind"] | undefined> {
  try {
    return (await Deno.stat(path)).isDirectory ? "folder" : "file";
  } catch {
    return undefined;
  }
}

/** The folder itself, or the first above it that exists. */
async function nearestFolder(path: string): Promise<string> {
  let folder = resolve(path);
  while (await kindOf(folder) === undefined && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/**
 * What the file system refused: `"no space left on device"` of
 * `"No space left on device (os error 28): writefile '…'"`, which may be the cause of another error.
 */
function refusal(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof Deno.errors.NotCapable) return "Deno writes nothing there";
  const said = /^(.+?) \(os error \d+\)/.exec(error.message)?.[1];
  return refusal(error.cause) ?? said?.toLowerCase();
}
