/** The sizes of a 3-D convolution with padding. */
export type Conv3dShape = {
  /** x is `(batch, inD, inH, inW, inC)`. */
  batch: number;
  inD: number;
  inH: number;
  inW: number;
  inC: number;
  /** The filter is `(kD, kH, kW, inC, outC)`. */
  kD: number;
  kH: number;
  kW: number;
  outC: number;
  /** The output is `(batch, outD, outH, outW, outC)`. */
  outD: number;
  outH: number;
  outW: number;
  /** Step of the window. */
  strideD: number;
  strideH: number;
  strideW: number;
  /** Padding before the volume. */
  front: number;
  top: number;
  left: number;
};

/** Positions of one product of a 3-D convolution in its three arrays. */
export type Conv3dTerm = { x: number; f: number; y: number };

/**
 * All products of a 3-D convolution: `y[b, p, r, q, o]` takes `x[b, d, h, w, c] · f[i, j, l, c, o]`
 * where `d = p · strideD − front + i`, and h and w alike, lie in the volume.
 *
 * The convolution and its two gradients are three sums over this one list.
 *
 * @param s The sizes.
 * @param visit Gets the positions of one product after the other.
 *
 * @example A window of two over two places, one place of padding before them
 * ```ts
 * import { forEachConv3dTerm } from "./conv3d_shape.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const one = { batch: 1, inH: 1, inW: 1, inC: 1, kH: 1, kW: 1, outC: 1, outH: 1, outW: 1 };
 * const still = { strideD: 1, strideH: 1, strideW: 1, top: 0, left: 0 };
 * const terms: number[][] = [];
 * forEachConv3dTerm(
 *   { ...one, ...still, inD: 2, kD: 2, outD: 2, front: 1 },
 *   ({ x, f, y }) => terms.push([y, x, f]),
 * );
 * assertEquals(terms, [[0, 0, 1], [1, 0, 0], [1, 1, 1]]);
 * ```
 */
export function forEachConv3dTerm(s: Conv3dShape, visit: (term: Conv3dTerm) => void): void {
  const outPlaces = places(s.outD, s.outH, s.outW);
  const taps = places(s.kD, s.kH, s.kW);
  for (let b = 0; b < s.batch; b++) {
    outPlaces.forEach(([p, r, q], place) => {
      taps.forEach(([i, j, l], tap) => {
        const d = p * s.strideD - s.front + i;
        const h = r * s.strideH - s.top + j;
        const w = q * s.strideW - s.left + l;
        if (d < 0 || d >= s.inD || h < 0 || h >= s.inH || w < 0 || w >= s.inW) return;
        for (let c = 0; c < s.inC; c++) {
          const x = (((b * s.inD + d) * s.inH + h) * s.inW + w) * s.inC + c;
          for (let o = 0; o < s.outC; o++) {
            const y = (b * outPlaces.length + place) * s.outC + o;
            visit({ x, f: (tap * s.inC + c) * s.outC + o, y });
          }
        }
      });
    });
  }
}

/** All places of a box, in reading order. */
function places(depth: number, height: number, width: number): [number, number, number][] {
  return Array.from({ length: depth * height * width }, (_, at) => [
    Math.floor(at / (height * width)),
    Math.floor(at / width) % height,
    at % width,
  ]);
}
