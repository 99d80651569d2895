import { assertEquals } from "@std/assert";
import { exercise } from "descent/notebook";
import { MODEL_EVALUATION } from "../../notebooks/exercises/model_evaluation.ts";

/** The value of an expression, which a solution is. */
const valueOf = (expression: string) => new Function(`return (${expression})`)();

const total: Record<string, number> = {
  precisionAt: 4,
  onlyOne: 3,
  cheapest: 4,
  calibrationGap: 4,
  enough: 3,
};

for (const [id, { solution }] of Object.entries(MODEL_EVALUATION)) {
  Deno.test(`exercise "${id}" of the lesson on evaluation is solved by its solution`, async () => {
    const points = total[id]!;
    assertEquals(await exercise(id, valueOf(solution)), { points, total: points, solved: true });
  });
}

// What learners may well try first, and what it is worth.
const attempts: [id: string, what: string, attempt: unknown, points: number][] = [
  [
    "precisionAt",
    "the share forgotten",
    (_: number, recall: number, rate: number) => recall / (recall + rate),
    2,
  ],
  ["precisionAt", "the recall", (_: number, recall: number) => recall, 1],
  [
    "onlyOne",
    "all that differ",
    (_: number[], a: number[], b: number[]) => {
      const differ = a.filter((said, i) => said !== b[i]).length;
      return [differ, differ];
    },
    1,
  ],
  [
    "onlyOne",
    "all that are right",
    (y: number[], a: number[], b: number[]) =>
      [a, b].map((said) => said.filter((one, i) => one === y[i]).length),
    0,
  ],
  ["cheapest", "always one half", () => 0.5, 0],
  [
    "cheapest",
    "the lowest score of a positive",
    (y: number[], scores: number[]) => Math.min(...scores.filter((_, i) => y[i] === 1)),
    3,
  ],
  [
    "calibrationGap",
    "one bin for all",
    (right: number[], sure: number[]) =>
      Math.abs(right.reduce((sum, one, i) => sum + one - sure[i]!, 0)) / sure.length,
    2,
  ],
  ["enough", "the width for half a width", 865, 0],
  ["enough", "twice as many", 6915, 1],
];
for (const [id, what, attempt, points] of attempts) {
  Deno.test(`exercise "${id}" of the lesson on evaluation gives ${points} points for ${what}`, async () => {
    assertEquals(await exercise(id, attempt), { points, total: total[id]!, solved: false });
  });
}
