import { z } from "zod";
import { cannot, writeAtomic } from "../core/mod.ts";

/** Which version of a model answers. */
export type Routing = {
  /** The version that answers. */
  current: string;
  /** The one that answered before, for `rollback`. */
  previous?: string;
  /** A version that answers a share of the requests, 0 to 1, the same client always alike. */
  canary?: { version: string; share: number };
  /** A version that is asked too, and whose answers nobody gets. */
  shadow?: string;
};

/** Letters, digits, dot, dash, underscore: no name of a model or version can leave the folder. */
export const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/;

const VERSION = z.string().regex(NAME);
const FORM = z.strictObject({
  current: VERSION,
  previous: VERSION.exactOptional(),
  canary: z.strictObject({ version: VERSION, share: z.number().min(0).max(1) }).exactOptional(),
  shadow: VERSION.exactOptional(),
});

/**
 * Reads which version of a model answers.
 *
 * @param dir The model's folder.
 * @returns What was last written there; undefined if nothing was.
 * @throws {SyntaxError} If the file is none that `writeRouting` wrote.
 */
export async function readRouting(dir: string): Promise<Routing | undefined> {
  const path = pathIn(dir);
  try {
    return FORM.parse(JSON.parse(await Deno.readTextFile(path)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    const needed = `the file ${JSON.stringify(path)} must say which version answers`;
    throw new SyntaxError(cannot("open the models", needed), { cause: error });
  }
}

/** Writes it in one step. */
export async function writeRouting(dir: string, routing: Routing): Promise<void> {
  await writeAtomic(pathIn(dir), `${JSON.stringify(routing)}\n`);
}

/** Every version that a routing leads to. */
export function routedVersions({ current, canary, shadow }: Routing): string[] {
  return [current, canary?.version, shadow].filter((version) => version !== undefined);
}

function pathIn(dir: string): string {
  return `${dir}/routing.json`;
}
