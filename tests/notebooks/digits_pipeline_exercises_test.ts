import { assertEquals } from "@std/assert";
import { exercise } from "descent/notebook";
import { DIGITS_PIPELINE } from "../../notebooks/exercises/digits_pipeline.ts";

/** The value of an expression, which a solution is. */
const valueOf = (expression: string) => new Function(`return (${expression})`)();

const total: Record<string, number> = {
  stepsOf: 3,
  pooledSide: 4,
  standardize: 4,
  bestLoss: 3,
  forgottenAfter: 3,
};

for (const [id, { solution }] of Object.entries(DIGITS_PIPELINE)) {
  Deno.test(`exercise "${id}" of the lesson on pipelines is solved by its solution`, async () => {
    const points = total[id]!;
    assertEquals(await exercise(id, valueOf(solution)), { points, total: points, solved: true });
  });
}

// What learners may well try first, and what it is worth.
const attempts: [id: string, what: string, attempt: string, points: number][] = [
  ["stepsOf", "no rounding", "(n, batch, epochs) => n / batch * epochs", 1],
  ["stepsOf", "rounding at the end", "(n, batch, epochs) => Math.ceil(n * epochs / batch)", 1],
  ["pooledSide", "no filter", "(side, filter, pool) => Math.floor(side / pool)", 1],
  ["pooledSide", "rounding up", "(side, filter, pool) => Math.ceil((side - filter + 1) / pool)", 3],
  [
    "standardize",
    "learning from the values",
    `(_, values) => {
      const mean = values.reduce((a, b) => a + b) / values.length;
      const square = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
      return values.map((x) => (x - mean) / (Math.sqrt(square) || 1));
    }`,
    0,
  ],
  [
    "standardize",
    "dividing by 0",
    `(known, values) => {
      const mean = known.reduce((a, b) => a + b) / known.length;
      const square = known.reduce((a, b) => a + (b - mean) ** 2, 0) / known.length;
      return values.map((x) => (x - mean) / Math.sqrt(square));
    }`,
    3,
  ],
  [
    "bestLoss",
    "one other class",
    "(k, noise) => -(1 - noise) * Math.log(1 - noise) - noise * Math.log(noise)",
    1,
  ],
  ["bestLoss", "no idea at all", "(k) => Math.log(k)", 2],
  [
    "forgottenAfter",
    "rounding to the nearest",
    "(factor, share) => Math.round(Math.log(share) / Math.log(factor))",
    2,
  ],
];
for (const [id, what, attempt, points] of attempts) {
  Deno.test(`exercise "${id}" of the lesson on pipelines gives ${points} points for ${what}`, async () => {
    const score = { points, total: total[id]!, solved: false };
    assertEquals(await exercise(id, valueOf(attempt)), score);
  });
}
