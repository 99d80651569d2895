// packPanels: a right factor of matmulSparse in the order in which it is read, for several products.
//
// b     byte address of (0, 0); bRow and bCol are its strides in floats
// k, n  its rows and columns, 1 or more
// to    room for k * (n up to a multiple of TILE_N) floats; must not overlap b
//
// PANEL_K rows after PANEL_K rows; of these the strips of TILE_N columns, and of a strip row after row.
// Columns that the last strip lacks are 0. Panels can be packed apart, each to k * 4 bytes times the
// columns further on.

import { bytes } from "./lanes";
import { packStrips } from "./pack_strips";

/** Columns of a strip: as many sums of a row as eight registers hold. */
export const TILE_N: i32 = 32;
/** Terms whose sum is added to c at once, as many as in matmulTiled: a strip of b fills 32 KiB of L1. */
export const PANEL_K: i32 = 256;

export function packPanels(b: usize, bRow: i32, bCol: i32, k: i32, n: i32, to: usize): void {
  for (let p = 0; p < k; p += PANEL_K) {
    const depth = min(PANEL_K, k - p);
    packStrips(b + (<usize>p * bRow << 2), bRow, bCol, depth, n, TILE_N, to);
    to += bytes(depth * (n + TILE_N - 1 & -TILE_N));
  }
}
