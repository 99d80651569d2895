import type { MatmulShape } from "./matmul.ts";

/** Columns whose values share a list, and bytes of a term in a strip, as the kernels have them. */
const PANEL = 256;
const TERM = 4 * 32;

/** What a row has that is not 0 among the columns of a panel. */
export type NonzeroList = {
  /** Where in a strip of the right factor each one's row lies, in bytes from the panel's first. */
  places: number[];
  values: number[];
};

/**
 * The values of a left factor that are not 0: of each row a list for every 256 columns. NaN is not 0,
 * nor is −0 left out.
 *
 * @param a Shape `(m, k)`, at its strides.
 * @param shape Sizes and strides; those of b and c have no part in it.
 * @returns The lists of the first row, then those of the second one, and so on.
 *
 * @example
 * ```ts
 * import { listNonzeros } from "./list_nonzeros.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const lists = listNonzeros([0, 7, 8, 0, 0, 0], { m: 2, k: 3, aRow: 3, aCol: 1 });
 * assertEquals(lists, [{ places: [128, 256], values: [7, 8] }, { places: [], values: [] }]);
 * ```
 */
export function listNonzeros(
  a: ArrayLike<number>,
  { m, k, aRow, aCol }: Pick<MatmulShape, "m" | "k" | "aRow" | "aCol">,
): NonzeroList[] {
  const lists: NonzeroList[] = [];
  for (let i = 0; i < m; i++) {
    for (let panel = 0; panel < k; panel += PANEL) {
      const list: NonzeroList = { places: [], values: [] };
      for (let p = panel; p < Math.min(k, panel + PANEL); p++) {
        const value = a[i * aRow + p * aCol]!;
        if (Object.is(value, 0)) continue;
        list.places.push((p - panel) * TERM);
        list.values.push(value);
      }
      lists.push(list);
    }
  }
  return lists;
}
