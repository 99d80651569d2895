import { assertEquals } from "@std/assert";
import { exampleWriter, firstExamples } from "../../lib/nn/examples.ts";

Deno.test("exampleWriter() writes the examples asked for, one after the other, scaled", () => {
  const write = exampleWriter({ x: Float32Array.of(1, 2, 3, 4, 5, 6), scale: 10 }, 2);
  const to = new Float32Array(7).fill(-1);
  write(Uint32Array.of(2, 0, 2), to);
  assertEquals(to, Float32Array.of(50, 60, 10, 20, 50, 60, -1));
});

Deno.test("exampleWriter() writes the same whether examples lie in a row or not", () => {
  const values = Array.from({ length: 24 }, (_, i) => i);
  for (const rows of [[], [7], [0, 1, 2, 3], [6, 7, 0, 1, 3, 2, 2, 3, 5], [7, 6, 5, 4]]) {
    for (const scale of [1, 2]) {
      for (const x of [Float32Array.from(values), Uint8Array.from(values)]) {
        const to = new Float32Array(3 * rows.length + 1).fill(-1);
        exampleWriter({ x, scale }, 3)(Uint32Array.from(rows), to);
        const expected = rows.flatMap((row) => [0, 1, 2].map((i) => (3 * row + i) * scale));
        assertEquals([...to], [...expected, -1]);
      }
    }
  }
});

Deno.test("exampleWriter() takes values as they are without a scale", () => {
  const to = new Float32Array(2);
  exampleWriter({ x: Uint8Array.of(7, 255) }, 1)(Uint32Array.of(1, 0), to);
  assertEquals(to, Float32Array.of(255, 7));
});

Deno.test("exampleWriter() rounds every byte to float32 once, as byte / 255 is", () => {
  const x = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const to = new Float32Array(256);
  exampleWriter({ x, scale: 1 / 255 }, 256)(Uint32Array.of(0), to);
  assertEquals(to, Float32Array.from(x, (byte) => byte / 255));
});

Deno.test("firstExamples() gives the first ones", () => {
  const values = [1, 2, 3, 4, 5, 6];
  for (const scale of [1, 2]) {
    const expected = Float32Array.of(1, 2, 3, 4).map((value) => value * scale);
    assertEquals(firstExamples({ x: Float32Array.from(values), scale }, 2, 2), expected);
    assertEquals(firstExamples({ x: Uint8Array.from(values), scale }, 2, 2), expected);
  }
});
