import { assertEquals } from "@std/assert";
import { xxHash32 } from "../../lib/ngram/xx_hash_32.ts";

// By xxhash 4.0.1 for Python: bytes (7 i + 3) mod 256, i from 0.
const EXPECTED = [
  [0, 46947589],
  [4, 1918138866],
  [12, 3645247425],
  [16, 2286244989],
  [20, 1046402270],
  [64, 3973229636],
  [100, 1929976397],
  [1000, 3361362258],
] as const;

for (const [length, expected] of EXPECTED) {
  Deno.test(`xxHash32() agrees with xxhash 4.0.1 on ${length} bytes`, () => {
    assertEquals(xxHash32(Uint8Array.from({ length }, (_, i) => (7 * i + 3) % 256)), expected);
  });
}
