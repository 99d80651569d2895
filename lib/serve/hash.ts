import { createHash, timingSafeEqual } from "node:crypto";

/** SHA-256 of text or bytes, in hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Whether two texts are the same, in a time that tells nothing about where they differ. */
export function isSame(a: string, b: string): boolean {
  const [x, y] = [sha256(a), sha256(b)].map((text) => new TextEncoder().encode(text));
  return timingSafeEqual(x!, y!);
}
