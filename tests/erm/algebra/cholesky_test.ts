import { matrixFrom } from "descent/core";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { cholesky, solveCholesky, solveLifted } from "../../../lib/erm/algebra/cholesky.ts";

Deno.test("cholesky() of a matrix worked by hand", () => {
  assertEquals(cholesky(matrixFrom([[4, 2], [2, 10]])), matrixFrom([[2, 0], [1, 3]]));
});

Deno.test("cholesky() gives nothing where the matrix is not positive definite", () => {
  for (const rows of [[[0]], [[1, 1], [1, 1]], [[1, 2], [2, 1]], [[-1]], [[NaN]]]) {
    assertEquals(cholesky(matrixFrom(rows)), undefined, JSON.stringify(rows));
  }
});

Deno.test("solveCholesky() undoes the product", () => {
  const L = cholesky(matrixFrom([[4, 2, 0], [2, 10, 1], [0, 1, 3]]))!;
  const x = solveCholesky(L, Float64Array.of(8, 25, 11)); // A (1, 2, 3)
  [1, 2, 3].forEach((value, j) => assertAlmostEquals(x[j]!, value));
});

Deno.test("solveLifted() solves singular systems that have a solution, and stays finite", () => {
  const A = matrixFrom([[1, 1], [1, 1]]);
  const x = solveLifted(A, Float64Array.of(2, 2));
  assertAlmostEquals(x[0]! + x[1]!, 2, 1e-6);
  assert(solveLifted(matrixFrom([[0]]), Float64Array.of(1)).every(Number.isFinite));
});

Deno.test("solveLifted() stops with an error where nothing helps", () => {
  assertThrows(
    () => solveLifted(matrixFrom([[Infinity, NaN], [NaN, 1]]), Float64Array.of(1, 1)),
    RangeError,
    "Cannot minimise a risk: products of features must stay finite, which fitMaxAbsScaler() " +
      "brings about, got Infinity",
  );
});
