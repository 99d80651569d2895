import { assertEquals } from "@std/assert";
import { exercise } from "descent/notebook";
import { MNIST_CNN } from "../../notebooks/exercises/mnist_cnn.ts";

/** The value of an expression, which a solution is. */
const valueOf = (expression: string) => new Function(`return (${expression})`)();

const total = { parameters: 3, outputSize: 4, maxPool: 4 } as Record<string, number>;

for (const [id, { solution }] of Object.entries(MNIST_CNN)) {
  Deno.test(`exercise "${id}" of the lesson on CNNs is solved by its solution`, async () => {
    const points = total[id]!;
    assertEquals(await exercise(id, valueOf(solution)), { points, total: points, solved: true });
  });
}

// What learners may well try first, and what it is worth.
const attempts: [id: string, what: string, attempt: unknown, points: number][] = [
  ["parameters", "no offsets", 16 * 25 + 24 * 24 * 16 * 10, 1],
  ["parameters", "the filters alone", 16 * 26, 0],
  ["outputSize", "no stride", (size: number, filter: number) => size - filter + 1, 2],
  [
    "outputSize",
    "no rounding down",
    (size: number, filter: number, stride: number) => (size - filter) / stride + 1,
    3,
  ],
  ["maxPool", "the largest of all", (rows: number[][]) => [[Math.max(...rows.flat())]], 3],
  [
    "maxPool",
    "nothing below 0",
    ([top, bottom]: number[][]) => [[Math.max(0, ...top!, ...bottom!)]],
    2,
  ],
];
for (const [id, what, attempt, points] of attempts) {
  Deno.test(`exercise "${id}" of the lesson on CNNs gives ${points} points for ${what}`, async () => {
    assertEquals(await exercise(id, attempt), { points, total: total[id]!, solved: false });
  });
}
