/**
 * Writes a file so that a reader sees the old one or the new one, never half of either: the bytes go
 * to a temporary name beside it, which is renamed when complete.
 *
 * @param path Where the file shall be. Its folder must exist.
 * @param content Text (UTF-8) or bytes.
 * @throws The error of the file system, after the temporary file is removed.
 *
 * @example
 * ```ts
 * import { writeAtomic } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const path = `${await Deno.makeTempDir()}/card.json`;
 * await writeAtomic(path, "{}");
 * assertEquals(await Deno.readTextFile(path), "{}");
 * ```
 */
export async function writeAtomic(path: string, content: string | Uint8Array): Promise<void> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const temporary = `${path}.${crypto.randomUUID()}.part`;
  try {
    await Deno.writeFile(temporary, bytes);
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}
