// convPatches: y[i, o] = bias[o] + sum over taps t of patch i [t] * w[t, o], then max(0, ·) where
// `relu` is 1, for the patches of a list.
//
// x                   byte address that the list's offsets count from
// patches             byte address of `count` int32: the bytes from x to each patch's first tap
// w                   byte address of (kH, kW, inC, outC) floats
// bias                byte address of outC floats, or 0 for none
// y                   byte address of count × outC floats; must not overlap x or w
// count               patches, 0 or more
// inW, inC, kH, kW    sizes of the image's rows and of the filter
// outC                channels, a multiple of 8
// relu                1: negative results become 0, and NaN stays NaN
// scratch             kH * kW * inC floats
// Error against the plain loop: at most t * 2^-23 * sum|x * w|, t = kH * kW * inC taps.

import { onePatch, sixPatches, writeOffsets } from "./conv_tiles";
import { bytes } from "./lanes";

export function convPatches(
  x: usize,
  patches: usize,
  w: usize,
  bias: usize,
  y: usize,
  count: i32,
  inW: i32,
  inC: i32,
  kH: i32,
  kW: i32,
  outC: i32,
  relu: i32,
  scratch: usize,
): void {
  const taps = kH * kW * inC, step = bytes(outC);
  writeOffsets(scratch, kH, kW * inC, inW * inC);
  let i = 0;
  for (; i + 6 <= count; i += 6) {
    const at = patches + bytes(i);
    const x0 = x + load<u32>(at), x1 = x + load<u32>(at, 4), x2 = x + load<u32>(at, 8);
    const x3 = x + load<u32>(at, 12), x4 = x + load<u32>(at, 16), x5 = x + load<u32>(at, 20);
    for (let o: usize = 0; o < step; o += 32) {
      const b = bias ? bias + o : 0, to = y + <usize>i * step + o;
      sixPatches(x0, x1, x2, x3, x4, x5, scratch, taps, w + o, step, b, to, relu);
    }
  }
  for (; i < count; i++) { // the 0 to 5 patches left
    const from = x + load<u32>(patches + bytes(i));
    for (let o: usize = 0; o < step; o += 32) {
      const b = bias ? bias + o : 0;
      onePatch(from, scratch, taps, w + o, step, b, y + <usize>i * step + o, relu);
    }
  }
}
