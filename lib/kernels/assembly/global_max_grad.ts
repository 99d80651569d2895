// globalMaxGrad: the gradient of the maximum over all places of an image:
// dx[b, p, c] = dy[b, c] where x[b, p, c] is the maximum y[b, c], else 0.
//
// x, dx                    byte addresses of (batch, places, channels) floats; dx may be x
// y, dy                    byte addresses of (batch, channels) floats; must not overlap dx
// batch, places, channels  counts, 0 or more
// Where several places hold the maximum each gets the gradient, as tfjs has it. Copies only.

import { get, put } from "./activations";
import { bytes } from "./lanes";

export function globalMaxGrad(
  x: usize,
  y: usize,
  dy: usize,
  dx: usize,
  batch: i32,
  places: i32,
  channels: i32,
): void {
  const stop4 = bytes(channels & ~3), stop = bytes(channels);
  for (let b = 0; b < batch; b++) {
    for (let p = 0; p < places; p++) {
      let c: usize = 0;
      for (; c < stop4; c += 16) pick(x + c, y + c, dy + c, dx + c, true);
      for (; c < stop; c += 4) pick(x + c, y + c, dy + c, dx + c, false);
      x += stop;
      dx += stop;
    }
    y += stop;
    dy += stop;
  }
}

/** Four channels of a place, or one. */
// @ts-ignore: decorator
@inline
function pick(x: usize, y: usize, dy: usize, dx: usize, wide: bool): void {
  put(dx, v128.and(get(dy, wide), f32x4.eq(get(x, wide), get(y, wide))), wide);
}
