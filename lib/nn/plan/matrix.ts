import { type Heap, type Matrix, multiplyAt } from "../../kernels/mod.ts";

/** A matrix whose rows of so many columns lie one after the other. */
export function matrix(address: number, columns: number): Matrix {
  return { address, row: columns, column: 1 };
}

/** The same, with rows and columns changed. */
export function turned(address: number, columns: number): Matrix {
  return { address, row: 1, column: columns };
}

/**
 * y = activation(x · w + bias), a row of `units` values for every row of x.
 *
 * @param at Addresses; `bias` undefined for none.
 * @param sizes Rows of x, its columns and those of y.
 * @param kind The activation, as kernels number them.
 */
export function forwardProduct(
  heap: Heap,
  at: { x: number; w: number; bias: number | undefined; y: number },
  { rows, columns, units }: { rows: number; columns: number; units: number },
  kind: number,
): void {
  const ending = { bias: at.bias ?? 0, relu: kind === 1 };
  const [x, w] = [matrix(at.x, columns), matrix(at.w, units)];
  multiplyAt(heap, x, w, at.y, rows, units, columns, ending);
  if (kind > 1) heap.kernels.activate(at.y, 0, at.y, rows * units, kind);
}
