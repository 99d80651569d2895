import { assertEquals } from "@std/assert";
import { exercise } from "descent/notebook";
import { MODEL_AS_A_SERVICE } from "../../notebooks/exercises/model_as_a_service.ts";

/** The value of an expression, which a solution is. */
const valueOf = (expression: string) => new Function(`return (${expression})`)();

for (const [id, { solution }] of Object.entries(MODEL_AS_A_SERVICE)) {
  Deno.test(`exercise "${id}" of the lesson on a service is solved by its solution`, async () => {
    assertEquals(await exercise(id, valueOf(solution)), { points: 3, total: 3, solved: true });
  });
}

type Line = { text: string; previous: string; hash: string };

// What learners may well try first, and what it is worth.
const attempts: [id: string, what: string, attempt: unknown, points: number][] = [
  [
    "stability",
    "empty parts not minded",
    (now: number[], training: number[]) =>
      now.reduce((sum, p, i) => sum + (p - training[i]!) * Math.log(p / training[i]!), 0),
    2,
  ],
  [
    "batches",
    "only the size minded",
    (arrivals: number[], most: number) =>
      Array.from(
        { length: Math.ceil(arrivals.length / most) },
        (_, i) => Math.min(most, arrivals.length - i * most),
      ),
    2,
  ],
  [
    "firstBroken",
    "only the hash minded",
    (lines: Line[], hash: (text: string) => string) =>
      lines.findIndex((line) => line.hash !== hash(line.previous + line.text)),
    2,
  ],
];

for (const [id, what, attempt, points] of attempts) {
  Deno.test(`exercise "${id}": ${what} is worth ${points}`, async () => {
    assertEquals((await exercise(id, attempt)).points, points);
  });
}
