import { cannot } from "../core/mod.ts";
import { gzipSource, isGzip } from "./byte_source.ts";

/**
 * The content of gzip data; bytes of another kind as they are.
 *
 * @throws {SyntaxError} If the data are damaged or cut off.
 */
export async function unpackGzip(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!isGzip(bytes)) return bytes;
  const damaged = (why: string) =>
    new SyntaxError(cannot(`read ${name}`, "its gzip data must be whole", why));
  const source = gzipSource(bytes, damaged);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let part = await source.read(PART); part.length > 0; part = await source.read(PART)) {
    parts.push(part);
  }
  return await new Blob(parts).bytes();
}

const PART = 1 << 20;
