import { assert } from "@std/assert";

/** A file of results computed by another tool, see tests/golden/README.md. */
export type GoldenFile = { tool: Record<string, string> } & Record<string, unknown>;

/** A case in such a file. Options carry the names of the tool that made it. */
export type GoldenCase<Input, Options, Expected> = {
  id: string;
  input: Input;
  options: Options;
  expected: Expected;
};

const HERE = new URL("./", import.meta.url);
const PROJECT = new URL("../../", HERE);

/**
 * A golden file from every folder that holds one: the few cases kept in this folder, and the full
 * set where `DESCENT_GOLDEN` names its folder or it lies in shared/golden beside the project.
 *
 * @param name The file's name.
 * @returns Each file with the name of its folder, for test names, and where that is.
 */
export function readGolden<File extends GoldenFile>(
  name: string,
): { from: string; file: File; folder: URL }[] {
  const full = Deno.env.get("DESCENT_GOLDEN") ?? "../shared/golden";
  const folders = [
    { from: "kept here", url: HERE },
    { from: "full set", url: new URL(`${full}/`, PROJECT) },
  ];
  return folders.flatMap(({ from, url }) => {
    const text = readIfThere(new URL(name, url));
    return text === undefined ? [] : [{ from, file: JSON.parse(text) as File, folder: url }];
  });
}

/** Fails if the file has a list of cases that the test does not name, which would go unseen. */
export function assertAllLists(file: GoldenFile, known: string[]): void {
  const lists = Object.entries(file).filter(([, value]) => Array.isArray(value) && value[0]?.id);
  for (const [name] of lists) assert(known.includes(name), `no test runs the cases of ${name}`);
}

/** Fails unless `|actual - expected| <= abs + rel · |expected|`, where NaN equals NaN. */
export function assertWithin(
  actual: number,
  expected: number | string,
  { rel, abs }: { rel: number; abs: number },
  what: string,
): void {
  const number = Number(expected); // "NaN" and "Infinity" are written as text
  const error = Math.abs(actual - number);
  const agrees = Object.is(actual, number) || error <= abs + rel * Math.abs(number);
  assert(agrees, `${what}: got ${actual}, the other tool ${number}`);
}

/**
 * Fails where a file holds what its runner does not know, so that nothing is skipped in silence.
 *
 * @param found Names of entries, options or lists.
 * @param known Those that the runner compares or rightly passes over.
 * @param what For the error text.
 */
export function assertKnown(
  found: Iterable<string>,
  known: readonly string[],
  what: string,
): void {
  const unknown = new Set([...found].filter((name) => !known.includes(name)));
  assert(unknown.size === 0, `${what}: the runner does not know ${[...unknown].join(", ")}`);
}

/** What every golden file says of itself. */
export const ABOUT = ["file", "schema", "set", "tool", "tolerance", "notes"];

function readIfThere(url: URL): string | undefined {
  try {
    return Deno.readTextFileSync(url);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
