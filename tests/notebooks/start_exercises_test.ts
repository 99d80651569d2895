import { assertEquals } from "@std/assert";
import { exercise } from "descent/notebook";
import { START } from "../../notebooks/exercises/start.ts";

/** The value of an expression, which a solution is. */
const valueOf = (expression: string) => new Function(`return (${expression})`)();

const total = { weights: 2, accuracy: 4, mostFrequent: 4 } as Record<string, number>;

for (const [id, { solution }] of Object.entries(START)) {
  Deno.test(`exercise "${id}" of the first lesson is solved by its solution`, async () => {
    const points = total[id]!;
    assertEquals(await exercise(id, valueOf(solution)), { points, total: points, solved: true });
  });
}

// What learners may well try first, and what it is worth.
const attempts: [id: string, what: string, attempt: unknown, points: number][] = [
  ["weights", "no offsets", 7840, 1],
  ["weights", "pixels alone", 784, 0],
  ["accuracy", "a count", (a: number[], b: number[]) => a.filter((x, i) => x === b[i]).length, 1],
  ["accuracy", "always 1", () => 1, 1],
  ["mostFrequent", "the last by order", (labels: number[]) => labels.toSorted().at(-1), 2],
  ["mostFrequent", "sorting in place", (labels: number[]) => labels.sort() && 7, 1],
  ["mostFrequent", "a number", 7, 0],
];
for (const [id, what, attempt, points] of attempts) {
  Deno.test(`exercise "${id}" of the first lesson gives ${points} points for ${what}`, async () => {
    assertEquals(await exercise(id, attempt), { points, total: total[id]!, solved: false });
  });
}
