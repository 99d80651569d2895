import { assertEquals } from "@std/assert";
import { exercise } from "descent/notebook";
import { FUEL_REGRESSION } from "../../notebooks/exercises/fuel_regression.ts";

/** The value of an expression, which a solution is. */
const valueOf = (expression: string) => new Function(`return (${expression})`)();

const total = { toLitres: 2, standardise: 3, partialDependence: 3 } as Record<string, number>;

for (const [id, { solution }] of Object.entries(FUEL_REGRESSION)) {
  Deno.test(`exercise "${id}" of the lesson on fuel is solved by its solution`, async () => {
    const points = total[id]!;
    assertEquals(await exercise(id, valueOf(solution)), { points, total: points, solved: true });
  });
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

// What learners may well try first, and what it is worth.
const attempts: [id: string, what: string, attempt: unknown, points: number][] = [
  ["toLitres", "the turned fraction", (mpg: number) => mpg * 1.609344 / 3.785411784, 0],
  [
    "standardise",
    "only the mean taken away",
    (train: number[], test: number[]) => test.map((value) => value - mean(train)),
    1,
  ],
  [
    "standardise",
    "scaled by what is tested",
    (_: number[], test: number[]) => test.map((value) => value - mean(test)),
    1,
  ],
  [
    "partialDependence",
    "the rows overwritten",
    (predict: (row: number[]) => number, rows: number[][], column: number, value: number) =>
      mean(rows.map((row) => (row[column] = value, predict(row)))),
    2,
  ],
];

for (const [id, what, attempt, points] of attempts) {
  Deno.test(`exercise "${id}": ${what} is worth ${points}`, async () => {
    assertEquals((await exercise(id, attempt)).points, points);
  });
}
