import { cannot } from "../core/mod.ts";

/** Pixels of a side, and pixels that one character becomes: strokes are about as wide as MNIST's. */
const SIDE = 28;
const DOT = 2;

/**
 * A digit drawn with characters, as a picture like those of MNIST: 28 × 28, ink 255, and the centre of
 * the ink in the middle of the picture, where MNIST has it.
 *
 * Every character but `.` and space is ink; it becomes a square of 2 × 2 pixels. Empty lines and
 * indentation above and beside the drawing do not matter. Ten lines are as high as MNIST's digits.
 *
 * @param drawing Lines of text; what has ink fits into 14 lines of 14 characters.
 * @returns Pixels from 0 (paper) to 255 (ink), shape (28 · 28), row-major.
 * @throws {RangeError} If there is no ink, or more than fits.
 *
 * @example One dot, in the middle
 * ```ts
 * import { drawDigit } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * const pixels = drawDigit("  #  ");
 * assertEquals(pixels.filter((ink) => ink === 255).length, 4);
 * assertEquals([pixels.indexOf(255), pixels.lastIndexOf(255)], [13 * 28 + 13, 14 * 28 + 14]);
 * ```
 *
 * Source of the centring: Y. LeCun, C. Cortes, C. Burges, The MNIST database of handwritten digits.
 */
export function drawDigit(drawing: string): Uint8Array<ArrayBuffer> {
  const dots = drawing.split("\n").flatMap((line, y) =>
    [...line].flatMap((char, x) => /[.\s]/u.test(char) ? [] : [{ x, y }])
  );
  if (dots.length === 0) {
    const needed = 'the drawing must have ink: any character but "." and space';
    throw new RangeError(cannot("draw a digit", needed, drawing));
  }
  const pixels = new Uint8Array(SIDE * SIDE);
  const left = placeOf("wide", dots.map(({ x }) => x));
  const top = placeOf("high", dots.map(({ y }) => y));
  for (const { x, y } of dots) {
    for (let row = 0; row < DOT; row++) {
      const from = (top + DOT * y + row) * SIDE + left + DOT * x;
      pixels.fill(255, from, from + DOT);
    }
  }
  return pixels;
}

/** What to add along one axis so that the mean is in the middle, or as near to it as all of it fits. */
function placeOf(how: string, places: number[]): number {
  const [first, last] = [Math.min(...places), Math.max(...places)];
  if ((last - first + 1) * DOT > SIDE) {
    const needed = `the ink must be at most ${SIDE / DOT} characters ${how}`;
    throw new RangeError(cannot("draw a digit", needed, last - first + 1));
  }
  const mean = places.reduce((sum, place) => sum + place, 0) / places.length;
  const wanted = Math.round(SIDE / 2 - DOT * (mean + 0.5));
  return Math.max(-DOT * first, Math.min(SIDE - DOT * (last + 1), wanted));
}
