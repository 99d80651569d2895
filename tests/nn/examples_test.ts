import { assertEquals } from "@std/assert";
import { exampleWriter, firstExamples } from "../../lib/nn/examples.ts";

Deno.test("exampleWriter() writes the examples asked for, one after the other, scaled", () => {
  const write = exampleWriter({ x: Float32Array.of(1, 2, 3, 4, 5, 6), scale: 10 }, 2);
  const to = new Float32Array(7).fill(-1);
  write(Uint32Array.of(2, 0, 2), to);
  assertEquals(to, Float32Array.of(50, 60, 10, 20, 50, 60, -1));
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
  const write = exampleWriter({ x: Float32Array.of(1, 2, 3, 4, 5, 6) }, 2);
  assertEquals(firstExamples(write, 2, 2), Float32Array.of(1, 2, 3, 4));
});
