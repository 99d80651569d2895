import { cannot, writeAtomic } from "descent/core";
import { createApiKey, SCOPES, type StoredKey } from "descent/serve";
import { type KeysOptions } from "./options.ts";
import { formatTable } from "./table.ts";

/** Makes, lists or takes back API keys. */
export async function runKeys({ keys: path, work }: KeysOptions): Promise<void> {
  const keys = await readKeys(path) ?? [];
  if (work.kind === "list") return list(keys);
  const { name } = work;
  const isThere = keys.some((key) => key.name === name);
  if (work.kind === "revoke") {
    if (!isThere) {
      const known = keys.map(({ name }) => name).join(", ") || "none yet";
      throw new RangeError(cannot("revoke an API key", `its name must be one of ${known}`, name));
    }
    await writeKeys(path, keys.filter((key) => key.name !== name));
    return console.log(`Revoked the key of ${name}; a running service refuses it within a second.`);
  }
  if (isThere) {
    const needed = `a name has one key; to replace it, first run "deno task serve keys revoke"`;
    throw new RangeError(cannot("make an API key", needed, name));
  }
  const { key, stored } = createApiKey(name, work);
  await writeKeys(path, [...keys, stored]);
  console.log(key);
  console.error("This key is shown once. Send it as  Authorization: Bearer KEY");
}

/**
 * The keys of a file.
 *
 * @param path The file.
 * @returns The keys; undefined if there is no such file.
 * @throws {SyntaxError} If it is no file of keys.
 */
export async function readKeys(path: string): Promise<StoredKey[] | undefined> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    const needed = `the file ${JSON.stringify(path)} must be readable`;
    throw new TypeError(cannot("read the API keys", needed), { cause: error });
  }
  try {
    const { format, keys } = JSON.parse(text);
    if (format === 1 && Array.isArray(keys) && keys.every(isStoredKey)) return keys;
  } catch {
    // Told below.
  }
  const needed = `the file ${JSON.stringify(path)} must be as "deno task serve keys" wrote it`;
  throw new SyntaxError(cannot("read the API keys", needed));
}

function isStoredKey(value: Partial<StoredKey> | null): value is StoredKey {
  const { name, salt, hash, scopes, perMinute } = value ?? {};
  return [name, salt, hash].every((text) => typeof text === "string") &&
    Array.isArray(scopes) && scopes.every((scope) => SCOPES.includes(scope)) &&
    typeof perMinute === "number" && perMinute > 0;
}

/** Salted hashes are no secrets, yet nobody else needs them. */
async function writeKeys(path: string, keys: StoredKey[]): Promise<void> {
  try {
    await writeAtomic(path, `${JSON.stringify({ format: 1, keys }, null, 2)}\n`);
    if (Deno.build.os !== "windows") await Deno.chmod(path, 0o600);
  } catch (error) {
    const needed = `the file ${JSON.stringify(path)} must be writable`;
    throw new TypeError(cannot("keep the API keys", needed), { cause: error });
  }
}

function list(keys: StoredKey[]): void {
  if (keys.length === 0) return console.log("There are no keys.");
  const rows = keys.map(({ name, scopes, perMinute }) => [name, scopes.join(", "), `${perMinute}`]);
  console.log(formatTable(["name", "scopes", "requests a minute"], rows));
}
