// Every metric of the table of laws that is one number can be had with an interval.

import { type Column, estimate } from "descent/metrics";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Data, Row } from "../laws/row.ts";
import { ROWS } from "../laws/table.ts";

const numbers = ROWS.map((row) => ({ row, data: sampleOf(row) }))
  .filter(({ row, data }) => typeof row.value(data) === "number");

Deno.test("the table of laws holds more than thirty metrics that are one number", () => {
  assert(numbers.length > 30, `${numbers.length}`);
});

for (const [i, { row, data }] of numbers.entries()) {
  Deno.test(`estimate() puts an interval around ${row.covers[0]}(), metric ${i + 1}`, () => {
    const metric = (yTrue: Column, yPred: Column, weights: object) =>
      row.value({ yTrue, yPred, ...weights } as unknown as Data) as number;
    const [yTrue, yPred] = [data.yTrue!, data.yPred!];
    const found = estimate(metric, yTrue, yPred, { resamples: 100, seed: 1 });
    const [low, high] = found.interval;
    assertEquals(found.value, row.value(data));
    assertEquals([found.n, found.method], [yTrue.length, "bootstrap percentile"]);
    assert(low <= high && Number.isFinite(low) && Number.isFinite(high), `${low} to ${high}`);
  });
}

function sampleOf(row: Row): Data {
  return fc.sample(row.kind.data, { numRuns: 20, seed: 1 })
    .toSorted((a, b) => b.yTrue!.length - a.yTrue!.length)[0]!;
}
