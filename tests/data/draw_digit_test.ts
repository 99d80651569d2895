import { drawDigit } from "descent/data";
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";

/** Rows and columns of the ink. */
function inkOf(pixels: Uint8Array): { x: number; y: number }[] {
  return [...pixels].flatMap((ink, at) => ink ? [{ x: at % 28, y: Math.floor(at / 28) }] : []);
}

Deno.test("drawDigit() makes each character a square of four pixels", () => {
  const pixels = drawDigit("##\n.#");
  // Three squares: their centre is 7/6 · 2 = 2 1/3 from the left and 5/3 from the top.
  assertEquals(inkOf(pixels), [
    ...[12, 13].flatMap((y) => [12, 13, 14, 15].map((x) => ({ x, y }))),
    ...[14, 15].flatMap((y) => [14, 15].map((x) => ({ x, y }))),
  ]);
  assertEquals([...new Set(pixels)], [0, 255]);
});

Deno.test("drawDigit() does not care for empty lines, indentation, or which ink", () => {
  const bare = drawDigit(".##\n#..\n.##");
  assertEquals(drawDigit("\n\n     @@\n    *  \n     88   \n\n"), bare);
});

Deno.test("drawDigit() keeps as much ink as was drawn, and its centre in the middle", () => {
  const line = fc.array(fc.constantFrom(".", "#"), { minLength: 8, maxLength: 8 });
  fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
    const text = lines.map((chars) => chars.join("")).join("\n");
    const dots = text.split("#").length - 1;
    fc.pre(dots > 0);
    const ink = inkOf(drawDigit(text));
    assertEquals(ink.length, 4 * dots);
    for (const axis of ["x", "y"] as const) {
      const centre = ink.reduce((sum, at) => sum + at[axis] + 0.5, 0) / ink.length;
      assert(Math.abs(centre - 14) <= 0.5 + 1e-9, `${axis}: ${centre}`);
    }
  }));
});

Deno.test("drawDigit() moves what would stick out back onto the paper", () => {
  const pixels = drawDigit("############..\n##############\n##############\n.............#");
  assertEquals(inkOf(pixels).length, 4 * (12 + 14 + 14 + 1));
});

Deno.test("drawDigit() refuses blank paper and what does not fit", () => {
  for (
    const [drawing, message] of [
      [" .\n.", 'the drawing must have ink: any character but "." and space, got " .\\n."'],
      ["#".repeat(15), "the ink must be at most 14 characters wide, got 15"],
      ["#\n".repeat(15), "the ink must be at most 14 characters high, got 15"],
    ] as const
  ) {
    assertThrows(() => drawDigit(drawing), RangeError, `Cannot draw a digit: ${message}`);
  }
});
