// The laws of all metrics, from the table in laws/.

import * as metrics from "descent/metrics";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { createPrng, permutation } from "descent/core";
import fc from "fast-check";
import type { Data, Holds, Row } from "./laws/row.ts";
import { OTHERS, ROWS } from "./laws/table.ts";

Deno.test("the table of laws holds every export of descent/metrics", () => {
  const held = new Set([...ROWS, ...OTHERS].flatMap(({ covers }) => covers));
  const missing = Object.keys(metrics).filter((name) => !held.has(name));
  const unknown = [...held].filter((name) => !(name in metrics));
  assertEquals({ missing, unknown }, { missing: [], unknown: [] });
});

for (const [i, row] of ROWS.entries()) {
  const before = ROWS.slice(0, i).filter(({ covers }) => covers[0] === row.covers[0]).length;
  const name = `${row.covers[0]}()${before > 0 ? ` in row ${before + 1}` : ""}`;

  law(row, `${name} does not depend on the order of the samples`, row.permutation, (data) => {
    const order = permutation(data.yTrue!.length, createPrng(data.yTrue!.length));
    assertClose(row.value(taken(data, order)), row.value(data));
  });

  law(row, `${name} does not depend on names or units`, row.relabelling, (data) => {
    assertClose(row.value(row.kind.relabelled(data)), row.value(data));
  });

  law(row, `${name} counts a weight as so many samples`, row.repetition, (data) => {
    const sampleWeight = data.yTrue!.map((_, i) => 1 + i * 7 % 3);
    const repeated = sampleWeight.flatMap((weight, i) => Array<number>(weight).fill(i));
    assertClose(row.value({ ...data, sampleWeight }), row.value(taken(data, repeated)));
  });

  law(row, `${name} is the same when truth and prediction change places`, row.symmetry, (data) => {
    assertClose(row.value({ ...data, yTrue: data.yPred!, yPred: data.yTrue! }), row.value(data));
  });

  const { perfect } = row;
  law(row, `${name} knows a perfect prediction`, "not" in perfect ? perfect : true, (data) => {
    if ("not" in perfect) return;
    assertClose(row.value(row.kind.perfected(data)), perfect.value);
  });
}

Deno.test("assertClose() tells different values, lengths and names apart", () => {
  for (const [a, b] of [[1, 1.001], [[1, 2], [1]], [{ a: 1 }, { b: 1 }], ["a", "b"], [1, NaN]]) {
    assertThrows(() => assertClose(a, b));
  }
  assertClose({ a: [1, Infinity] }, { a: [1 + 1e-12, Infinity] });
});

function law(row: Row, title: string, holds: Holds, check: (data: Data) => void): void {
  if (holds !== true) return;
  Deno.test(title, () => fc.assert(fc.property(row.kind.data, check), { numRuns: 40 }));
}

/** The rows at some positions, of every column. */
function taken(data: Data, positions: ArrayLike<number>): Data {
  const rows = Array.from(positions);
  return Object.fromEntries(
    Object.entries(data).map(([name, column]) => [name, rows.map((i) => column[i])]),
  );
}

/** Numbers may differ by rounding, in lists and records too; everything else must be equal. */
function assertClose(actual: unknown, expected: unknown, path = "value"): void {
  if (typeof actual === "number" && typeof expected === "number") {
    const near = Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
    assert(near || Object.is(actual, expected), `${path}: ${actual} and ${expected}`);
  } else if (typeof actual === "object" && actual && typeof expected === "object" && expected) {
    assertEquals(Object.keys(actual), Object.keys(expected), path);
    for (const [key, value] of Object.entries(actual)) {
      assertClose(value, (expected as Record<string, unknown>)[key], `${path}.${key}`);
    }
  } else assertEquals(actual, expected, path);
}
