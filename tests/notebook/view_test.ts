import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { html, image, leakGuard, seed, show } from "descent/notebook";
import { line } from "descent/plot";
import { inflateSync } from "node:zlib";
import { DISPLAY } from "../../lib/notebook/displayable.ts";
import { encodePng } from "../../lib/notebook/png.ts";
import { forms, record } from "./recorder.ts";

Deno.test("encodePng() writes what a PNG reader reads", () => {
  const pixels = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12); // 2 × 2 RGB
  const bytes = encodePng(pixels, 2, 2, 3);
  assertEquals([...bytes.subarray(1, 4)], [0x50, 0x4e, 0x47]); // "PNG"
  const view = new DataView(bytes.buffer);
  assertEquals([view.getUint32(16), view.getUint32(20), bytes[24], bytes[25]], [2, 2, 8, 2]);
  const length = view.getUint32(33);
  const rows = inflateSync(bytes.subarray(41, 41 + length));
  assertEquals([...rows], [0, 1, 2, 3, 4, 5, 6, 0, 7, 8, 9, 10, 11, 12]);
  const end = "0000000049454e44ae426082"; // the last chunk is the same in every PNG file
  assertEquals(bytes.subarray(-12).toHex(), end);
});

Deno.test("image() keeps the pixels of the moment, and counts channels", async () => {
  const pixels = Uint8Array.of(0, 255, 255, 0);
  const shape = { width: 2, height: 2 };
  const grey = image(pixels, shape);
  pixels.fill(0);
  const bundle = await grey[DISPLAY]();
  assertEquals(bundle["text/plain"], "image, 2 × 2, grey\n @\n@");
  assertStringIncludes(String(bundle["text/html"]), 'width="140" height="140"');
  const colour = await image(new Uint8Array(12), shape)[DISPLAY]();
  assertEquals(colour["text/plain"], "image, 2 × 2, RGB");
  assertThrows(
    () => image(new Uint8Array(5), shape),
    RangeError,
    "Cannot make an image: pixels must hold 1, 3 or 4 times 2 × 2 values, got 5",
  );
});

Deno.test("show() draws tensors as tables, and disposes of none", async () => {
  const matrix = tf.tensor2d([[1, 2.5], [3, 4]]);
  const [single, deep, none] = [tf.scalar(7), tf.ones([2, 2, 3]), tf.zeros([0, 2])];
  const { shown } = await record(() => show(matrix, single, deep, none));
  const texts = forms(shown, "text/plain");
  assertEquals(texts[0], "Tensor [2, 2] float32\n0    1\n─  ───\n1  2.5\n3    4");
  assertEquals(texts[1], "Tensor [] float32\n0\n─\n7");
  assertStringIncludes(texts[2]!, "Tensor [2, 2, 3] float32, first 2 × 3 of it");
  assertEquals(texts[3], "Tensor [0, 2] float32\n0  1\n─  ─");
  assertEquals(matrix.isDisposed, false);
  tf.dispose([matrix, single, deep, none]);
});

Deno.test("show() draws a figure at once, and its still picture before the cell ends", async () => {
  const figure = line([{ y: [3, 1] }], { title: "a < b" });
  const { shown, lives } = await record(async ({ lives, endCell }) => {
    await show(figure);
    assertEquals(lives[0]!.drawn.length, 1);
    await endCell();
  });
  const [first, last] = forms(lives[0]!.drawn, "text/html");
  assertEquals([first!.includes("<img"), last!.includes("<img")], [false, true]);
  assertEquals(forms(lives[0]!.drawn, "text/plain")[1], "[a < b: 1 scatter]");
  assertEquals(lives[0]!.drawn[1]!["application/vnd.plotly.v1+json"], figure);
  assert(forms(shown, "text/html")[0]!.length < 1_000_000); // plotly.js
});

Deno.test("show() puts plotly.js before the first figure, and again when that is shown again", async () => {
  const figures = ["one", "two"].map((title) => line([{ y: [1, 2] }], { title }));
  const { shown } = await record(async () => {
    await show(line([{ y: [3, 1] }], { title: "a < b" })); // the first of this file
    await show(...figures);
    await show(line([{ y: [7, 8, 9] }], { title: "a < b" }));
  });
  assertEquals(shown.length, 2);
});

Deno.test("show() takes HTML as it is", async () => {
  const { shown } = await record(() => show(html("<b>1</b>", "one")));
  assertEquals(shown, [{ "text/html": "<b>1</b>", "text/plain": "one" }]);
});

Deno.test("leakGuard() finds the engine by itself, and says how many tensors are left", async () => {
  const { shown } = await record(() => {
    const guard = leakGuard();
    const kept = tf.scalar(1);
    assertEquals(guard.leaked(), 1);
    guard.check(1);
    assertThrows(
      () => guard.check(),
      RangeError,
      "Cannot check for leaks: 0 tensors more than at the start; wrap the work in tf.tidy() or " +
        "dispose() of what is not needed, got 1",
    );
    kept.dispose();
    guard.check();
  });
  assertEquals(forms(shown, "text/plain"), [
    "✓ 1 kept, no other tensor leaked",
    "✓ no tensor leaked",
  ]);
});

Deno.test("seed() gives libraries other numbers than its own generator", () => {
  const random = Math.random;
  try {
    const own = seed(3);
    const theirs = Math.random;
    const pairs = Array.from({ length: 100 }, () => [own.next(), theirs()]);
    assert(pairs.every(([a, b]) => a !== b));
    assertThrows(() => seed(-1), RangeError);
  } finally {
    Math.random = random;
  }
});
