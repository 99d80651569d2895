import type { Matrix } from "../../kernels/mod.ts";

/** A matrix whose rows of so many columns lie one after the other. */
export function matrix(address: number, columns: number): Matrix {
  return { address, row: columns, column: 1 };
}

/** The same, with rows and columns changed. */
export function turned(address: number, columns: number): Matrix {
  return { address, row: 1, column: columns };
}
