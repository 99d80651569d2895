/** Rows of a panel and columns of a strip, as the kernels have them. */
const PANEL = 256;
const STRIP = 32;

/**
 * A matrix in the order in which `matmulSparse` reads its right factor: panels of 256 rows; in a panel
 * strips of 32 columns; in a strip row after row. Columns that the last strip lacks are 0.
 *
 * @param b (k, n), at any strides.
 * @param shape Its rows, its columns, and floats from one row and one column to the next.
 * @returns k times n, up to a multiple of 32, values.
 *
 * @example
 * ```ts
 * import { packPanels } from "./pack_panels.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const packed = packPanels([1, 2, 3, 4], { k: 2, n: 2, bRow: 2, bCol: 1 });
 * assertEquals([packed[0], packed[1], packed[2]], [1, 2, 0]);
 * assertEquals([packed[32], packed[33], packed[34]], [3, 4, 0]);
 * ```
 */
export function packPanels(
  b: ArrayLike<number>,
  { k, n, bRow, bCol }: { k: number; n: number; bRow: number; bCol: number },
): Float32Array {
  const width = STRIP * Math.ceil(n / STRIP);
  const packed = new Float32Array(k * width);
  for (let p = 0; p < k; p++) {
    const panel = p - p % PANEL;
    const depth = Math.min(PANEL, k - panel);
    for (let j = 0; j < n; j++) {
      const strip = j - j % STRIP;
      packed[panel * width + strip * depth + (p - panel) * STRIP + j - strip] =
        b[p * bRow + j * bCol]!;
    }
  }
  return packed;
}
