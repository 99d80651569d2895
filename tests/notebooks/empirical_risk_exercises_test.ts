import { assertEquals } from "@std/assert";
import { exercise } from "descent/notebook";
import { EMPIRICAL_RISK } from "../../notebooks/exercises/empirical_risk.ts";

/** The value of an expression, which a solution is. */
const valueOf = (expression: string) => new Function(`return (${expression})`)();

const total = { pinball: 4, ridgeSlope: 3, leaveOneOut: 4, testSize: 4 } as Record<string, number>;

for (const [id, { solution }] of Object.entries(EMPIRICAL_RISK)) {
  Deno.test(`exercise "${id}" of the lesson on empirical risk is solved by its solution`, async () => {
    const points = total[id]!;
    assertEquals(await exercise(id, valueOf(solution)), { points, total: points, solved: true });
  });
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const dot = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);

// What learners may well try first, and what it is worth.
const attempts: [id: string, what: string, attempt: unknown, points: number][] = [
  ["pinball", "the absolute loss", (z: number, y: number) => Math.abs(z - y), 1],
  [
    "pinball",
    "both prices exchanged",
    (z: number, y: number, quantile: number) =>
      Math.max(quantile * (z - y), (1 - quantile) * (y - z)),
    1,
  ],
  ["ridgeSlope", "no penalty", (x: number[], y: number[]) => dot(x, y) / dot(x, x), 1],
  [
    "ridgeSlope",
    "the penalty counted twice",
    (x: number[], y: number[], alpha: number) => dot(x, y) / (dot(x, x) + 2 * alpha),
    1,
  ],
  [
    "leaveOneOut",
    "the variance, which knew all numbers",
    (y: number[]) => mean(y.map((value) => (value - mean(y)) ** 2)),
    1,
  ],
  [
    "leaveOneOut",
    "the variance over n − 1",
    (y: number[]) => y.reduce((sum, value) => sum + (value - mean(y)) ** 2, 0) / (y.length - 1),
    1,
  ],
  [
    "testSize",
    "any number of models as one",
    (gap: number) => Math.ceil(Math.log(2 / 0.05) / (2 * gap ** 2)),
    2,
  ],
  [
    "testSize",
    "no rounding",
    (gap: number, models: number) => Math.log(2 * models / 0.05) / (2 * gap ** 2),
    0,
  ],
];
for (const [id, what, attempt, points] of attempts) {
  Deno.test(`exercise "${id}" of the lesson on empirical risk gives ${points} points for ${what}`, async () => {
    assertEquals(await exercise(id, attempt), { points, total: total[id]!, solved: false });
  });
}
