// packStrips: a matrix in the order in which tiles read it.

import { bytes } from "./lanes";
import { packColumns } from "./pack_columns";

/**
 * Packs `across` lines of `depth` terms in strips of `strip` lines: term after term, and in each term
 * the strip's lines side by side. Lines that a last strip lacks are filled with 0.
 *
 * from                    byte address of term 0 of line 0
 * termStride, lineStride  floats from one term, and from one line, to the next
 * strip                   4, or a multiple of 8
 * to                      room for depth * across floats, with across a multiple of the strip
 */
export function packStrips(
  from: usize, termStride: i32, lineStride: i32, depth: i32, across: i32, strip: i32, to: usize,
): void {
  const termStep = bytes(termStride), lineStep = bytes(lineStride);
  for (let line = 0; line < across; line += strip) {
    const lines = min(strip, across - line);
    const first = from + <usize>line * lineStep;
    if (lines < strip) memory.fill(to, 0, bytes(depth * strip));
    if (lines == strip && lineStep == 4) copyTerms(first, termStep, depth, strip, to);
    // Lines become columns of the strip: the strip is the packed matrix, turned.
    else packColumns(first, lineStep, termStep, lines, depth, to, bytes(strip));
    to += bytes(depth * strip);
  }
}

/** One strip whose lines lie side by side: 4 floats a term, or a multiple of 8. */
function copyTerms(from: usize, termStep: usize, depth: i32, strip: i32, to: usize): void {
  if (strip > 8) {
    for (let p = 0; p < depth; p++, from += termStep) {
      for (let line: usize = 0, stop = bytes(strip); line < stop; line += 32, to += 32) {
        v128.store(to, v128.load(from + line));
        v128.store(to, v128.load(from + line, 16), 16);
      }
    }
    return;
  }
  if (strip == 8) {
    for (let p = 0; p < depth; p++) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += termStep;
      to += 32;
    }
    return;
  }
  for (let p = 0; p < depth; p++) {
    v128.store(to, v128.load(from));
    from += termStep;
    to += 16;
  }
}
