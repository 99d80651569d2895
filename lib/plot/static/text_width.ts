/** Widths of the signs from space to ~ in thousandths of the size; every other sign counts 556. */
const WIDTHS = [
  ...[278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278], // space to /
  ...[556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556], // 0 to ?
  ...[1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778], // @ to O
  ...[667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556], // P to _
  ...[333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556], // ` to o
  ...[556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584], // p to ~
];

/**
 * How wide a line of text is in Helvetica, whose widths Arial, Liberation Sans and Arimo share.
 *
 * @param text One line.
 * @returns The width in sizes of the font: times 12 it is in pixels at 12 pixels.
 *
 * Source: Adobe, Core 14 AFM files, Helvetica.afm.
 */
export function textWidth(text: string): number {
  let width = 0;
  for (const sign of text) width += WIDTHS[sign.codePointAt(0)! - 32] ?? 556;
  return width / 1000;
}
