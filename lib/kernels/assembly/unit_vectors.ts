// Rows of a dense layer's weights, one number a unit, read as vectors of four. Where the units fill no
// vectors, the last vector takes some units a second time; fewer than four are spread out first.

import { bytes } from "./lanes";

/** How many vectors take `units` units, 1 to 16. */
// @ts-ignore: decorator
@inline
export function vectorsOf(units: i32): i32 {
  return units + 3 >> 2;
}

/** Where vector k begins in a row of units, in bytes. */
// @ts-ignore: decorator
@inline
export function vectorAt(k: i32, units: i32): usize {
  return bytes(max(0, min(4 * k, units - 4)));
}

/** Copies rows of `units` floats, 1 to 3, to rows of four, of which the others stay as they are. */
export function spread(from: usize, to: usize, rows: i32, units: i32): void {
  for (let i = 0; i < rows; i++, to += 16) {
    for (let j = 0; j < units; j++, from += 4) store<f32>(to + bytes(j), load<f32>(from));
  }
}

/** Copies the first `units` floats, 1 to 3, of rows of four. */
export function gatherUnits(from: usize, to: usize, rows: i32, units: i32): void {
  for (let i = 0; i < rows; i++, from += 16) {
    for (let j = 0; j < units; j++, to += 4) store<f32>(to, load<f32>(from + bytes(j)));
  }
}
