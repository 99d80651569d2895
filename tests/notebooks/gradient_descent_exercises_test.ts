import { assertEquals } from "@std/assert";
import { exercise } from "descent/notebook";
import { GRADIENT_DESCENT } from "../../notebooks/exercises/gradient_descent.ts";

/** The value of an expression, which a solution is. */
const valueOf = (expression: string) => new Function(`return (${expression})`)();

const total = { stepsNeeded: 3, numericSlope: 4, momentumStep: 4, backThrough: 4 } as Record<
  string,
  number
>;

for (const [id, { solution }] of Object.entries(GRADIENT_DESCENT)) {
  Deno.test(`exercise "${id}" of the lesson on going downhill is solved by its solution`, async () => {
    const points = total[id]!;
    assertEquals(await exercise(id, valueOf(solution)), { points, total: points, solved: true });
  });
}

type State = { w: number; velocity: number };
type Rates = { learningRate: number; beta: number };

// What learners may well try first, and what it is worth.
const attempts: [id: string, what: string, attempt: unknown, points: number][] = [
  ["stepsNeeded", "one step too few", 6907, 1],
  ["stepsNeeded", "momentum's share", 219, 0],
  [
    "numericSlope",
    "one side only",
    (f: (x: number) => number, x: number) => (f(x + 1e-6) - f(x)) / 1e-6,
    1,
  ],
  [
    "numericSlope",
    "too short a step",
    (f: (x: number) => number, x: number) => (f(x + 1e-12) - f(x - 1e-12)) / 2e-12,
    0,
  ],
  [
    "momentumStep",
    "the old velocity",
    ({ w, velocity }: State, slope: number, { learningRate, beta }: Rates) => ({
      w: w - learningRate * velocity,
      velocity: beta * velocity + slope,
    }),
    1,
  ],
  [
    "momentumStep",
    "no momentum",
    ({ w }: State, slope: number, { learningRate }: Rates) => ({
      w: w - learningRate * slope,
      velocity: slope,
    }),
    2,
  ],
  ["backThrough", "no tanh", (a: number, b: number, back: number) => [back * b, back * a], 2],
  [
    "backThrough",
    "a and b exchanged",
    (a: number, b: number, back: number) => {
      const through = back * (1 - Math.tanh(a * b) ** 2);
      return [through * a, through * b];
    },
    1,
  ],
];
for (const [id, what, attempt, points] of attempts) {
  Deno.test(`exercise "${id}" of the lesson on going downhill gives ${points} points for ${what}`, async () => {
    assertEquals(await exercise(id, attempt), { points, total: total[id]!, solved: false });
  });
}
