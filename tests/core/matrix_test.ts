import { columnOf, createMatrix, matrixFrom, rowOf, rowsOf, takeRows } from "descent/core";
import { assert, assertEquals, assertThrows } from "@std/assert";

const X = matrixFrom([[1, 2, 3], [4, 5, 6]]);

Deno.test("matrixFrom() lays rows one after another", () => {
  assertEquals(X, { data: Float64Array.of(1, 2, 3, 4, 5, 6), rows: 2, columns: 3 });
});

Deno.test("matrixFrom() copies, keeps NaN, and takes typed arrays", () => {
  const row = Float32Array.of(0.5, NaN);
  const matrix = matrixFrom([row]);
  row[0] = 7;
  assertEquals(matrix.data, Float64Array.of(0.5, NaN));
});

Deno.test("rowsOf() undoes matrixFrom()", () => {
  for (const rows of [[], [[]], [[], []], [[1]], [[1, 2], [3, 4], [5, 6]]]) {
    assertEquals(rowsOf(matrixFrom(rows)), rows);
  }
});

Deno.test("createMatrix() is all zeros, also of size 0", () => {
  assertEquals(createMatrix(2, 1), { data: Float64Array.of(0, 0), rows: 2, columns: 1 });
  assertEquals(createMatrix(0, 5).data.length, 0);
});

Deno.test("rowOf() is a view, columnOf() and takeRows() are copies", () => {
  const matrix = matrixFrom([[1, 2], [3, 4]]);
  const [row, column, taken] = [rowOf(matrix, 1), columnOf(matrix, 0), takeRows(matrix, [1])];
  matrix.data.fill(9);
  assertEquals([row, column, taken.data], [
    Float64Array.of(9, 9),
    Float64Array.of(1, 3),
    Float64Array.of(3, 4),
  ]);
});

Deno.test("takeRows() takes a row twice, and none", () => {
  assertEquals(rowsOf(takeRows(X, Uint32Array.of(1, 1))), [[4, 5, 6], [4, 5, 6]]);
  assert(takeRows(X, []).columns === 3);
});

Deno.test("the matrix functions say what was wrong", () => {
  assertThrows(
    () => matrixFrom([[1, 2], [3]]),
    RangeError,
    "Cannot create a matrix: every row must have the 2 entries of the first, got 1 in row 1",
  );
  assertThrows(
    () => matrixFrom([["1"] as unknown as number[]]),
    TypeError,
    'Cannot create a matrix: entry (0, 0) must be a number, got "1"',
  );
  assertThrows(
    () => createMatrix(-1, 2),
    RangeError,
    "Cannot create a matrix: rows must be a whole number of at least 0, got -1",
  );
  assertThrows(
    () => columnOf(X, 3),
    RangeError,
    "Cannot take a column: its number must be a whole number from 0 to 2, got 3",
  );
  assertThrows(
    () => takeRows(X, [0, 2]),
    RangeError,
    "Cannot take rows: position 1 must be a whole number from 0 to 1, got 2",
  );
});
