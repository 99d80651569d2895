import { cannot } from "../core/mod.ts";
import { readPassport } from "../nn/mod.ts";
import { NAME, readRouting, type Routing } from "./routing.ts";

/**
 * Which version of each model in a folder answers.
 *
 * @param dir The folder; made if it is not there.
 * @returns The routings by model, and for each that cannot be read what is wrong with it.
 * @throws {TypeError} If the folder cannot be read.
 */
export async function readRoutings(
  dir: string,
): Promise<{ found: Map<string, Routing>; wrong: Map<string, unknown> }> {
  const [found, wrong] = [new Map<string, Routing>(), new Map<string, unknown>()];
  try {
    for await (const { name, isDirectory } of await readOrMake(dir)) {
      if (!isDirectory || !NAME.test(name)) continue;
      try {
        const routing = await readRouting(`${dir}/${name}`);
        if (routing) found.set(name, routing);
      } catch (error) {
        wrong.set(name, error);
      }
    }
  } catch (error) {
    const needed = `the folder ${JSON.stringify(dir)} must be readable`;
    throw new TypeError(cannot("open the models", needed), { cause: error });
  }
  return { found, wrong };
}

/** The versions of a model, "10" after "9"; none if there is no such model. */
export async function readVersions(dir: string, name: string): Promise<string[]> {
  if (!NAME.test(name)) return [];
  const versions: string[] = [];
  try {
    for await (const entry of Deno.readDir(`${dir}/${name}`)) {
      if (entry.isDirectory && NAME.test(entry.name)) versions.push(entry.name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return versions.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

/**
 * Adds a version in one step.
 *
 * @param dir The folder of models.
 * @param name The model.
 * @param version The new version.
 * @param fill Writes it to an empty folder; if that fails, nothing stays.
 * @throws {RangeError} If a name has odd characters, or the version is there already.
 * @throws {TypeError} If `fill` wrote no passport.
 */
export async function addVersion(
  dir: string,
  name: string,
  version: string,
  fill: (dir: string) => Promise<unknown>,
): Promise<void> {
  for (const part of [name, version]) {
    if (NAME.test(part)) continue;
    const needed = "names must be letters, digits, dots, dashes and underscores";
    throw new RangeError(cannot("publish a model", needed, part));
  }
  const target = `${dir}/${name}/${version}`;
  if ((await readVersions(dir, name)).includes(version)) {
    const needed = `a version is written once: ${JSON.stringify(target)} is there already`;
    throw new RangeError(cannot("publish a model", needed));
  }
  const temporary = `${dir}/${name}/.${version}.${crypto.randomUUID()}`;
  await Deno.mkdir(temporary, { recursive: true });
  try {
    await fill(temporary);
    await readPassport(temporary);
    await Deno.rename(temporary, target);
  } catch (error) {
    await Deno.remove(temporary, { recursive: true }).catch(() => {});
    throw error;
  }
}

/** The entries of a folder, which is made if it is not there. */
async function readOrMake(dir: string): Promise<AsyncIterable<Deno.DirEntry>> {
  try {
    await Deno.stat(dir);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    await Deno.mkdir(dir, { recursive: true });
  }
  return Deno.readDir(dir);
}
