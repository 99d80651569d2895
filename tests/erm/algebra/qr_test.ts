import { createMatrix, createPrng, type Matrix, matrixFrom } from "descent/core";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { entryOfR, qrInPlace, shortestSolution } from "../../../lib/erm/algebra/qr.ts";
import { norm } from "../../../lib/erm/algebra/dot.ts";

/** A of shape (n, p) and of a rank, as its transpose, the form that qrInPlace() takes. */
function randomColumns(n: number, p: number, rank: number, seed: number): Matrix {
  const prng = createPrng(seed);
  const base = Array.from(
    { length: rank },
    () => Array.from({ length: n }, () => prng.nextNormal()),
  );
  return matrixFrom(Array.from({ length: p }, (_, j) => {
    const shares = base.map((_, i) => j < rank ? Number(i === j) : prng.nextNormal());
    return Array.from(
      { length: n },
      (_, i) => base.reduce((sum, column, at) => sum + shares[at]! * column[i]!, 0),
    );
  }));
}

const times = ({ data, rows: p, columns: n }: Matrix, x: Float64Array) =>
  Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < p; j++) sum += data[j * n + i]! * x[j]!;
    return sum;
  });

for (
  const [n, p, rank] of [[1, 1, 1], [6, 3, 3], [3, 6, 3], [6, 4, 2], [3, 7, 2], [5, 5, 5], [
    4,
    3,
    0,
  ]] as const
) {
  Deno.test(`shortestSolution() of ${n} × ${p} of rank ${rank}: least error, shortest x`, () => {
    const columns = rank > 0 ? randomColumns(n, p, rank, n + 10 * p) : createMatrix(p, n);
    const prng = createPrng(3);
    const b = Float64Array.from({ length: n }, () => prng.nextNormal());
    const qr = qrInPlace({ ...columns, data: columns.data.slice() });
    const x = shortestSolution(qr, b);
    assertEquals(qr.rank, rank);
    const left = times(columns, x).map((value, i) => b[i]! - value);
    for (let j = 0; j < p; j++) { // Aᵀ (b − A x) = 0
      let slope = 0;
      for (let i = 0; i < n; i++) slope += columns.data[j * n + i]! * left[i]!;
      assertAlmostEquals(slope, 0, 1e-12);
    }
    for (let trial = 0; trial < 20; trial++) { // no step that A does not see makes x shorter
      const wish = Float64Array.from({ length: p }, () => prng.nextNormal());
      const seen = shortestSolution(qr, times(columns, wish));
      const unseen = wish.map((value, j) => value - seen[j]!);
      const longer = norm(x.map((value, j) => value + 0.1 * unseen[j]!));
      assert(longer >= norm(x) - 1e-12);
    }
  });
}

Deno.test("qrInPlace() orders R's diagonal from large to small", () => {
  const qr = qrInPlace(randomColumns(8, 5, 5, 1));
  for (let i = 1; i < 5; i++) {
    assert(Math.abs(entryOfR(qr, i, i)) <= Math.abs(entryOfR(qr, i - 1, i - 1)));
  }
});

// Läuchli's matrix: XᵀX loses ε² beside 1 and is singular in floating point, X is not.
Deno.test("shortestSolution() solves what the normal equations cannot", () => {
  const e = 1e-9;
  const columns = matrixFrom([[1, e, 0], [1, 0, e]]);
  const x = shortestSolution(qrInPlace(columns), Float64Array.of(2, e, e));
  assertAlmostEquals(x[0]!, 1, 1e-7);
  assertAlmostEquals(x[1]!, 1, 1e-7);
});

Deno.test("norm() neither overflows nor underflows", () => {
  assertAlmostEquals(norm(Float64Array.of(3e200, 4e200)) / 1e200, 5, 1e-14);
  assertAlmostEquals(norm(Float64Array.of(3e-200, 4e-200)) / 1e-200, 5, 1e-14);
  assertEquals([norm(new Float64Array(0)), norm(Float64Array.of(0))], [0, 0]);
  assert(Number.isNaN(norm(Float64Array.of(1, NaN))));
});
