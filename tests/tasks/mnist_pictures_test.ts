import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { cropToInk, digitPicture } from "../../tasks/shared/digits/digit_picture.ts";
import { gallery } from "../../tasks/shared/digits/gallery.ts";

// Two columns: ink above paper and paper above ink; then a third row that stands alone.
const image = { pixels: Uint8Array.of(255, 0, 0, 255, 255, 102), height: 3, width: 2 };

Deno.test("digitPicture() shows the mean of two pixels as a character", () => {
  // 255 and 0: level 4.5 of 9, rounded up, is "+"; 102 and 0: level 1.8 is ":".
  assertEquals(digitPicture(image, "ascii"), ["++", "+:"]);
});

Deno.test("digitPicture() shows two pixels as the halves of a block in greys 232 to 255", () => {
  assertEquals(digitPicture(image, "blocks"), [
    "\x1b[38;5;255;48;5;232m▀\x1b[38;5;232;48;5;255m▀\x1b[0m",
    "\x1b[38;5;255;48;5;232m▀\x1b[38;5;241;48;5;232m▀\x1b[0m",
  ]);
});

Deno.test("digitPicture() says a colour once for a run of equal characters", () => {
  const paper = { pixels: new Uint8Array(6), height: 2, width: 3 };
  assertEquals(digitPicture(paper, "blocks"), ["\x1b[38;5;232;48;5;232m▀▀▀\x1b[0m"]);
});

/** An image of 28 × 28 with ink 1, 2, 3, … at the places given. */
function inked(...places: [y: number, x: number][]) {
  const pixels = new Uint8Array(28 * 28);
  places.forEach(([y, x], i) => pixels[y * 28 + x] = i + 1);
  return { pixels, height: 28, width: 28 };
}

Deno.test("cropToInk() centres the window on the ink", () => {
  // Ink from row 4 to 7 and column 10 to 13: the middle 4 × 4 of a window of 8 that begins at 2, 8.
  const cropped = cropToInk(inked([4, 10], [7, 13]), 8);
  assertEquals([cropped.height, cropped.width], [8, 8]);
  assertEquals(cropped.pixels[2 * 8 + 2], 1);
  assertEquals(cropped.pixels[5 * 8 + 5], 2);
});

Deno.test("cropToInk() stays within the image", () => {
  assertEquals(cropToInk(inked([0, 0]), 20).pixels[0], 1);
  assertEquals(cropToInk(inked([27, 27]), 20).pixels.at(-1), 1);
});

Deno.test("cropToInk() loses no ink that fits the window", () => {
  const place = fc.tuple(fc.integer({ min: 0, max: 19 }), fc.integer({ min: 0, max: 19 }));
  const offset = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }));
  fc.assert(fc.property(fc.uniqueArray(place, { selector: String }), offset, (places, [dy, dx]) => {
    const whole = inked(...places.map(([y, x]): [number, number] => [y + dy, x + dx]));
    const ink = (pixels: Uint8Array) => Array.from(pixels).filter((value) => value > 0);
    assertEquals(ink(cropToInk(whole, 20).pixels), ink(whole.pixels));
  }));
});

Deno.test("cropToInk() takes an image without ink, and one smaller than the window", () => {
  assertEquals(cropToInk(inked(), 20).pixels, new Uint8Array(400));
  assertEquals(cropToInk(image, 20), image);
});

const picture = (caption: string) => ({ lines: ["ab  ", "cdef"], caption });

Deno.test("gallery() puts pictures side by side with their captions below", () => {
  assertEquals(gallery([picture("one"), picture("two")], 4, 80), [
    "ab     ab",
    "cdef   cdef",
    "one    two",
  ]);
});

Deno.test("gallery() begins a new row where the terminal ends, and keeps one in a row", () => {
  const two = [picture("one"), picture("two")];
  const below = ["ab", "cdef", "one", "", "ab", "cdef", "two"];
  assertEquals(gallery(two, 4, 12).length, 3);
  assertEquals(gallery(two, 4, 11), below);
  assertEquals(gallery(two, 4, 1), below);
  assertEquals(gallery([], 4, 80), []);
});

Deno.test("gallery() never writes into the terminal's last column", () => {
  const pictures = Array.from({ length: 10 }, () => picture("none"));
  for (let columns = 5; columns <= 120; columns++) {
    for (const line of gallery(pictures, 4, columns)) assert(line.length < columns, line);
  }
});
