import { readDeno } from "./deno.ts";

/** The package that tests know as `@std/assert`, where JSR is at hand. */
const STD_ASSERT = "jsr:@std/assert@1.0.19";

/** A classroom's network may swallow what it does not let through: give up after so long. */
const PATIENCE_MS = 3000;

/**
 * Whether Deno can load JSR's `@std/assert`: from its cache at once, or else from JSR, which puts it
 * in the cache.
 */
export async function jsrAtHand(): Promise<boolean> {
  const args = ["run", "--no-config", "--no-lock", "--no-prompt", STD_ASSERT];
  return (await readDeno(args, PATIENCE_MS)).code === 0;
}

/**
 * An import map that means what the project's configuration means, wherever it lies, but for
 * `@std/assert`, which is JSR's.
 *
 * @param imports The `imports` of deno.json.
 * @param root The folder of deno.json.
 * @returns The import map.
 */
export function importMapWithJsr(
  imports: Record<string, string>,
  root: URL,
): { imports: Record<string, string> } {
  const entries = Object.entries({ ...imports, "@std/assert": STD_ASSERT });
  return { imports: Object.fromEntries(entries.flatMap(([name, to]) => spellOut(name, to, root))) };
}

/** What Deno reads into an entry of deno.json by itself, an import map must say. */
function spellOut(name: string, to: string, root: URL): [string, string][] {
  if (to.startsWith(".")) return [[name, new URL(to, root).href]];
  const inside = to.replace(/^(npm|jsr):/, "$1:/") + "/"; // files inside a package
  return [[name, to], [`${name}/`, inside]];
}
