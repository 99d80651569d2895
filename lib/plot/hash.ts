/**
 * A short name for a text, the same on every machine: FNV-1a of 32 bits, as 8 hexadecimal digits.
 *
 * @param text Any text.
 * @returns The name; two texts share one with a chance of about 1 in 4 thousand million.
 *
 * Source: G. Fowler, L. Noll, P. Vo, "FNV hash", https://datatracker.ietf.org/doc/html/rfc9923
 */
export function hash(text: string): string {
  let state = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) state = Math.imul(state ^ byte, 0x01000193);
  return (state >>> 0).toString(16).padStart(8, "0");
}
