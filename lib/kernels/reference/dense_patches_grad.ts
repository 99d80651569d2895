import { type DensePatchesShape, fillBlanks, type PatchRows } from "./dense_patches.ts";

/**
 * The gradients of {@linkcode densePatches}, and of the bias of the convolution before it.
 *
 * `dw[p, c, j] = Σ_b dy[b, j] · a(b, p)[c]`, `da(b, p)[c] = Σ_j dy[b, j] · w[p, c, j]`, with `relu` 0
 * where `a(b, p)[c] <= 0`, and `db[c] = Σ_(b, p) da(b, p)[c]`.
 *
 * @param rows What the convolution gave, after its ReLU if it has one.
 * @param w Weights, shape `(positions, channels, units)`.
 * @param dy The loss's gradient by the output, shape `(batch, units)`.
 * @param options The sizes; `relu`, off where left out.
 * @returns `dw`, shaped as w; `da` for the rows of the list, shape `(count, channels)`; `db`, shape
 * `(channels)`. Summed in float64.
 *
 * @example Two images of one position; only the second has a row
 * ```ts
 * import { densePatchesGrad } from "./dense_patches_grad.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const rows = { a: [5], samples: [1], starts: [0, 1], blank: [3] };
 * const sizes = { batch: 2, positions: 1, channels: 1, units: 1 };
 * const { dw, da, db } = densePatchesGrad(rows, [10], [7, 8], sizes);
 * assertEquals([dw[0], da[0], db[0]], [7 * 3 + 8 * 5, 8 * 10, 7 * 10 + 8 * 10]);
 * ```
 */
export function densePatchesGrad(
  rows: PatchRows,
  w: ArrayLike<number>,
  dy: ArrayLike<number>,
  options: DensePatchesShape & { relu?: boolean },
): { dw: Float64Array; da: Float64Array; db: Float64Array } {
  const { batch, positions, channels, units, relu = false } = options;
  const a = fillBlanks(rows, options);
  const size = positions * channels;
  const dw = new Float64Array(size * units);
  const daAll = new Float64Array(batch * size);
  const db = new Float64Array(channels);
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < size; i++) {
      const at = b * size + i;
      for (let j = 0; j < units; j++) {
        dw[i * units + j]! += dy[b * units + j]! * a[at]!;
        if (!relu || a[at]! > 0) daAll[at]! += dy[b * units + j]! * w[i * units + j]!;
      }
      db[i % channels]! += daAll[at]!;
    }
  }
  return { dw, da: listedRows(daAll, rows, options), db };
}

/** The rows of the list, picked out of the rows of all patches. */
function listedRows(
  all: Float64Array,
  { samples, starts }: PatchRows,
  { positions, channels }: DensePatchesShape,
): Float64Array {
  const listed = new Float64Array(samples.length * channels);
  for (let p = 0; p < positions; p++) {
    for (let i = starts[p]!; i < starts[p + 1]!; i++) {
      const from = (samples[i]! * positions + p) * channels;
      listed.set(all.subarray(from, from + channels), i * channels);
    }
  }
  return listed;
}
