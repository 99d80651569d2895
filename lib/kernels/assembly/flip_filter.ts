// flipFilter: out[i, j, o, c] = w[kH - 1 - i, kW - 1 - j, c, o].
//
// w    byte address of (kH, kW, inC, outC) floats
// out  byte address of (kH, kW, outC, inC) floats; must not overlap w
// A convolution's input gradient is the convolution of dy with this filter. Copies only: no rounding.

import { bytes } from "./lanes";
import { packColumns } from "./pack_columns";

export function flipFilter(w: usize, out: usize, kH: i32, kW: i32, inC: i32, outC: i32): void {
  const taps = kH * kW, size = bytes(inC * outC);
  for (let t = 0; t < taps; t++) {
    packColumns(w + <usize>(taps - 1 - t) * size, bytes(outC), 4, inC, outC, out + <usize>t * size, bytes(inC));
  }
}
