import { assertEquals } from "@std/assert";
import { exercise } from "descent/notebook";
import { SIMD_KERNELS } from "../../notebooks/exercises/simd_kernels.ts";

/** The value of an expression, which a solution is. */
const valueOf = (expression: string) => new Function(`return (${expression})`)();

const total = { dotProduct: 5, bestBlock: 5, threadsFor: 6, wrongOnes: 6 } as Record<
  string,
  number
>;

for (const [id, { solution }] of Object.entries(SIMD_KERNELS)) {
  Deno.test(`exercise "${id}" of the lesson on kernels is solved by its solution`, async () => {
    const points = total[id]!;
    assertEquals(await exercise(id, valueOf(solution)), { points, total: points, solved: true });
  });
}

type Numbers = Float64Array;
type Loss = (w: number[]) => number;
type Gradient = (w: number[]) => number[];

/** A dot product whose loop of four ends where `last` says, and whose tail is as told. */
function dotProduct(last: (n: number) => number, tail: boolean) {
  return (a: Numbers, b: Numbers) => {
    const sums = [0, 0, 0, 0];
    let i = 0;
    for (; i < last(a.length); i += 4) {
      for (let lane = 0; lane < 4; lane++) sums[lane]! += a[i + lane]! * b[i + lane]!;
    }
    let sum = (sums[0]! + sums[2]!) + (sums[1]! + sums[3]!);
    if (tail) { for (; i < a.length; i++) sum += a[i]! * b[i]!; }
    return sum;
  };
}

const inOrder = (a: Numbers, b: Numbers) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

// What learners may well try first, and what it is worth.
const attempts: [id: string, what: string, attempt: unknown, points: number][] = [
  ["dotProduct", "a plain loop", inOrder, 3],
  ["dotProduct", "no tail", dotProduct((n) => n - 3, false), 1],
  ["dotProduct", "a loop that runs past the end", dotProduct((n) => n, true), 1],
  [
    "bestBlock",
    "no register for a row of b and a number of a",
    (registers: number) => ({ rows: Math.floor(registers / 2), vectors: 2 }),
    0,
  ],
  [
    "bestBlock",
    "always two vectors",
    (registers: number) => ({ rows: Math.floor((registers - 3) / 2), vectors: 2 }),
    2,
  ],
  ["threadsFor", "as if all could be split", (_: number, speedUp: number) => speedUp, 1],
  [
    "threadsFor",
    "no rounding up, and less than nothing",
    (share: number, speedUp: number) => share / (1 / speedUp - (1 - share)),
    1,
  ],
  [
    "wrongOnes",
    "only signs",
    (loss: Loss, gradient: Gradient, w: number[]) =>
      gradient(w).flatMap((slope, i) => {
        const real = loss(w.with(i, w[i]! + 1e-5)) - loss(w.with(i, w[i]! - 1e-5));
        return Math.sign(slope) === Math.sign(real) ? [] : [i];
      }),
    4,
  ],
  [
    "wrongOnes",
    "one side only, and one number of w left changed",
    (loss: Loss, gradient: Gradient, w: number[]) => {
      const at = loss(w);
      return gradient(w).flatMap((slope, i) => {
        w[i]! += 0.1;
        const wrong = Math.abs((loss(w) - at) / 0.1 - slope) > 0.01;
        return wrong ? [i] : [];
      });
    },
    0,
  ],
];
for (const [id, what, attempt, points] of attempts) {
  Deno.test(`exercise "${id}" of the lesson on kernels gives ${points} points for ${what}`, async () => {
    assertEquals(await exercise(id, attempt), { points, total: total[id]!, solved: false });
  });
}
