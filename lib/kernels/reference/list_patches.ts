import type { ConvShape } from "./conv_shape.ts";

/** Patches of a convolution, position by position and at each position image by image. */
export type PatchList = {
  /** Where in the list each position begins, and last the list's length: `(outH · outW + 1)`. */
  starts: Int32Array;
  /** The number of the image of each patch. */
  samples: Int32Array;
  /** The bytes from the first image's beginning to the first tap of each patch. */
  patches: Int32Array;
};

/**
 * The patches of a convolution that are not blank, that is not all zeros. A −0 is not blank.
 *
 * @param x Input, shape `(batch, inH, inW, inC)`.
 * @param shape The sizes; `outC` has no part in it.
 * @returns The list; its arrays are empty, and the starts 0, where all patches are blank.
 *
 * @example Windows of two over two images of three pixels; the 7 is in the second window only
 * ```ts
 * import { listPatches } from "./list_patches.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const one = { inH: 1, inC: 1, kH: 1, outC: 1, outH: 1, strideH: 1, strideW: 1 };
 * const list = listPatches([5, 0, 7, 0, 0, 7], { ...one, batch: 2, inW: 3, kW: 2, outW: 2 });
 * assertEquals(list.starts, Int32Array.of(0, 1, 3));
 * assertEquals(list.samples, Int32Array.of(0, 0, 1));
 * assertEquals(list.patches, Int32Array.of(0, 4, 16));
 * ```
 */
export function listPatches(x: ArrayLike<number>, shape: ConvShape): PatchList {
  const { batch, inH, inW, inC, outH, outW, strideH, strideW } = shape;
  const starts = [0];
  const samples: number[] = [];
  const patches: number[] = [];
  for (let r = 0; r < outH; r++) {
    for (let q = 0; q < outW; q++) {
      for (let b = 0; b < batch; b++) {
        const at = ((b * inH + r * strideH) * inW + q * strideW) * inC;
        if (isBlank(x, at, shape)) continue;
        samples.push(b);
        patches.push(4 * at);
      }
      starts.push(samples.length);
    }
  }
  return {
    starts: Int32Array.from(starts),
    samples: Int32Array.from(samples),
    patches: Int32Array.from(patches),
  };
}

function isBlank(x: ArrayLike<number>, at: number, { inW, inC, kH, kW }: ConvShape): boolean {
  for (let i = 0; i < kH; i++) {
    for (let t = 0; t < kW * inC; t++) {
      if (!Object.is(x[at + i * inW * inC + t], 0)) return false;
    }
  }
  return true;
}
