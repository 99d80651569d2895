/** Sizes of a dense layer on what a convolution gives at some patches. */
export type DensePatchesShape = {
  /** Images. */
  batch: number;
  /** Positions of the convolution in one image, and its channels. */
  positions: number;
  channels: number;
  /** Units of the dense layer. */
  units: number;
};

/** The output of a convolution: rows of a list of patches, and one row for all other patches. */
export type PatchRows = {
  /** The rows of the list, shape `(count, channels)`. */
  a: ArrayLike<number>;
  /** Image of each row, shape `(count)`. */
  samples: ArrayLike<number>;
  /** Where in the list each position begins, and last the list's length: `(positions + 1)`. */
  starts: ArrayLike<number>;
  /** The row of every patch that is not in the list, shape `(channels)`. */
  blank: ArrayLike<number>;
};

/**
 * A dense layer on the output of a convolution that is known at some patches and the same at all
 * others.
 *
 * `y[b, j] = Σ_(p, c) a(b, p)[c] · w[p, c, j]`, where `a(b, p)` is the row of image b and position
 * p, or `blank`.
 *
 * @param rows What the convolution gave.
 * @param w Weights, shape `(positions, channels, units)`.
 * @param shape The sizes.
 * @returns Shape `(batch, units)`, summed in float64.
 *
 * @example Two images of one position; only the second has a row
 * ```ts
 * import { densePatches } from "./dense_patches.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = { a: [5], samples: [1], starts: [0, 1], blank: [3] };
 * const y = densePatches(rows, [10], { batch: 2, positions: 1, channels: 1, units: 1 });
 * assertEquals(y, Float64Array.of(30, 50));
 * ```
 */
export function densePatches(
  rows: PatchRows,
  w: ArrayLike<number>,
  shape: DensePatchesShape,
): Float64Array {
  const { batch, positions, channels, units } = shape;
  const a = fillBlanks(rows, shape);
  const size = positions * channels;
  const y = new Float64Array(batch * units);
  for (let b = 0; b < batch; b++) {
    for (let j = 0; j < units; j++) {
      for (let i = 0; i < size; i++) y[b * units + j]! += a[b * size + i]! * w[i * units + j]!;
    }
  }
  return y;
}

/**
 * The output of the convolution at all patches.
 *
 * @param rows What the convolution gave.
 * @param shape The sizes.
 * @returns Shape `(batch, positions, channels)`.
 *
 * @example
 * ```ts
 * import { fillBlanks } from "./dense_patches.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = { a: [5], samples: [1], starts: [0, 1], blank: [3] };
 * const all = fillBlanks(rows, { batch: 2, positions: 1, channels: 1 });
 * assertEquals(all, Float64Array.of(3, 5));
 * ```
 */
export function fillBlanks(
  { a, samples, starts, blank }: PatchRows,
  { batch, positions, channels }: Omit<DensePatchesShape, "units">,
): Float64Array {
  const all = Float64Array.from(
    { length: batch * positions * channels },
    (_, i) => blank[i % channels]!,
  );
  for (let p = 0; p < positions; p++) {
    for (let i = starts[p]!; i < starts[p + 1]!; i++) {
      const to = (samples[i]! * positions + p) * channels;
      for (let c = 0; c < channels; c++) all[to + c] = a[i * channels + c]!;
    }
  }
  return all;
}
